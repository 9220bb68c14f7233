"""The release check finds a classified text wherever in a bundle it lies, in each format."""

from collections.abc import Callable
from pathlib import Path

import pytest
import typst
from pypdf import PdfReader, PdfWriter

from lagesbild.access.acting import Purpose, acting_for
from reports.enums import Outcome
from reports.models import Build
from reports.queries.open_report import open_report
from reports.release_checks import _shingles, run_checks
from tests.factories import reports
from tests.reports.closed import folders

__all__ = ["folders"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]

SECRET = "Kassaskåpet i föreningslokalen öppnas varje torsdag av samma två personer från grannorten"
Plant = Callable[[Path], None]


def in_page(words: str) -> Plant:
    def plant(folder: Path) -> None:
        page = folder / "index.html"
        page.write_text(page.read_text("utf-8").replace("</body>", f"{words}</body>"), encoding="utf-8")

    return plant


def in_file(name: str) -> Plant:
    return lambda folder: (folder / name).write_text(SECRET, encoding="utf-8") and None


def in_pdf_text(folder: Path) -> None:
    narrow = f'#set page(width: 60mm)\n#set text(lang: "sv", hyphenate: true)\n#set par(justify: true)\n{SECRET}'
    (folder / "kalla.typ").write_text(narrow, encoding="utf-8")
    (folder / "rapport.pdf").write_bytes(typst.compile(str(folder / "kalla.typ"), format="pdf"))
    (folder / "kalla.typ").unlink()


def in_pdf(change: Callable[[PdfWriter], object]) -> Plant:
    def plant(folder: Path) -> None:
        writer = PdfWriter(clone_from=PdfReader(folder / "rapport.pdf"))
        change(writer)
        writer.write(folder / "rapport.pdf")

    return plant


PLANTS: dict[str, Plant] = {
    "text": in_page(f"<p>{SECRET}</p>"),
    "comment": in_page(f"<!-- {SECRET} -->"),
    "attribute": in_page(f'<p data-note="{SECRET}"></p>'),
    "script": in_page(f'<script type="application/json">"{SECRET}"</script>'),
    "csv": in_file("tillagg.csv"),
    "svg": in_file("karta.svg"),
    "txt": in_file("las.txt"),
    "pdf text": in_pdf_text,
    "pdf metadata": in_pdf(lambda writer: writer.add_metadata({"/Subject": SECRET})),
    "pdf attachment": in_pdf(lambda writer: writer.add_attachment("bilaga.txt", SECRET.encode())),
}


def outcome(build: Build) -> str:
    report = open_report(build.picture, version=build.version, edition_date=build.edition_date)
    folder = Path(build.folder)
    with acting_for(Purpose.RELEASE_CHECK):
        rows = {row.code: row for row in run_checks(build, report, folder)}
    assert SECRET not in rows["secret"].detail
    return str(rows["secret"].outcome)


@pytest.fixture
def build(settings: object) -> Build:
    built = reports.built(dissent=SECRET)
    built.folder = str(Path(settings.BUILD_DIR) / built.folder)  # type: ignore[attr-defined]
    return built


@pytest.mark.parametrize("where", PLANTS)
def test_a_secret_in_each_format_is_found(where: str, build: Build) -> None:
    assert outcome(build) == Outcome.OK
    PLANTS[where](Path(build.folder))
    assert outcome(build) == Outcome.BAD


@pytest.mark.parametrize("broken", ["förenings-\nlokalen", "förenings\xadlokalen", "förenings\u2010 \n lokalen"])
def test_a_word_broken_at_the_end_of_a_line_counts_as_whole(broken: str) -> None:
    assert broken not in SECRET
    assert set(_shingles(SECRET.replace("föreningslokalen", broken))) == set(_shingles(SECRET))
    assert set(_shingles("en oﬃciell fil med åtta ord i en rad")) == set(_shingles("en officiell fil med åtta ord i en rad"))
