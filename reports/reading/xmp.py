"""Metadata packets (XMP), as they stand in a PDF."""

from xml.etree.ElementTree import Element

from reports.reading.contents import Property
from reports.reading.office import local, tree

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
EXTENSION = "{http://www.aiim.org/pdfa/ns/extension/}"  # describes kinds of metadata, and is none itself
XML = "{http://www.w3.org/XML/1998/namespace}"


def properties(packet: bytes) -> list[Property]:
    """Return what a packet says, as pairs of the property's name and its value; lists and alternatives by the name of the property."""
    found: list[Property] = []
    waiting: list[tuple[Element, str]] = [(tree(packet.lstrip(b"\xef\xbb\xbf")), "")]
    while waiting:
        element, name = waiting.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag.startswith(EXTENSION):
            continue
        name = name if tag.startswith(RDF) else local(tag)
        found += [(local(key), value) for key, value in element.attrib.items() if "}" in key and not key.startswith((RDF, XML))]
        found += [(name, text.strip()) for text in (element.text, element.tail) if text and text.strip() and tag]
        waiting += [(child, name) for child in element]
    return found
