#!/usr/bin/env python3
"""Reads exports and dumps with tools that are not ours, and compares nodes, edges, names and attributes.

Usage: check.py FOLDER, with the dumps tripolis.{ttl,trig,nq,nt,jsonld,rdf} and folders of exports named
FORMAT.EXTENSION. What should be there is counted in json.json and tripolis.nq. One line for each peer and file: ok,
FAILED, skipped where the peer is not installed, or passed over where it need not be. The exit status is 1 if one failed.
"""

import csv
import importlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

top = Path(sys.argv[1])
here = Path(__file__).parent
failed = False


def report(peer, file, got, expected):
    global failed
    good = got == expected
    failed |= not good
    print(f"{'ok' if good else 'FAILED'}: {peer} reads {file}: {got}" + ("" if good else f", expected {expected}"))


def check(peer, path, read, expected):
    """Compares what `read` finds; a reader that gives up has failed."""
    global failed
    try:
        got = read(path)
    except Exception as error:  # Whatever a foreign reader raises is a failure of the file.
        failed = True
        print(f"FAILED: {peer} cannot read {path.relative_to(top)}: {type(error).__name__}: {error}")
    else:
        report(peer, path.relative_to(top), got, expected)


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


networkx, igraph, rdflib = module("networkx"), module("igraph"), module("rdflib")
etree, ndex2 = module("lxml.etree"), module("ndex2.cx2")
rapper, dot, node = tool("rapper"), tool("dot"), tool("node")
rsvg = tool("rsvg-convert", needed=False)
# Where `make peers` puts packages for Node: beside Python's.
packages = Path(sys.prefix) / "node"
if node and not (packages / "node_modules").is_dir():
    print(f"skipped: graphology, cytoscape and mermaid are not installed in {packages}")
    node = None


def plain(text):
    """What XML can hold: the loss of the other control characters is reported by the program."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)


def dumps():
    quads = (top / "tripolis.nq").read_text(encoding="utf-8").splitlines()
    triples = {re.sub(r" <[^<>\s]*> \.$", " .", line) for line in quads}
    if rdflib:
        for file in ["tripolis.ttl", "tripolis.nt", "tripolis.rdf"]:
            check("rdflib", top / file, lambda path: len(rdflib.Graph().parse(path)), len(triples))
        for file in ["tripolis.trig", "tripolis.nq", "tripolis.jsonld"]:
            check("rdflib", top / file, lambda path: sum(1 for _ in rdflib.Dataset().parse(path).quads()), len(quads))
    if rapper:
        for file, syntax in [("tripolis.ttl", "turtle"), ("tripolis.nt", "ntriples"), ("tripolis.rdf", "rdfxml")]:
            def count(path):
                said = run(rapper, "-q", "-i", syntax, "-o", "ntriples", str(path), "https://example.org/").stdout
                return len({line for line in said.splitlines() if line})
            check("rapper", top / file, count, len(triples))


def exports(folder):
    graph = json.loads((folder / "json.json").read_text(encoding="utf-8"))
    nodes, edges = graph["nodes"], graph["links"]
    counts = (len(nodes), len(edges))
    names = sorted(node["label"] for node in nodes)
    labels = sorted(map(plain, names))
    # What stands in an element or column of its own, not among the attributes.
    node_own, edge_own = {"id", "label", "color", "size"}, {"source", "target", "key", "label", "weight"}
    values = (sum(len(node.keys() - node_own) for node in nodes), sum(len(edge.keys() - edge_own) for edge in edges))

    def valued(items, own):
        """How many attributes beside `own` have a value."""
        return sum(1 for item in items for key, value in item.items() if key not in own and value not in ("", None))

    if networkx:
        def graphml(path):
            read = networkx.read_graphml(path, force_multigraph=True)
            found = [data for _, data in read.nodes(data=True)], [data for _, _, data in read.edges(data=True)]
            drawn = {"label", "color", "size", "weight", "id", "shape_type", "x", "y", "url", "description"}
            return len(found[0]), len(found[1]), sorted(data["label"] for data in found[0]), *(valued(data, drawn) for data in found)

        def gexf(path):
            read = networkx.read_gexf(path, version="1.3")
            found = [data for _, data in read.nodes(data=True)], [data for _, _, data in read.edges(data=True)]
            drawn = sum(data["viz"].keys() == {"color", "size", "position"} for data in found[0])
            own = {"label", "viz", "start", "end", "id", "kind", "weight", "mode"}
            return len(found[0]), len(found[1]), sorted(data["label"] for data in found[0]), *(valued(data, own) for data in found), drawn

        check("networkx", folder / "graphml.graphml", graphml, (*counts, labels, *values))
        check("networkx", folder / "yed.graphml", graphml, (*counts, labels, *values))
        check("networkx", folder / "gexf.gexf", gexf, (*counts, labels, *values, len(nodes)))

        def node_link(path):
            read = networkx.node_link_graph(json.loads(path.read_text(encoding="utf-8")), edges="links")
            return read.number_of_nodes(), read.number_of_edges()

        check("networkx", folder / "json.json", node_link, counts)

    if etree:
        def valid(schema):
            rules = etree.XMLSchema(etree.parse(here / schema))

            def read(path):
                rules.assertValid(etree.parse(path))
                return "valid"
            return read

        check("gexf.xsd", folder / "gexf.gexf", valid("gexf.xsd"), "valid")
        check("ygraphml.xsd", folder / "yed.graphml", valid("ygraphml.xsd"), "valid")

    if igraph:
        def read(path):
            read = igraph.Graph.Read_GraphML(str(path))
            confident = [value for value in read.es["confidence"] if value == value]
            return read.vcount(), read.ecount(), sorted(read.vs["label"]), len(confident)

        sure = sum("confidence" in edge for edge in edges)
        check("igraph", folder / "graphml.graphml", read, (*counts, labels, sure))

    if ndex2:
        def cx2(path):
            read = ndex2.RawCX2NetworkFactory().get_cx2network(json.loads(path.read_text(encoding="utf-8")))
            found = [node["v"] for node in read.get_nodes().values()], [edge["v"] for edge in read.get_edges().values()]
            own = {"name", "color", "size", "interaction", "weight"}
            return len(found[0]), len(found[1]), sorted(data["name"] for data in found[0]), *(valued(data, own) for data in found)

        check("ndex2", folder / "cx2.cx2", cx2, (*counts, names, *values))

    if rdflib:
        pol = rdflib.Namespace("https://w3id.org/tripolis/ontology#")

        def rdf(path):
            read = rdflib.Graph().parse(path)
            things = set(read.subjects(rdflib.RDF.type, None))
            facts = [triple for triple in read if triple[2] in things and triple[1] != rdflib.RDF.type]
            labels = sorted(str(label) for label in read.objects(None, rdflib.RDFS.label))
            return len(things), len(facts), labels, len(read)

        expected = rdf(folder / "n10s.ttl")
        report("rdflib", folder / "n10s.ttl", expected[:3], (*counts, names))
        # The same triples in both, but for the lexical form of numbers.
        check("rdflib", folder / "jsonld.jsonld", rdf, expected)

    if dot:
        def drawn(path):
            svg = run(dot, "-Tsvg", str(path))
            if svg.stderr.strip():
                raise RuntimeError(svg.stderr.strip())
            return svg.stdout.count('class="node"') - svg.stdout.count("<title>legend"), svg.stdout.count('class="edge"')

        check("dot", folder / "dot.dot", drawn, counts)

    if node:
        said = run(node, str(here / "check.mjs"), str(packages), str(folder)).stdout
        for line in filter(None, said.splitlines()):
            got = json.loads(line)
            expected = {"nodes": counts[0], "edges": counts[1], "names": names, "values": list(values)}
            if got["peer"] == "mermaid":
                del expected["values"], expected["names"]
            report(got.pop("peer"), got.pop("file"), got, expected)

    check("rules of Neo4j's import", folder / "neo4j.csv", neo4j, (*counts, labels, *values))
    check("rules of JSON Canvas", folder / "canvas.canvas", canvas, counts)
    if rsvg:
        def picture(path):
            return run(rsvg, "--format", "png", "--output", str(folder / "picture.png"), str(path)).returncode

        check("rsvg-convert", folder / "svg.svg", picture, 0)


def neo4j(folder):
    """The rules of `neo4j-admin database import` (https://neo4j.com/docs/operations-manual/current/import/)."""
    types = {"string": str, "long": int, "double": float, "string[]": str}

    def rows(name):
        with (folder / name).open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file, strict=True)
        assert all(len(row) == len(header) for row in rows), "a row of another length"
        return header, rows

    def values(header, row):
        typed = [(field, cell) for field, cell in zip(header, row) if field.partition(":")[2] in types and cell]
        for field, cell in typed:
            types[field.partition(":")[2]](cell)
        return sum(field != "weight:long" for field, _ in typed)

    header, nodes = rows("nodes.csv")
    assert header[0] == "iri:ID(Entity)" and header[-1] == ":LABEL", header
    ids = {row[0] for row in nodes}
    assert len(ids) == len(nodes), "an ID twice"
    assert all(row[-1].split("\x1f")[0] == "Entity" for row in nodes), "a node without its label"
    first, edges = rows("relationships.csv")
    assert first[:3] == [":START_ID(Entity)", ":END_ID(Entity)", ":TYPE"], first
    assert all(row[0] in ids and row[1] in ids and re.fullmatch(r"\w+", row[2]) for row in edges), "a loose end"
    run("sh", "-n", str(folder / "import.sh"))
    # The IRI is an attribute as well.
    found = sum(values(header, row) + 1 for row in nodes), sum(values(first, row) - bool(row[3]) * ("label" != first[3]) for row in edges)
    return len(nodes), len(edges), sorted(row[1] for row in nodes), *found


def canvas(path):
    """The rules of https://jsoncanvas.org/spec/1.0/."""
    read = json.loads(path.read_text(encoding="utf-8"))
    nodes, edges = read["nodes"], read["edges"]
    ids = {node["id"] for node in nodes}
    assert len(ids) == len(nodes) and len({edge["id"] for edge in edges}) == len(edges), "an id twice"
    for node in nodes:
        assert node["type"] == "text" and isinstance(node["text"], str), node
        assert all(isinstance(node[key], int) for key in ("x", "y", "width", "height")), node
    for edge in edges:
        assert edge["fromNode"] in ids and edge["toNode"] in ids and edge["toEnd"] in ("none", "arrow"), edge
    assert all(re.fullmatch("#[0-9a-f]{6}", item["color"]) for item in nodes + edges), "no color"
    return len(nodes), len(edges)


dumps()
for folder in sorted(path for path in top.iterdir() if path.is_dir()):
    exports(folder)
sys.exit(1 if failed else 0)
