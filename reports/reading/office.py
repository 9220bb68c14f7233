"""Documents that are packages of XML: DOCX and XLSX. Every part is read, the hidden ones too."""

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from reports.reading.contents import BREAK, Contents, Property, Unreadable, joined, printable

MOST_PARTS = 2000
MOST_BYTES = 50_000_000  # of all parts together, unpacked: more is a bomb or no report
DEEPEST = 2  # a document inside a document
XML = frozenset({".xml", ".rels", ".vml"})
# Elements that end a word. All others may stand inside one: a run, a deletion, a piece of rich text.
ENDS = frozenset(["p", "br", "cr", "tab", "tc", "tr", "si", "c", "is", "row", "comment", "title"])
TRACKED = frozenset({"author", "initials", "lastModifiedBy"})  # attributes: who commented or changed
Read = Callable[[str, bytes, int], Contents]


def package(content: bytes, read: Read, depth: int) -> Contents:
    """Return the words and properties of a package. `read` reads what lies in it and is not XML."""
    if depth > DEEPEST:
        raise Unreadable
    texts: list[str] = []
    properties: list[Property] = []
    for name, part in _parts(content):
        if not name:  # what is written on the package itself
            texts.append(printable(part))
            continue
        is_xml = PurePosixPath(name).suffix in XML
        found = xml(part, properties_of=name.startswith("docProps/")) if is_xml else read(name, part, depth + 1)
        texts += [name, found.text]
        properties += found.properties
    return Contents(joined(texts), tuple(properties))


def _parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            members = [member for member in opened.infolist() if not member.is_dir()]
            if len(members) > MOST_PARTS or not members or min(member.header_offset for member in members):
                raise Unreadable
            yield "", b" ".join([opened.comment, *(member.comment + member.extra for member in members)])
            left = MOST_BYTES
            for member in members:
                part = _unpacked(opened, member, left)
                left -= len(part)
                yield member.filename, part
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):  # broken, unknown packing, locked by a password
        raise Unreadable from None


def _unpacked(opened: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    """Unpack one part, and no more than `most` bytes of it, whatever its head says."""
    with opened.open(member) as part:
        content = part.read(most + 1)
    if len(content) > most:
        raise Unreadable
    return content


def xml(content: bytes, *, properties_of: bool = False) -> Contents:
    """Return every text, attribute and comment of a piece of XML. With `properties_of` each element with a text is a property."""
    words: list[str] = []
    flow: list[str] = []
    properties: list[Property] = []
    for element, is_start in walk(tree(content)):
        name = local(element.tag)
        if name in ENDS:
            flow.append(BREAK)
        if not is_start:
            flow.append(element.tail or "")
            words.append(element.tail or "")
            continue
        flow.append(element.text or "")
        words += [element.text or "", *element.attrib.values()]
        properties += [(key, value) for key, value in ((local(key), value) for key, value in element.attrib.items()) if key in TRACKED]
        if properties_of and (element.text or "").strip():
            properties.append((name, element.text or ""))
    return Contents(joined([*words, "".join(flow)]), tuple(properties))


def tree(content: bytes) -> Element:
    """Return the root of a piece of XML, with its comments."""
    if b"<!DOCTYPE" in content or b"<\0!\0" in content or b"\0<\0!" in content:
        raise Unreadable  # no office document has one; it can hold words of its own
    builder = ElementTree.TreeBuilder(insert_comments=True, insert_pis=True)
    try:
        return ElementTree.fromstring(content, parser=ElementTree.XMLParser(target=builder))
    except (ElementTree.ParseError, ValueError, LookupError):
        raise Unreadable from None


def walk(root: Element) -> Iterator[tuple[Element, bool]]:
    """Give each element when it begins and when it ends. No recursion: a deep tree is no trouble."""
    waiting = [(root, True)]
    while waiting:
        element, is_start = waiting.pop()
        yield element, is_start
        if is_start:
            waiting.append((element, False))
            waiting += [(child, True) for child in reversed(element)]


def local(tag: object) -> str:
    """Return the name of an element or attribute without its namespace; a comment has none."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
