#!/usr/bin/env python3
"""Applies an RDF Patch with rdflib: patch.py OLD.nq CHANGES.rdp NEW.nq. The exit status is 0 if OLD becomes NEW."""

import sys

from rdflib import Dataset

old, patch, new = sys.argv[1:]


def quads(dataset):
    return {" ".join(term.n3() if hasattr(term, "n3") else str(term) for term in quad) for quad in dataset.quads()}


changed = Dataset()
changed.parse(old, format="nquads")
before = quads(changed)
changed.parse(patch, format="patch")
wanted = Dataset()
wanted.parse(new, format="nquads")
got, wanted = quads(changed), quads(wanted)
print(f"{len(before)} quads became {len(got)}; {len(got - wanted)} are wrong, {len(wanted - got)} are missing")
sys.exit(before == got or got != wanted)
