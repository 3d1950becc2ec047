#!/usr/bin/env python3
"""Reads a folder of exports and dumps with tools that are not ours, and compares counts.

Usage: check.py FOLDER, with graph.{graphml,gexf,dot,svg,csv,json} and tripolis.{ttl,trig,nq,nt,jsonld,rdf}.
What should be there is counted in graph.json and tripolis.nq. One line for each peer and file: ok, FAILED, skipped where the peer is not installed, or passed over where it
need not be. The exit status is 1 if one failed.
"""

import importlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

folder = Path(sys.argv[1])
failed = False


def report(peer, file, got, expected):
    global failed
    good = got == expected
    failed |= not good
    print(f"{'ok' if good else 'FAILED'}: {peer} reads {file}: {got}" + ("" if good else f", expected {expected}"))


def check(peer, file, read, expected):
    """Compares what `read` finds; a reader that gives up has failed."""
    global failed
    try:
        got = read(folder / file)
    except Exception as error:  # Whatever a foreign reader raises is a failure of the file.
        failed = True
        print(f"FAILED: {peer} cannot read {file}: {type(error).__name__}: {error}")
    else:
        report(peer, file, got, expected)


def module(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        print(f"skipped: {name} is not installed")


def tool(name, needed=True):
    if shutil.which(name):
        return name
    print(f"{'skipped' if needed else 'passed over'}: {name} is not installed")


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip() or f"status {done.returncode}")
    return done


graph = json.loads((folder / "graph.json").read_text(encoding="utf-8"))
nodes, edges = graph["nodes"], graph["links"]
counts = (len(nodes), len(edges))
# Bell and form feed cannot stand in XML; their loss is reported by the program.
labels = sorted(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", node["label"]) for node in nodes)
quads = (folder / "tripolis.nq").read_text(encoding="utf-8").splitlines()
triples = {re.sub(r" <[^<>\s]*> \.$", " .", line) for line in quads}

if networkx := module("networkx"):
    def of(graph):
        return graph.number_of_nodes(), graph.number_of_edges(), sorted(data["label"] for _, data in graph.nodes(data=True))

    check("networkx", "graph.graphml", lambda path: of(networkx.read_graphml(path, force_multigraph=True)), (*counts, labels))
    check("networkx", "graph.gexf", lambda path: of(networkx.read_gexf(path, version="1.3")), (*counts, labels))

    def node_link(path):
        data = json.loads(path.read_text(encoding="utf-8"))
        read = networkx.node_link_graph(data, edges="links")
        return read.number_of_nodes(), read.number_of_edges()

    check("networkx", "graph.json", node_link, counts)

if igraph := module("igraph"):
    def graphml(path):
        read = igraph.Graph.Read_GraphML(str(path))
        confident = [value for value in read.es["confidence"] if value == value]
        return read.vcount(), read.ecount(), sorted(read.vs["label"]), len(confident)

    sure = sum("confidence" in edge for edge in edges)
    check("igraph", "graph.graphml", graphml, (*counts, labels, sure))

if rdflib := module("rdflib"):
    def triples_of(path):
        return len(rdflib.Graph().parse(path))

    def quads_of(path):
        return sum(1 for _ in rdflib.Dataset().parse(path).quads())

    for file in ["tripolis.ttl", "tripolis.nt", "tripolis.rdf"]:
        check("rdflib", file, triples_of, len(triples))
    for file in ["tripolis.trig", "tripolis.nq", "tripolis.jsonld"]:
        check("rdflib", file, quads_of, len(quads))

if rapper := tool("rapper"):
    def rapper_count(syntax):
        def count(path):
            said = run(rapper, "-q", "-i", syntax, "-o", "ntriples", str(path), "https://example.org/").stdout
            return len({line for line in said.splitlines() if line})
        return count

    for file, syntax in [("tripolis.ttl", "turtle"), ("tripolis.nt", "ntriples"), ("tripolis.rdf", "rdfxml")]:
        check("rapper", file, rapper_count(syntax), len(triples))

if dot := tool("dot"):
    def drawn(path):
        svg = run(dot, "-Tsvg", str(path))
        if svg.stderr.strip():
            raise RuntimeError(svg.stderr.strip())
        return svg.stdout.count('class="node"') - svg.stdout.count("<title>legend"), svg.stdout.count('class="edge"')

    check("dot", "graph.dot", drawn, counts)

if rsvg := tool("rsvg-convert", needed=False):
    def picture(path):
        return run(rsvg, "--format", "png", "--output", str(folder / "graph.png"), str(path)).returncode

    check("rsvg-convert", "graph.svg", picture, 0)

sys.exit(1 if failed else 0)
