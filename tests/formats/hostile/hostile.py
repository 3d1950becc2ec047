"""Writes documents that are broken or made to do harm."""
import io
import zipfile

office = "../office/"
BODY = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
TEXT = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


def package(name, parts, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(name, "w", method) as out:
        for path, content in parts.items():
            out.writestr(zipfile.ZipInfo(path, (2020, 1, 1, 0, 0, 0)), content, method)


# Cut off in the middle.
for name in ("strategy.docx", "strategy.odt", "partners.xlsx", "page.pdf"):
    whole = open(office + name, "rb").read()
    open("cut." + name.rsplit(".", 1)[1], "wb").write(whole[: len(whole) // 2])

# 64 MiB of spaces.
package("bomb.docx", {"word/document.xml": BODY.format(TEXT.format("words" + " " * (64 << 20)))})
package("bomb.xlsx", {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": " " * (64 << 20)})

# Entities: from outside, and such that grow.
package("entity.docx", {"word/document.xml": '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
                        + BODY.format(TEXT.format("&x;"))})
laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
package("laughs.odt", {"mimetype": "application/vnd.oasis.opendocument.text",
                       "content.xml": f'<!DOCTYPE d [<!ENTITY l0 "ha">{laughs}]><d>&l9;</d>'})

# 100,000 elements in each other.
package("deep.docx", {"word/document.xml": BODY.format("<w:sdt>" * 10_000 + "</w:sdt>" * 10_000)}, zipfile.ZIP_STORED)

# Sheets with rows that repeat without end, and with two cells a sheet's width and height apart.
SHEET = ('<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
         'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
         '<office:body><office:spreadsheet><table:table table:name="S">{}</table:table></office:spreadsheet></office:body></office:document-content>')
CELL = '<table:table-row table:number-rows-repeated="{}"><table:table-cell table:number-columns-repeated="{}">{}</table:table-cell></table:table-row>'
kind = "application/vnd.oasis.opendocument.spreadsheet"
package("endless.ods", {"mimetype": kind, "content.xml": SHEET.format(CELL.format(1048576, 16384, "<text:p>x</text:p>"))}, zipfile.ZIP_STORED)
package("empty.ods", {"mimetype": kind, "content.xml": SHEET.format(CELL.format(1048576, 16384, "") + CELL.format(1, 1, "<text:p>x</text:p>"))}, zipfile.ZIP_STORED)
parts = {entry: zipfile.ZipFile(office + "partners.xlsx").read(entry) for entry in zipfile.ZipFile(office + "partners.xlsx").namelist()}
wide = parts["xl/worksheets/sheet1.xml"].decode()
wide = wide.replace("</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
parts["xl/worksheets/sheet1.xml"] = wide.encode()
package("wide.xlsx", parts)


def pdf(name, objects, trailer="/Root 1 0 R"):
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    out.write(b"trailer <</Size %d %s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer.encode(), start))
    open(name, "wb").write(out.getvalue())


def stream(content, more=b""):
    return b"<</Length %d %s>>stream\n" % (len(content), more) + content + b"\nendstream"


# Pages that are their own children, and an object that is itself.
pdf("loop.pdf", [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>", b"3 0 R"])
# A form that draws itself, twice.
pdf("form.pdf", [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                 b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>",
                 stream(b"/F Do"),
                 stream(b"/F Do /F Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>")])
# A scan: a picture and no letters.
pdf("scan.pdf", [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                 b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>",
                 stream(b"90 0 0 90 0 0 cm /I Do"),
                 stream(b"\0\xff\xff\0", b"/Type/XObject/Subtype/Image/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceGray")])
# Behind a password (AES-256; the owner's and the user's are `secret`).
import subprocess
subprocess.run(["qpdf", "--encrypt", "secret", "secret", "256", "--", office + "page.pdf", "locked.pdf"], check=False)
