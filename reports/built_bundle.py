"""A built bundle as it lies on the disk, read once for all checks."""

from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from urllib.parse import urldefrag, urljoin

from pypdf import PdfReader

from reports.models import Build
from reports.open.data import OpenReport

DATA_FILES = {".csv", ".json", ".geojson"}
WORDS_ELSEWHERE = {".svg", ".txt", ".xml", ".css", ".js", ".webmanifest"}


class Page(HTMLParser):
    """Collects every word of a page, seen or not, and where its links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[tuple[str, str]] = []  # tag, address
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value and name in {"href", "src"} and tag != "use":
                self.links.append((tag, value))
            elif value:
                self.words.append(value)

    def handle_comment(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(self.words)


def words_of_pdf(file: Path | BytesIO) -> str:
    """Return what a PDF holds in words: its pages, its metadata in both places, and the files that are attached to it."""
    reader = PdfReader(file)
    parts = [page.extract_text() for page in reader.pages]
    parts += [str(value) for value in (reader.metadata or {}).values()]
    metadata = reader.root_object.get("/Metadata")
    if metadata is not None:
        parts.append(metadata.get_object().get_data().decode("utf-8", "replace"))
    parts += [f"{name} {content.decode('utf-8', 'replace')}" for name, rows in reader.attachments.items() for content in rows]
    return "\n".join(parts)


@dataclass
class BuiltBundle:
    """The build, the report it was made from, and its files."""

    build: Build
    report: OpenReport
    folder: Path

    @cached_property
    def files(self) -> list[str]:
        return [path.relative_to(self.folder).as_posix() for path in sorted(self.folder.rglob("*")) if path.is_file()]

    @cached_property
    def pages(self) -> dict[str, Page]:
        return {name: Page((self.folder / name).read_text("utf-8")) for name in self.files if name.endswith(".html")}

    @cached_property
    def data(self) -> dict[str, str]:
        return {name: (self.folder / name).read_text("utf-8") for name in self.files if Path(name).suffix in DATA_FILES}

    @cached_property
    def pdfs(self) -> dict[str, str]:
        return {name: words_of_pdf(self.folder / name) for name in self.files if name.endswith(".pdf")}

    @cached_property
    def texts(self) -> dict[str, str]:
        """Everything that can be read, by file."""
        others = {name: (self.folder / name).read_text("utf-8") for name in self.files if Path(name).suffix in WORDS_ELSEWHERE}
        return self.data | others | self.pdfs | {name: page.text for name, page in self.pages.items()}

    def resolves(self, page: str, tag: str, link: str) -> bool:
        """Whether a link leads to a file of the bundle, to the shared start page above it, or to the first page of an earlier edition.

        Only a text link may lead outside.
        """
        target = urldefrag(link).url
        if not target or (tag == "a" and target.startswith(("mailto:", "https://"))):
            return True
        year = self.report.year
        resolved = urljoin(f"/oppen/{year}/{page}", target)
        homes = (f"/oppen/{year}/", f"/oppen/{year}-v{self.report.version}/")  # the year's address, and the edition's own
        home = next((home for home in homes if resolved.startswith(home)), None)
        if home is None:
            earlier = {f"/oppen/{year}-v{number}/index.html" for number in range(1, self.report.version)}
            return resolved in {"/oppen/", "/oppen/index.html"} or (tag == "a" and resolved in earlier)
        inside = resolved.removeprefix(home)
        return inside in self.names or f"{inside.rstrip('/')}/index.html".lstrip("/") in self.names

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(self.files)
