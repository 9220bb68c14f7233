"""The files that are taken out, read back: the same rows in every format, in the right coordinates, whole or not at all."""

import io
import json
import tracemalloc
from datetime import date
from typing import Any, ClassVar

import numpy
import openpyxl
import pyogrio.raw
import pytest
import shapely
from django.db import models
from django.test import Client

from areas import exports
from areas.exporting import files
from areas.exporting.resource import Column, OpenResource
from areas.exports import Choice, Export, Taken
from areas.geo.shapes import SWEREF
from areas.models import AreaVersion, Boundary
from lagesbild.access.scope import Scope
from lagesbild.audit.models import AuditEvent
from tests.areas.taking import about, table, taken
from tests.factories import boundaries, people, places, rounds

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed(db: None) -> AreaVersion:
    """One area with å in its name and a boundary, and one without either, on the list of 2017."""
    version = places.make_area("Åsö/Ängen", places.make_lpo("Järva"))
    boundaries.bound(version)
    rounds.list_area(version, category="sarskilt")
    bare = places.make_area("Utan läge")
    AreaVersion.objects.filter(pk=bare.pk).update(lat=None, lon=None)
    rounds.list_area(bare)
    return version


@pytest.fixture
def officer(listed: AreaVersion) -> Client:
    client = Client()
    client.force_login(people.officer())
    return client


def test_every_format_holds_the_same_rows(officer: Client, tmp_path: Any) -> None:
    rows = table(taken(officer, "listor", ar=2017))
    assert [(row["nummer"], row["namn"], row["kategori"]) for row in rows] == [
        ("1", "Åsö/Ängen", "Särskilt utsatt område"),
        ("2", "Utan läge", "Utsatt område"),
    ]
    book = openpyxl.load_workbook(io.BytesIO(taken(officer, "listor", "xlsx", ar=2017)))
    head, *lines = book.worksheets[0].iter_rows(values_only=True)
    as_text = [{name: "" if value is None else str(value) for name, value in zip(head, line, strict=True)} for line in lines]
    assert as_text == rows
    features = json.loads(taken(officer, "listor", "geojson", ar=2017))["features"]
    plain = [{name: "" if value is None else str(value) for name, value in row["properties"].items()} for row in features]
    assert plain == rows
    assert [layer_rows(officer, tmp_path, "listan", form="listor")[name].tolist() for name in ("namn",)] == [["Åsö/Ängen"]]


def layer_rows(client: Client, tmp_path: Any, layer: str, *, form: str) -> dict[str, Any]:
    path = tmp_path / "x.gpkg"
    path.write_bytes(taken(client, form, "gpkg", ar=2017, dag="2019-01-01"))
    meta, _ids, geometry, columns = pyogrio.raw.read(path, layer=layer)
    found = dict(zip(meta["fields"], columns, strict=True))
    return found | {"geometry": geometry, "meta": meta}


def test_a_geopackage_is_in_sweref_with_points_and_boundaries_in_layers_of_their_own(
    officer: Client, listed: AreaVersion, tmp_path: Any
) -> None:
    points = layer_rows(officer, tmp_path, "listan", form="listor")
    assert [tuple(row) for row in pyogrio.list_layers(tmp_path / "x.gpkg")] == [
        ("listan", "Point"), ("gränser", "MultiPolygon"), ("om filen", None),
    ]  # fmt: skip
    assert points["meta"]["crs"] == f"EPSG:{SWEREF}"
    borders = layer_rows(officer, tmp_path, "gränser", form="listor")
    boundary = Boundary.objects.get(area=listed.area)
    found = shapely.from_wkb(borders["geometry"][0])
    assert found.equals_exact(shapely.from_geojson(json.dumps(boundary.geometry)), 1e-6)
    assert shapely.from_wkb(points["geometry"][0]).within(found)
    told = layer_rows(officer, tmp_path, "om filen", form="listor")
    assert "Säger inte" in told["uppgift"].tolist()
    only = layer_rows(officer, tmp_path, "gränser", form="granser")
    assert only["namn"].tolist() == ["Åsö/Ängen"]
    assert only["galler_fran"].tolist() == [date(2015, 1, 1)]
    assert numpy.isclose(only["yta_m2"][0], float(boundary.area_m2))


def test_geojson_is_in_degrees_and_describes_itself(officer: Client, listed: AreaVersion) -> None:
    found = json.loads(taken(officer, "listor", "geojson", ar=2017))
    assert "crs" not in found
    assert found["om_filen"]["Säger inte"].startswith("Uppgifterna beskriver platser")
    first, second = found["features"]
    assert first["geometry"]["type"] == "MultiPolygon"
    ring = first["geometry"]["coordinates"][0][0]
    assert shapely.is_ccw(shapely.linearrings(ring))  # as RFC 7946 has it
    east, north = (sum(axis) / len(ring) for axis in zip(*ring, strict=True))
    assert abs(east - float(listed.lon)) < 0.01 > abs(north - float(listed.lat))
    assert second["geometry"] is None


def test_a_boundary_of_another_time_is_not_in_the_file(officer: Client) -> None:
    Boundary.objects.update(valid_to=date(2016, 12, 31))
    assert json.loads(taken(officer, "listor", "geojson", ar=2017))["features"][0]["geometry"]["type"] == "Point"
    assert table(taken(officer, "granser", dag="2017-01-01")) == []
    assert len(table(taken(officer, "granser", dag="2016-12-31"))) == 1


def test_what_looks_like_a_formula_is_text_in_tables(officer: Client, listed: AreaVersion) -> None:
    AreaVersion.objects.filter(pk=listed.pk).update(name='=HYPERLINK("http://x")')
    assert table(taken(officer, "listor", ar=2017))[0]["namn"] == '\'=HYPERLINK("http://x")'
    book = openpyxl.load_workbook(io.BytesIO(taken(officer, "listor", "xlsx", ar=2017)))
    cell = book.worksheets[0]["C2"]
    assert (cell.data_type, cell.value) == ("s", '\'=HYPERLINK("http://x")')


@pytest.mark.parametrize("key", ["omraden", "listor", "granser", "enheter", "harstamning"])
def test_every_file_says_what_it_is(key: str, officer: Client) -> None:
    told = about(taken(officer, key, ar=2017, dag="2019-01-01"))
    assert {"Innehåll", "Källa", "Uttagen", "Uttagen av", "Får användas till", "Säger inte", "Utelämnat"} <= set(told)
    assert told["Uttagen av"] == "Handläggare, LPO Rinkeby"
    assert told["Får användas till"].startswith("Öppna uppgifter")
    assert told.get("Omgång") == ("2017" if key in {"omraden", "listor"} else None)
    book = openpyxl.load_workbook(io.BytesIO(taken(officer, key, "xlsx", ar=2017, dag="2019-01-01")))
    assert book.sheetnames[1] == "Om filen"
    assert dict(book["Om filen"].iter_rows(values_only=True))["Säger inte"] == told["Säger inte"]


def test_the_organisation_is_that_of_the_day(officer: Client) -> None:
    rows = {row["nyckel"]: row for row in table(taken(officer, "enheter", dag="2019-01-01"))}
    assert rows["lpo-jarva"]["namn"] == "Järva"
    assert rows["lpo-jarva"]["hor_till"] == rows["lpo-jarva"]["polisregion"] == "Stockholm"
    assert table(taken(officer, "enheter", dag="2014-12-31")) == []


# What is logged, and what is refused


def test_a_file_that_is_taken_out_is_an_event_without_values(officer: Client) -> None:
    taken(officer, "listor", "gpkg", ar=2017)
    event = AuditEvent.objects.get(event="data.exported")
    assert event.detail == {"kind": "listor", "form": "gpkg", "rows": 2, "year": 2017}
    assert event.recipient == people.officer().username
    assert event.sentence == "tog ut uppgifter som fil"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("listor/?format=exe&ar=2017", "Välj ett av formaten"),
        ("listor/?ar=2017", "Välj ett av formaten"),
        ("listor/?format=csv&ar=abc", "Välj ett av åren"),
        ("listor/?format=csv&ar=1850", "Välj ett av åren"),
        ("listor/?format=csv", "Välj ett år"),
        ("enheter/?format=geojson&dag=2019-01-01", "Välj ett av formaten"),
        ("enheter/?format=csv&dag=2019-02-30", "Skriv dagen som"),
        ("enheter/?format=csv&dag=9999-12-31", "mellan 1965 och 2100"),
    ],
)
def test_what_cannot_be_taken_out_is_said_in_words(address: str, words: str, officer: Client) -> None:
    answer = officer.get(f"/export/{address}")
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not AuditEvent.objects.filter(event="data.exported").exists()


def test_an_unknown_export_is_not_there(officer: Client) -> None:
    assert officer.get("/export/allt/?format=csv").status_code == 404


def test_a_file_that_fails_on_the_way_is_neither_sent_nor_logged(officer: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setattr(files.tempfile, "tempdir", str(tmp_path))
    whole = ListWithAFault.lines
    monkeypatch.setattr(exports.export_for(Scope(None), "listor").resource, "lines", whole)  # type: ignore[union-attr]
    officer.raise_request_exception = False
    assert officer.get("/export/listor/?format=xlsx&ar=2017").status_code == 500
    assert list(tmp_path.iterdir()) == []
    assert not AuditEvent.objects.filter(event="data.exported").exists()


class ListWithAFault:
    def lines(self, rows: Any) -> Any:
        yield [None] * len(self.head), rows[0]  # type: ignore[attr-defined]
        raise RuntimeError("the second row breaks")


@pytest.mark.slow
@pytest.mark.parametrize("form", ["csv", "xlsx", "geojson", "gpkg"])
def test_a_large_file_is_written_a_part_at_a_time(form: str, db: None) -> None:
    class Wide(OpenResource):
        layer = "punkter"
        namn = Column("name")

        class Meta:
            model: ClassVar[type[models.Model]] = AreaVersion

    def many() -> Any:
        return (AreaVersion(name=f"{number} " + "x" * 1000) for number in range(30_000))

    export = Export("mycket", "Mycket", "", Wide, lambda chosen: Taken(Wide(), many()))
    tracemalloc.start()
    try:
        file = files.make_file(export, Choice(Scope(None), date(2019, 1, 1)), form)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    with file.content:
        assert file.rows == 30_000
    assert peak < 20_000_000, f"{peak:,} bytes for 30 MB of rows"
