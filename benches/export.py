#!/usr/bin/env python3
"""Writes a graph, given as node-link JSON, with networkx and igraph; prints peer, format and seconds, a line each."""

import json
import sys
import tempfile
import time
from pathlib import Path

import igraph
import networkx

graph = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))


def scalar(item, without):
    """Attributes as the formats have them: lists are one text."""
    return {key: "; ".join(value) if isinstance(value, list) else value for key, value in item.items() if key not in without}


nodes = [(node["id"], scalar(node, {"id"})) for node in graph["nodes"]]
ends = [(edge["source"], edge["target"]) for edge in graph["links"]]
edges = [scalar(edge, {"source", "target", "key"}) for edge in graph["links"]]
del graph


def timed(peer, name, write):
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        write(str(Path(folder) / name))
        print(peer, name, f"{time.perf_counter() - start:.2f}", flush=True)


read = igraph.Graph(directed=True)
places = {iri: at for at, (iri, _) in enumerate(nodes)}
read.add_vertices(len(nodes), {key: [data.get(key) for _, data in nodes] for key in nodes[0][1]})
read.add_edges([(places[source], places[target]) for source, target in ends], {key: [data.get(key) for data in edges] for key in edges[0]})
timed("igraph", "graphml", read.write_graphml)
del read, places

read = networkx.MultiDiGraph()
read.add_nodes_from(nodes)
# The attribute `key` of add_edges_from tells edges apart: numbers, as GEXF's ids.
read.add_edges_from((source, target, at, data) for at, ((source, target), data) in enumerate(zip(ends, edges)))
del nodes, ends, edges
timed("networkx", "graphml", lambda path: networkx.write_graphml(read, path))
timed("networkx", "gexf", lambda path: networkx.write_gexf(read, path, version="1.2draft"))
