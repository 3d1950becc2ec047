#!/usr/bin/env python3
"""Makes the bulk files of this folder, with the tools that people make theirs with.

    pip install pandas pyarrow warcio brotli zstandard && tests/formats/bulk/make.py

The sentences are our own. `profiles.*` hold three documents each; the archive holds what archives hold besides.
"""
import gzip
import io
import json
import pathlib
import subprocess

import brotli
import pandas
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HERE = pathlib.Path(__file__).parent

KENYA = """2009 - The National PC Project was launched by the Ministry of Education in partnership with HP.

The project reached 4,521 teachers by 2012.
"""
GHANA = """# Ghana

The Ministry of Communications of Ghana launched the School Connectivity Program in 2011. The program is funded by the World Bank.
"""
PERU = """<!DOCTYPE html><html lang="en"><head><title>Peru: laptops for schools</title></head><body><main>
<h1>Peru: laptops for schools</h1>
<p>In 2008 the Ministry of Education of Peru launched the One Laptop Program. The program is supported by Intel.</p>
</main></body></html>
"""
LATIN = """<html><head><title>Côte d'Ivoire</title></head><body><main>
<h1>Côte d'Ivoire</h1>
<p>In 2012 the Ministry of Communications of Côte d'Ivoire launched the École Numérique Program.</p>
</main></body></html>
"""

ROWS = [
    dict(id="kenya-1", text=KENYA, title="Kenya", date="2013-05-01", publisher="Schools Online", language="en",
         url="https://example.org/kenya"),
    dict(id="ghana-2", markdown=GHANA, title="Ghana", url="https://example.org/ghana"),
    dict(html=PERU, url="https://example.org/peru.html"),
]


def write(name, data):
    (HERE / name).write_bytes(data)


def lines():
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS)
    write("profiles.jsonl", text.encode())
    write("profiles.jsonl.gz", gzip.compress(text.encode(), mtime=0))
    write("profiles.jsonl.zst", zstandard.compress(text.encode()))


def table():
    frame = pandas.DataFrame(ROWS)
    frame["score"] = [1.5, 2.5, None]
    frame.to_parquet(HERE / "profiles.parquet", compression="zstd", row_group_size=2, index=False)
    frame.to_parquet(HERE / "profiles-snappy.parquet", compression="snappy", index=False)


def chunked(data):
    pieces = [data[at:at + 100] for at in range(0, len(data), 100)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def deflate(data):
    import zlib
    return zlib.compress(data)


def archive(packed):
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    date = {"WARC-Date": "2024-05-01T12:00:00Z"}

    def response(url, body, *headers, status="200 OK"):
        http = StatusAndHeaders(status, list(headers), protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(
            url, "response", payload=io.BytesIO(body), http_headers=http, warc_headers_dict=date))

    html = ("Content-Type", "text/html; charset=utf-8")
    writer.write_record(writer.create_warcinfo_record("profiles.warc", {"software": "warcio"}))
    writer.write_record(writer.create_warc_record(
        "https://example.org/kenya", "request", warc_headers_dict=date,
        http_headers=StatusAndHeaders("GET /kenya HTTP/1.1", [("Host", "example.org")], is_http_request=True)))
    response("https://example.org/kenya", KENYA.encode(), ("Content-Type", "text/plain"))
    response("https://example.org/old", b"", ("Location", "/kenya"), status="301 Moved Permanently")
    response("https://example.org/peru.html", gzip.compress(PERU.encode(), mtime=0), html,
             ("Content-Encoding", "gzip"))
    response("https://example.org/chunked", chunked(PERU.replace("Peru", "Chile").encode()), html,
             ("Transfer-Encoding", "chunked"))
    response("https://example.org/brotli", brotli.compress(PERU.replace("Peru", "Bolivia").encode()), html,
             ("Content-Encoding", "br"))
    response("https://example.org/deflate", deflate(PERU.replace("Peru", "Ecuador").encode()), html,
             ("Content-Encoding", "deflate"))
    response("https://example.org/latin", LATIN.encode("latin-1"), ("Content-Type", "text/html; charset=ISO-8859-1"))
    response("https://example.org/logo.png", b"\x89PNG\r\n\x1a\n", ("Content-Type", "image/png"))
    writer.write_record(writer.create_warc_record(
        "https://example.org/ghana.md", "resource", payload=io.BytesIO(GHANA.encode()),
        warc_content_type="text/markdown", warc_headers_dict=date))
    write("profiles.warc.gz" if packed else "profiles.warc", out.getvalue())


def given():
    """The document that all formats hold, each in a bulk file of its own."""
    (HERE / "given").mkdir(exist_ok=True)
    text, markdown, html = (
        (HERE.parent / name).read_text() for name in ["given/profile.txt", "profile.md", "given/page.html"])
    write("given/text.jsonl", (json.dumps({"text": text}) + "\n").encode())
    write("given/markdown.jsonl.zst", zstandard.compress((json.dumps({"md": markdown.replace("'", "’")}) + "\n").encode()))
    write("given/html.jsonl.gz", gzip.compress((json.dumps({"html": html}) + "\n").encode(), mtime=0))
    pandas.DataFrame([{"content": text, "lang": "en"}]).to_parquet(HERE / "given/text.parquet", index=False)
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    body = gzip.compress(html.replace('<meta charset="utf-8">', "").encode("cp1252"), mtime=0)
    http = StatusAndHeaders("200 OK", [
        ("Content-Type", "text/html; charset=windows-1252"), ("Content-Encoding", "gzip"),
        ("Transfer-Encoding", "chunked")], protocol="HTTP/1.1")
    writer.write_record(writer.create_warc_record(
        "https://example.org/page", "response", payload=io.BytesIO(chunked(body)), http_headers=http))
    write("given/page.warc.gz", out.getvalue())


given()
lines()
table()
archive(False)
archive(True)
subprocess.run(["ls", "-l", HERE], check=True)
