"""Pictures of points: PNG and JPEG. Their points are not read; everything else that they hold is."""

import struct
import zlib
from collections.abc import Iterator

from reports.reading.contents import Contents, Property, Unreadable, joined, printable

PNG = b"\x89PNG\r\n\x1a\n"
DRAWS = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB pHYs bKGD sBIT hIST sPLT acTL fcTL fdAT".split())
MOST = 1_000_000  # bytes of text that one piece of a picture may unpack to
SOI, EOI, SOS, COM, APP0, APP15 = 0xD8, 0xD9, 0xDA, 0xFE, 0xE0, 0xEF
ALONE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a length
SEGMENTS = {0xE1: "EXIF", 0xED: "IPTC", COM: "COM"}


def png(content: bytes) -> Contents:
    """Return what the text pieces of a PNG say. Each is a property by its keyword; a piece that does not draw is one by its type."""
    pieces, properties = [], []
    for kind, body in _chunks(content):
        if kind not in DRAWS:
            key, value = _said(kind, body)
            pieces += [key, value]
            properties.append((key, value))
    return Contents(joined(pieces), tuple(properties))


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not content.startswith(PNG):
        raise Unreadable
    at, kind = len(PNG), b""
    while kind != b"IEND":
        if at + 12 > len(content):
            raise Unreadable
        length, kind = struct.unpack_from(">I4s", content, at)
        body = content[at + 8 : at + 8 + length]
        at += 12 + length
        if at > len(content):
            raise Unreadable
        yield kind, body
    if content[at:]:
        raise Unreadable  # something lies behind the picture


def _said(kind: bytes, body: bytes) -> Property:
    """Return the keyword and the words of a piece."""
    key, _zero, rest = body.partition(b"\0")
    name = key.decode("latin-1")
    if kind == b"tEXt":
        return name, rest.decode("latin-1")
    if kind == b"zTXt":
        return name, _unpacked(rest[1:]).decode("latin-1")
    if kind == b"iTXt":
        language, _zero, tail = rest[2:].partition(b"\0")
        translated, _zero, words = tail.partition(b"\0")
        text = _unpacked(words) if rest[:1] == b"\1" else words
        return name, b" ".join((language, translated, text)).decode("utf-8", "replace")
    if kind == b"iCCP":
        return "iCCP", f"{name} {printable(_unpacked(rest[1:]))}"
    return "EXIF" if kind == b"eXIf" else kind.decode("latin-1"), printable(body)


def _unpacked(packed: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        content = unpacker.decompress(packed, MOST)
    except zlib.error:
        raise Unreadable from None
    if unpacker.unconsumed_tail:
        raise Unreadable
    return content


def jpeg(content: bytes) -> Contents:
    """Return what the application and comment segments of a JPEG say. Each is a property."""
    pieces, properties = [], []
    for marker, body in _segments(content):
        if marker == COM or (APP0 < marker <= APP15 and not (marker == 0xEE and body.startswith(b"Adobe"))):
            value = printable(body)
            pieces.append(value)
            properties.append((SEGMENTS.get(marker, f"APP{marker - APP0}"), value))
    return Contents(joined(pieces), tuple(properties))


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    if content[:2] != bytes((0xFF, SOI)):
        raise Unreadable
    at = 2
    while True:
        while content[at : at + 2] == b"\xff\xff":  # filling
            at += 1
        if at + 2 > len(content) or content[at] != 0xFF:
            raise Unreadable
        marker = content[at + 1]
        at += 2
        if marker == EOI:
            break
        if marker in ALONE:
            continue
        if at + 2 > len(content):
            raise Unreadable
        (length,) = struct.unpack_from(">H", content, at)
        yield marker, content[at + 2 : at + length]
        at += length
        if marker == SOS:
            at = _behind_the_points(content, at)
    if content[at:]:
        raise Unreadable


def _behind_the_points(content: bytes, at: int) -> int:
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            raise Unreadable
        if content[at + 1] not in {0, *range(0xD0, 0xD8)}:
            return at
        at += 2
