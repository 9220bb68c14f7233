"""The words of a PDF, wherever in it they stand."""

import io
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject, TextStringObject

from reports.reading import images, xmp
from reports.reading.contents import Contents, Property, Unreadable, joined, printable


def pdf(content: bytes) -> Contents:
    """Return the text of the pages, the metadata in every place, all other strings and the files that are attached.

    Other strings are bookmarks, alternatives to pictures, notes and forms. A version from before a change still lies in the file: it is
    a property of its own, as an attached file is.
    """
    if not content.startswith(b"%PDF-"):
        raise Unreadable
    try:
        reader = PdfReader(io.BytesIO(content))
        texts = [page.extract_text() for page in reader.pages]
        properties = [(str(key).lstrip("/"), str(value)) for key, value in (reader.metadata or {}).items()]
        if content.count(b"%%EOF") > 1:
            properties.append(("tidigare version", ""))
        for name, rows in reader.attachments.items():
            properties.append(("bifogad fil", str(name)))
            texts += [printable(row) for row in rows]
        for found in _objects(reader):
            inner = _inner(found)
            texts.append(inner.text)
            properties += inner.properties
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):  # a broken one is said in many ways
        raise Unreadable from None
    return Contents(joined([*texts, *(value for _key, value in properties)]), tuple(properties))


def _objects(reader: PdfReader) -> Iterator[object]:
    """Give everything that the file holds, also what no page leads to."""
    numbers = {(number, generation) for generation, rows in reader.xref.items() for number in rows}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    waiting: list[object] = [reader.trailer]
    waiting += [reader.get_object(IndirectObject(number, generation, reader)) for number, generation in sorted(numbers)]
    while waiting:
        found = waiting.pop()
        yield found
        if isinstance(found, DictionaryObject):
            waiting += [dict.__getitem__(found, key) for key in found]  # as they stand: what is referred to has its own number
        elif isinstance(found, ArrayObject):
            waiting += [list.__getitem__(found, index) for index in range(len(found))]


def _inner(found: object) -> Contents:
    """Return the words of one string, picture or metadata packet inside a PDF."""
    if isinstance(found, TextStringObject):
        return Contents(str(found))
    if isinstance(found, StreamObject):
        kinds = str(found.get("/Filter", ""))
        if "JPXDecode" in kinds:
            raise Unreadable
        if kinds == "/DCTDecode":
            return images.jpeg(found._data)
        if found.get("/Type") == "/Metadata":
            packet = found.get_data()
            said: list[Property] = xmp.properties(packet)
            return Contents(packet.decode("utf-8", "replace"), tuple(said))
    return Contents("")
