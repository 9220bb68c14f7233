"""Pages, drawings and other markup: every word, seen or not."""

from html.parser import HTMLParser
from urllib.parse import unquote

from reports.reading.contents import BREAK, Contents, joined

# Tags that do not end a word: "för<b>ening</b>" is one.
INLINE = frozenset(
    (
        "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "q", "s", "samp",
        "small", "span", "strong", "sub", "sup", "time", "tspan", "u", "var", "wbr",
    )
)  # fmt: skip
SAYS_NOTHING = frozenset({"viewport", "color-scheme", "theme-color"})  # meta elements about looks


class Page(HTMLParser):
    """Collects every word of a page, seen or not, where its links lead, and what it says about itself."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[tuple[str, str]] = []  # tag, address
        self.properties: list[tuple[str, str]] = []
        self._flow: list[str] = []  # the same words as a reader sees them, whatever tags stand inside a word
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        self._flow.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_of_word(tag)
        for name, value in attrs:
            if value and name in {"href", "src"} and tag != "use":
                self.links.append((tag, value))
                self.words.append(unquote(value))
            elif value:
                self.words.append(value)
            if value and name.startswith(("inkscape:", "sodipodi:")):
                self.properties.append((name, value))
        if tag == "meta":
            self._about_itself(dict(attrs))
        if tag == "metadata":  # of a drawing
            self.properties.append(("metadata", tag))

    def handle_endtag(self, tag: str) -> None:
        self._end_of_word(tag)

    def handle_comment(self, data: str) -> None:
        self.words.append(data)

    def handle_decl(self, decl: str) -> None:
        self.words.append(decl)

    def handle_pi(self, data: str) -> None:
        self.words.append(data)

    def unknown_decl(self, data: str) -> None:
        self.handle_data(data)

    def _end_of_word(self, tag: str) -> None:
        if tag not in INLINE:
            self._flow.append(BREAK)

    def _about_itself(self, attrs: dict[str, str | None]) -> None:
        name = attrs.get("name") or attrs.get("property") or attrs.get("http-equiv")
        if name and name.lower() not in SAYS_NOTHING:
            self.properties.append((name.lower(), attrs.get("content") or ""))

    @property
    def text(self) -> str:
        return joined([*self.words, "".join(self._flow)])

    @property
    def contents(self) -> Contents:
        return Contents(self.text, tuple(self.properties))
