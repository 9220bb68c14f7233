"""What is taken out as files: only what the person sees, never what is classified, and every file says what it is."""

import io
from collections.abc import Callable
from typing import Any, ClassVar
from zipfile import ZipFile

import pytest
from django.db import models
from django.test import Client

from areas import exports
from areas.exporting.resource import Column, OpenResource
from areas.exports import Export
from assessments.actions import review
from assessments.classified.models import ClassifiedAnswer
from lagesbild.access.roles import Role
from lagesbild.secrecy.classes import Disclosure
from lagesbild.ui.badges import badge, mark
from tests.areas.taking import about, table, taken
from tests.factories import people, rounds
from tests.factories.whole import MARKS, Whole
from tests.scenes import ACTORS, login, scene

__all__ = ["login", "scene"]
pytestmark = pytest.mark.django_db
Login = Callable[[str], Client]
PEOPLE = [actor for actor in ACTORS if actor != "ingen"]


# Which fields


@pytest.mark.parametrize("export", exports.exports(), ids=lambda export: export.key)
def test_an_export_reads_fields_that_are_declared_and_none_that_is_classified(export: Export) -> None:
    assert export.resource.fields_read()
    assert export.resource.disclosure() in {Disclosure.OPEN, Disclosure.INTERNAL}


def test_a_classified_field_cannot_be_exported() -> None:
    class Leaking(OpenResource):
        svar = Column("text", reads="classified.ClassifiedAnswer.text")

        class Meta:
            model: ClassVar[type[models.Model]] = ClassifiedAnswer

    with pytest.raises(ValueError, match=r"classified\.ClassifiedAnswer\.text"):
        Leaking.disclosure()


def test_an_export_says_whether_it_is_open_or_internal() -> None:
    found = {export.key: export.resource.disclosure() for export in exports.exports()}
    assert {key for key, disclosure in found.items() if disclosure == Disclosure.OPEN} == {
        "omraden",
        "listor",
        "granser",
        "enheter",
        "harstamning",
    }


# Whose rows: for each role exactly what its pages show


@pytest.mark.parametrize("actor", PEOPLE)
def test_each_role_is_offered_what_it_may_take_and_gets_nothing_else(actor: str, scene: Whole, login: Login) -> None:
    client = login(actor)
    offered = {row["export"].key for row in client.get("/export/").context["rows"]}
    for export in exports.exports():
        answer = client.get(f"/export/{export.key}/", {"format": "csv", "ar": scene.open.year, "dag": "2019-01-01"})
        assert answer.status_code == (404 if export.key not in offered else 200 if export.key not in {"omraden", "listor"} else 400), (
            export.key
        )
    pages = {"lagesbilder": f"/omgangar/{scene.open.year}/", "beslut": f"/beslut/{scene.open.year}/", "inlasningar": "/data/"}
    for key, path in pages.items():
        assert (client.get(path).status_code == 200) == (key in offered), key


@pytest.mark.parametrize("actor", PEOPLE)
def test_the_lists_are_those_of_the_map(actor: str, scene: Whole, login: Login) -> None:
    client = login(actor)
    page = client.get("/karta/")
    assert [int(str(value)) for value, _word in offered_years(client, "listor")] == page.context["years"]
    for year in page.context["years"]:
        shown = client.get("/karta/", {"ar": year}).context["places"]
        expected = [(str(row.number), row.slug, row.name, str(mark(row.category).word), row.lpo, row.municipality) for row in shown]
        rows = table(taken(client, "listor", ar=year))
        assert [tuple(row[name] for name in ("nummer", "id", "namn", "kategori", "lokalpolisomrade", "kommun")) for row in rows] == expected
        listed = {row["id"]: row["kategori"] for row in table(taken(client, "omraden", ar=year)) if row["kategori"]}
        assert listed == {place.slug: str(mark(place.category).word) for place in shown}


def offered_years(client: Client, key: str) -> list[tuple[Any, Any]]:
    row = next(row for row in client.get("/export/").context["rows"] if row["export"].key == key)
    return list(row["form"].fields["ar"].choices)


@pytest.mark.parametrize("actor", PEOPLE)
def test_the_local_pictures_are_those_of_the_wall(actor: str, scene: Whole, login: Login) -> None:
    client = login(actor)
    page = client.get(f"/omgangar/{scene.open.year}/")
    if page.status_code == 404:
        assert client.get("/export/lagesbilder/", {"format": "csv", "ar": scene.open.year}).status_code == 404
        return
    tiles = [row["tile"] for region in page.context["regions"] for row in region["rows"]]
    rows = table(taken(client, "lagesbilder", ar=scene.open.year))
    expected = [(tile.region, tile.name, str(badge(tile.state).word), tile.ball, tile.due.isoformat()) for tile in tiles]
    assert [tuple(row[name] for name in ("polisregion", "lokalpolisomrade", "lage", "bollen_hos", "tidsgrans")) for row in rows] == expected
    limited = len(tiles) < scene.open.pictures.count()
    assert ("Avgränsning" in about(taken(client, "lagesbilder", ar=scene.open.year))) == limited


@pytest.mark.parametrize("actor", PEOPLE)
def test_the_decisions_are_those_of_the_page(actor: str, scene: Whole, login: Login) -> None:
    client = login(actor)
    for year in (scene.open.year, scene.published.year):
        page = client.get(f"/beslut/{year}/")
        if page.status_code == 404:
            assert client.get("/export/beslut/", {"format": "csv", "ar": year}).status_code == 404
            continue
        decided = [(row.area.name, str(mark(row.decision.category).word)) for row in page.context["decided"]]
        waiting = [(item["row"].area.name, "Väntar på beslut") for item in page.context["waiting"]]
        rows = table(taken(client, "beslut", ar=year))
        assert sorted((row["omrade"], row["beslut"]) for row in rows) == sorted([*decided, *waiting])


def test_the_files_that_were_read_in_are_those_of_the_page(scene: Whole, login: Login) -> None:
    client = login(Role.DATA_ADMIN)
    shown = [batch.filename for batch, *_more in client.get("/data/").context["rows"]]
    assert [row["fil"] for row in table(taken(client, "inlasningar"))] == shown != []


@pytest.mark.parametrize("actor", PEOPLE)
def test_no_secret_word_is_in_any_file(actor: str, scene: Whole, login: Login) -> None:
    client = login(actor)
    for row in client.get("/export/").context["rows"]:
        for year in [value for value, _word in row["form"].fields["ar"].choices] if "ar" in row["form"].fields else [2019]:
            content = taken(client, row["export"].key, ar=year, dag="2021-03-04")
            with ZipFile(io.BytesIO(content)) as archive:
                text = "".join(archive.read(name).decode() for name in archive.namelist())
            assert not [word for word in MARKS.values() if word in text]


def test_what_is_decided_in_a_running_round_is_for_those_who_read_its_decisions(scene: Whole, login: Login) -> None:
    rounds_decided(scene)
    assert [row["namn"] for row in table(taken(login(Role.NOA_LEAD), "listor", ar=scene.open.year))] == ["Husby"]
    answer = login(Role.LPO_OFFICER).get("/export/listor/", {"format": "csv", "ar": scene.open.year})
    other = login(Role.LPO_OFFICER).get("/export/listor/", {"format": "csv", "ar": 1987})
    assert answer.status_code == other.status_code == 400
    assert refused(answer) == refused(other) == {"ar": ["Välj ett av åren i listan."]}


def refused(answer: Any) -> dict[str, list[str]]:
    return next(row["form"].errors for row in answer.context["rows"] if row["export"].key == "listor")


def rounds_decided(scene: Whole) -> None:
    """Decide the own unit's area in the open round."""
    review.remove_point(scene.point, by=people.reviewer())
    review.approve(scene.picture, by=people.reviewer())
    rounds.decided(scene.area)
