"""A built bundle as it lies on the disk, read once for all checks."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urldefrag, urljoin

from reports.models import Build
from reports.open.data import OpenReport
from reports.reading.contents import BREAK, Contents, Unreadable
from reports.reading.files import read
from reports.reading.markup import Page
from reports.release.compare import Comparison, compare, secrets_of
from reports.release.known import fixed_wording, names_in

DATA_FILES = {".csv", ".json", ".geojson"}


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
    def contents(self) -> dict[str, Contents | None]:
        """What each file holds; `None` for one that cannot be read."""
        return {name: self._read(name) for name in self.files}

    def _read(self, name: str) -> Contents | None:
        try:
            return read(name, (self.folder / name).read_bytes())
        except Unreadable:
            return None

    @cached_property
    def texts(self) -> dict[str, str]:
        """Everything that can be read, by file; the name of a file is a text too."""
        return {name: f"{name}{BREAK}{found.text if found else ''}" for name, found in self.contents.items()}

    @cached_property
    def comparison(self) -> Comparison:
        """The files held against the classified texts of the round. The caller acts for `Purpose.RELEASE_CHECK`."""
        return compare(self.texts, secrets_of(self.build.picture), [*fixed_wording(), *names_in(self.report)])

    @cached_property
    def pages(self) -> dict[str, Page]:
        return {name: Page((self.folder / name).read_text("utf-8", "replace")) for name in self.files if name.endswith(".html")}

    @cached_property
    def data(self) -> dict[str, str]:
        return {name: (self.folder / name).read_text("utf-8", "replace") for name in self.files if Path(name).suffix in DATA_FILES}

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
