"""Ways of putting words into a built bundle, in every kind of file and every place in it."""

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import typst
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import NameObject, StreamObject, TextStringObject

from reports.reading.images import PNG

Plant = Callable[[Path, str], object]
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DOT = b"\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00"


def in_page(around: str) -> Plant:
    def plant(folder: Path, words: str) -> None:
        page = folder / "index.html"
        page.write_text(page.read_text("utf-8").replace("</body>", f"{around.replace('%', words)}</body>"), encoding="utf-8")

    return plant


def in_file(name: str, around: str = "%") -> Plant:
    return lambda folder, words: (folder / name).write_text(around.replace("%", words), encoding="utf-8")


def split_in_page(folder: Path, words: str) -> None:
    """Each word in two parts, as somebody who marks up half a word leaves it."""
    in_page(f"<p>{' '.join(f'{word[:2]}<b>{word[2:]}</b>' for word in words.split())}</p>")(folder, "")


def in_json(folder: Path, words: str) -> None:
    (folder / "tillagg.json").write_text(json.dumps({"rader": [{"not": words}]}), encoding="ascii")


# PDF


def in_pdf_text(folder: Path, words: str) -> None:
    narrow = f'#set page(width: 60mm)\n#set text(lang: "sv", hyphenate: true)\n#set par(justify: true)\n{words}'
    (folder / "kalla.typ").write_text(narrow, encoding="utf-8")
    (folder / "rapport.pdf").write_bytes(typst.compile(str(folder / "kalla.typ"), format="pdf"))
    (folder / "kalla.typ").unlink()


def in_pdf(change: Callable[[PdfWriter, str], object]) -> Plant:
    def plant(folder: Path, words: str) -> None:
        writer = PdfWriter(clone_from=PdfReader(folder / "rapport.pdf"))
        change(writer, words)
        writer.write(folder / "rapport.pdf")

    return plant


def note(writer: PdfWriter, words: str) -> None:
    writer.add_annotation(0, FreeText(text=words, rect=(0, 0, 10, 10)))


def bookmark(writer: PdfWriter, words: str) -> None:
    writer.root_object["/Outlines"]["/First"][NameObject("/Title")] = TextStringObject(words)


def alternative(writer: PdfWriter, words: str) -> None:
    writer.root_object["/StructTreeRoot"].get_object()[NameObject("/Alt")] = TextStringObject(words)


def jpeg_in_pdf(writer: PdfWriter, words: str) -> None:
    picture = StreamObject()
    picture.update({NameObject("/Subtype"): NameObject("/Image"), NameObject("/Filter"): NameObject("/DCTDecode")})
    picture._data = jpeg((0xFE, words.encode()))
    writer._add_object(picture)


def second_pdf(folder: Path, words: str) -> None:
    """Words that are gone from the page and still lie in the file, behind the change."""
    path = folder / "rapport.pdf"
    writer = PdfWriter(path, incremental=True)
    writer.add_metadata({"/Title": words})
    writer.write(path)


# DOCX and XLSX


def packed(parts: dict[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


def document(body: str) -> str:
    return f"<w:document {WORD}><w:body>{body}</w:body></w:document>"


def run(words: str, tag: str = "w:t") -> str:
    """Each word in two runs, as an editor that checks spelling leaves it."""
    parts = [part for word in words.split() for part in (word[:2], f"{word[2:]} ")]
    return "".join(f'<w:r><{tag} xml:space="preserve">{part}</{tag}></w:r>' for part in parts)


def docx(part: str, around: str, *, runs: str = "") -> Plant:
    def plant(folder: Path, words: str) -> None:
        written = run(words, runs) if runs else words
        (folder / "rapport.docx").write_bytes(packed({"word/document.xml": document(""), part: around.replace("%", written)}))

    return plant


def docx_in_docx(folder: Path, words: str) -> None:
    inner = packed({"word/document.xml": document(f"<w:p>{run(words)}</w:p>")})
    (folder / "rapport.docx").write_bytes(packed({"word/document.xml": document(""), "word/embeddings/bilaga.docx": inner}))


def xlsx(part: str, around: str) -> Plant:
    return lambda folder, words: (folder / "tabell.xlsx").write_bytes(packed({part: around.replace("%", words)}))


def on_the_package(folder: Path, words: str) -> None:
    made = io.BytesIO(packed({"xl/workbook.xml": "<workbook/>"}))
    with zipfile.ZipFile(made, "a") as package:
        package.comment = words.encode()
    (folder / "tabell.xlsx").write_bytes(made.getvalue())


# Pictures


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    drawn = [(b"IHDR", DOT), *chunks, (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b"")]
    return PNG + b"".join(chunk(kind, body) for kind, body in drawn)


def jpeg(*segments: tuple[int, bytes]) -> bytes:
    heads = [(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"), *segments, (0xDA, b"\1\1\0\0\x3f\0")]
    written = b"".join(b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body for marker, body in heads)
    return b"\xff\xd8" + written + b"\x12\xff\x00\x34\xff\xd0\x56" + b"\xff\xd9"


def in_png(kind: bytes, body: Callable[[bytes], bytes]) -> Plant:
    return lambda folder, words: (folder / "bild.png").write_bytes(
        png((kind, body(words.encode("utf-8" if kind == b"iTXt" else "latin-1"))))
    )


def in_jpeg(marker: int, head: bytes, code: str = "utf-8") -> Plant:
    return lambda folder, words: (folder / "bild.jpg").write_bytes(jpeg((marker, head + words.encode(code))))


PLANTS: dict[str, Plant] = {
    "text": in_page("<p>%</p>"),
    "text, split": split_in_page,
    "comment": in_page("<!-- % -->"),
    "attribute": in_page('<p data-note="%"></p>'),
    "address": lambda folder, words: in_page('<a href="?sok=%">x</a>')(folder, quote(words)),
    "script": in_page('<script type="application/json">"%"</script>'),
    "meta": in_page('<meta name="description" content="%">'),
    "csv": in_file("tillagg.csv"),
    "json": in_json,
    "geojson": in_file("tillagg.geojson", '{"properties": {"%": null}}'),
    "svg": in_file("karta.svg", "<svg><text><tspan>%</tspan></text></svg>"),
    "svg metadata": in_file("karta.svg", "<svg><metadata>%</metadata></svg>"),
    "txt": in_file("las.txt"),
    "xml": in_file("karta.xml", "<a b='%'/>"),
    "css": in_file("stil.css", "/* % */"),
    "name of a file": lambda folder, words: (folder / f"{words}.txt").write_text("x"),
    "pdf text": in_pdf_text,
    "pdf metadata": in_pdf(lambda writer, words: writer.add_metadata({"/Subject": words})),
    "pdf attachment": in_pdf(lambda writer, words: writer.add_attachment("bilaga.txt", words.encode())),
    "pdf bookmark": in_pdf(bookmark),
    "pdf note": in_pdf(note),
    "pdf alternative": in_pdf(alternative),
    "pdf picture": in_pdf(jpeg_in_pdf),
    "pdf changed": second_pdf,
    "docx text": docx("word/document.xml", document("<w:p>%</w:p>"), runs="w:t"),
    "docx removed text": docx("word/document.xml", document("<w:p><w:del>%</w:del></w:p>"), runs="w:delText"),
    "docx header": docx("word/header1.xml", f"<w:hdr {WORD}><w:p>%</w:p></w:hdr>", runs="w:t"),
    "docx comment": docx("word/comments.xml", f"<w:comments {WORD}><w:comment><w:p>%</w:p></w:comment></w:comments>", runs="w:t"),
    "docx property": docx("docProps/core.xml", "<p><subject>%</subject></p>"),
    "docx own property": docx("docProps/custom.xml", "<Properties><property name='x'><lpwstr>%</lpwstr></property></Properties>"),
    "docx company": docx("docProps/app.xml", "<Properties><Company>%</Company></Properties>"),
    "docx xml comment": docx("word/styles.xml", "<styles><!-- % --></styles>"),
    "docx relation": docx("word/_rels/document.xml.rels", "<r><Relationship Target='%'/></r>"),
    "docx in docx": docx_in_docx,
    "xlsx shared": xlsx("xl/sharedStrings.xml", "<sst><si><t>%</t></si></sst>"),
    "xlsx cell": xlsx("xl/worksheets/sheet1.xml", "<sheetData><row><c><is><t>%</t></is></c></row></sheetData>"),
    "xlsx package": on_the_package,
    "png text": in_png(b"tEXt", lambda words: b"Comment\0" + words),
    "png packed text": in_png(b"zTXt", lambda words: b"Comment\0\0" + zlib.compress(words)),
    "png wide text": in_png(b"iTXt", lambda words: b"Comment\0\1\0sv\0\0" + zlib.compress(words)),
    "png exif": in_png(b"eXIf", lambda words: b"MM\0*\0\0\0\x08" + words),
    "png own piece": in_png(b"noTe", lambda words: words),
    "jpeg comment": in_jpeg(0xFE, b""),
    "jpeg exif": in_jpeg(0xE1, b"Exif\0\0"),
    "jpeg exif, wide": in_jpeg(0xE1, b"Exif\0\0", "utf-16-le"),
    "jpeg xmp": in_jpeg(0xE1, b"http://ns.adobe.com/xap/1.0/\0"),
    "jpeg iptc": in_jpeg(0xED, b"Photoshop 3.0\0"),
}
