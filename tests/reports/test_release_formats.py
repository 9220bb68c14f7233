"""The release check finds a classified text wherever in a bundle it lies, in each format, and tells nothing of it."""

import logging
import shutil
import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from django.core import serializers
from django.db import transaction
from django.test import override_settings

from lagesbild.access.acting import Purpose, acting_for
from lagesbild.audit.models import AuditEvent
from lagesbild.jobs.models import Job
from reports import built_bundle
from reports.actions import builds
from reports.enums import Outcome
from reports.models import Build, ReleaseCheck
from reports.queries.open_report import open_report
from reports.release_checks import run_checks
from reports.site.bundle import write_bundle
from tests.factories import reports
from tests.reports.closed import folders
from tests.reports.release import planting
from tests.reports.release.planting import PLANTS

__all__ = ["folders"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]

SECRET = "Kassaskåpet i föreningslokalen öppnas varje torsdag av samma två personer från grannorten"
MARKS = ("kassaskåp", "föreningslokal", "grannort")  # words of it that stand nowhere else
HARMLESS = "Här står bara sådant som alla får läsa och som ingen har belagt med sekretess"
CACHED = lru_cache(maxsize=None)(built_bundle.read)


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Build]:
    """Return a build whose round has the secret as a dissent. Each test plants in a copy of its files."""
    folder = tmp_path_factory.mktemp("var")
    with override_settings(BUILD_DIR=folder, PUBLIC_DIR=folder), django_db_blocker.unblock(), transaction.atomic():
        build = reports.built(dissent=SECRET)
        build.folder = str(folder / build.folder)
        yield build
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most files are the same in every test."""
    monkeypatch.setattr(built_bundle, "read", CACHED)


@pytest.fixture
def bundle(made: Build, db: None, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made.folder, tmp_path / "bundle"))


def checked(build: Build, folder: Path) -> dict[str, ReleaseCheck]:
    report = open_report(build.picture, version=build.version, edition_date=build.edition_date)
    with acting_for(Purpose.RELEASE_CHECK):
        return {row.code: row for row in run_checks(build, report, folder)}


def told(rows: dict[str, ReleaseCheck]) -> str:
    return serializers.serialize("json", rows.values(), ensure_ascii=False).lower()


def test_a_bundle_without_it_is_clean(made: Build, bundle: Path) -> None:
    assert {row.outcome for row in checked(made, bundle).values()} == {Outcome.OK}


@pytest.mark.parametrize("where", PLANTS)
def test_a_secret_in_each_format_is_found_and_not_told(where: str, made: Build, bundle: Path) -> None:
    PLANTS[where](bundle, SECRET)
    rows = checked(made, bundle)
    assert rows["secret"].outcome == Outcome.BAD
    assert rows["readable"].outcome == Outcome.OK, "found because it was read"
    assert not [mark for mark in MARKS if mark in told(rows)]


@pytest.mark.parametrize("where", PLANTS)
def test_other_words_in_the_same_place_are_no_hit(where: str, made: Build, bundle: Path) -> None:
    PLANTS[where](bundle, HARMLESS)
    assert checked(made, bundle)["secret"].outcome == Outcome.OK


@pytest.mark.parametrize("where", ["text", "docx text", "jpeg exif", "pdf metadata"])
def test_neither_event_nor_job_nor_log_tells_it(where: str, made: Build, db: None, monkeypatch: pytest.MonkeyPatch, caplog: Any) -> None:
    caplog.set_level(logging.DEBUG)

    def planted(report: Any, target: Path, **given: Any) -> Any:
        manifest = write_bundle(report, target, **given)
        PLANTS[where](target, SECRET)
        return manifest

    build = reports.ordered(made.picture)
    monkeypatch.setattr(builds, "write_bundle", planted)
    reports.work(build.job)
    assert build.checks.get(code="secret").outcome == Outcome.BAD
    kept = [serializers.serialize("json", table.objects.all(), ensure_ascii=False) for table in (AuditEvent, Job, ReleaseCheck, Build)]
    assert not [mark for mark in MARKS if mark in "\n".join([*kept, caplog.text]).lower()]


def test_a_name_in_a_copied_secret_is_not_listed_either(made: Build, bundle: Path) -> None:
    planting.in_page("<p>%</p>")(bundle, f"{SECRET} Anna Andersson")
    planting.in_file("las.txt")(bundle, "Bertil Bengtsson")
    rows = checked(made, bundle)
    assert (rows["names"].outcome, rows["names"].listed) == (Outcome.WARN, ("Bertil Bengtsson (las.txt)",))


UNREADABLE: dict[str, tuple[str, bytes]] = {
    "an unknown kind": ("film.mp4", b"x"),
    "no kind": ("LICENS", b"x"),
    "packed pages": ("index.html.gz", b"x"),
    "an older document": ("rapport.doc", b"x"),
    "two bytes a letter": ("las.txt", "hemligt".encode("utf-16")),
    "two bytes a letter, unmarked": ("las.txt", "hemligt".encode("utf-16-le")),
    "no JSON": ("tillagg.geojson", b"{"),
    "no PDF": ("bilaga.pdf", b"hemligt"),
    "half a PDF": ("bilaga.pdf", b"%PDF-1.7\nhemligt"),
    "no package": ("rapport.docx", b"hemligt"),
    "a package with something unknown": ("rapport.docx", planting.packed({"word/media/film.wmf": b"x"})),
    "a package before which something lies": ("rapport.docx", b"hemligt" + planting.packed({"word/document.xml": "<a/>"})),
    "a bomb": ("tabell.xlsx", planting.packed({"xl/a.xml": b"<a>" + b" " * 60_000_000 + b"</a>"})),
    "an entity": ("rapport.docx", planting.packed({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "hemligt">]><a>&b;</a>'})),
    "broken XML": ("rapport.docx", planting.packed({"word/document.xml": "<a>"})),
    "no PNG": ("bild.png", b"hemligt"),
    "something behind a PNG": ("bild.png", planting.png() + b"hemligt"),
    "half a PNG": ("bild.png", planting.png()[:-6]),
    "a PNG with a bomb": ("bild.png", planting.png((b"zTXt", b"a\0\0" + zlib.compress(b" " * 3_000_000)))),
    "something behind a JPEG": ("bild.jpg", planting.jpeg() + b"hemligt"),
    "half a JPEG": ("bild.jpg", planting.jpeg()[:-2]),
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_what_cannot_be_read_is_red(what: str, made: Build, bundle: Path) -> None:
    name, content = UNREADABLE[what]
    (bundle / name).write_bytes(content)
    row = checked(made, bundle)["readable"]
    assert (row.outcome, row.detail) == (
        Outcome.BAD,
        f"{name} är av ett slag som kontrollen inte kan läsa, eller trasig. Ta bort den och bygg igen.",
    )


def test_a_picture_that_only_draws_is_read(made: Build, bundle: Path) -> None:
    (bundle / "bild.png").write_bytes(planting.png())
    (bundle / "bild.jpg").write_bytes(planting.jpeg())
    rows = checked(made, bundle)
    assert (rows["readable"].outcome, rows["properties"].outcome) == (Outcome.OK, Outcome.OK)


@pytest.mark.parametrize(
    ("where", "file", "key"),
    [
        ("pdf metadata", "rapport.pdf", "Subject"),
        ("pdf attachment", "rapport.pdf", "bifogad fil"),
        ("pdf changed", "rapport.pdf", "tidigare version"),
        ("pdf picture", "rapport.pdf", "COM"),
        ("meta", "index.html", "description"),
        ("svg metadata", "karta.svg", "metadata"),
        ("docx property", "rapport.docx", "subject"),
        ("docx company", "rapport.docx", "Company"),
        ("docx own property", "rapport.docx", "lpwstr"),
        ("png text", "bild.png", "Comment"),
        ("png exif", "bild.png", "EXIF"),
        ("jpeg exif", "bild.jpg", "EXIF"),
        ("jpeg iptc", "bild.jpg", "IPTC"),
        ("jpeg comment", "bild.jpg", "COM"),
    ],
)
def test_a_property_is_named_by_file_and_key_and_not_by_value(where: str, file: str, key: str, made: Build, bundle: Path) -> None:
    PLANTS[where](bundle, HARMLESS)
    row = checked(made, bundle)["properties"]
    assert row.outcome == Outcome.BAD
    assert f"{file} ({key})" in row.detail
    assert "sekretess" not in row.detail
    assert row.summary.startswith("1 egenskap i ") or where in {"pdf changed", "pdf metadata"}, row.summary


@pytest.mark.parametrize(
    ("key", "value", "outcome"),
    [
        ("creator", "Polismyndigheten", Outcome.OK),
        ("language", "sv-SE", Outcome.OK),
        ("created", "2019-06-03T00:00:00Z", Outcome.OK),
        ("created", "2019-06-03T10:11:12Z", Outcome.BAD),
        ("creator", "Noa", Outcome.BAD),
        ("lastModifiedBy", "noa.redaktor", Outcome.BAD),
        ("Application", "Microsoft Office Word", Outcome.BAD),
        ("language", "en", Outcome.BAD),
    ],
)
def test_only_what_an_edition_says_of_itself_may_stand(key: str, value: str, outcome: str, made: Build, bundle: Path) -> None:
    planting.docx("docProps/core.xml", f"<p><{key}>{value}</{key}></p>")(bundle, "")
    assert checked(made, bundle)["properties"].outcome == outcome


def test_who_tracked_a_change_is_a_property(made: Build, bundle: Path) -> None:
    planting.docx("word/document.xml", planting.document("<w:p><w:ins w:author='redaktor'/></w:p>"))(bundle, "")
    row = checked(made, bundle)["properties"]
    assert (row.outcome, "rapport.docx (author)" in row.detail) == (Outcome.BAD, True)


@pytest.mark.parametrize("where", ["text", "csv", "pdf metadata", "docx text", "png text"])
def test_a_personal_number_is_red_and_not_told(where: str, made: Build, bundle: Path) -> None:
    PLANTS[where](bundle, "19121212-1212")
    rows = checked(made, bundle)
    assert rows["persons"].outcome == Outcome.BAD
    assert "1212" not in rows["persons"].detail + rows["persons"].summary
