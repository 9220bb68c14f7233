"""The same areas in every kind of file and coordinate system are the same polygons."""

from pathlib import Path

import pytest
import shapely

from areas.geo.columns import guessed, lacking
from areas.geo.reading import read_layer
from areas.geo.shapes import polygon, stored, to_wgs84
from tests.factories import geo

SHAPE = geo.ring(40)
ROWS = [
    geo.row("Västra Årby / Öjersjö", SHAPE),
    geo.row("Två delar", shapely.union_all([geo.square(north=6_590_000), geo.square(north=6_600_000)])),
]


def test_shape_file_geopackage_and_geojson_say_the_same(tmp_path: Path) -> None:
    degrees = [row | {"shape": to_wgs84(row["shape"])} for row in ROWS]
    files = [
        geo.shape_zip(tmp_path, ROWS),
        geo.write(tmp_path / "a.gpkg", ROWS, kind="Unknown"),
        geo.geojson(tmp_path / "a.geojson", degrees),
        geo.write(tmp_path / "b.gpkg", degrees, crs="EPSG:4326", kind="Unknown"),
        geo.pack(tmp_path / "c.zip", {"mapp/omraden.geojson": (tmp_path / "a.geojson").read_bytes()}),
    ]
    for path in files:
        layer = read_layer(path)
        assert [feature.values["NAMN"] for feature in layer.features] == ["Västra Årby / Öjersjö", "Två delar"]
        for feature, row in zip(layer.features, ROWS, strict=True):
            assert feature.shape is not None
            assert shapely.area(shapely.symmetric_difference(feature.shape, row["shape"])) < 1.0


def test_an_old_geojson_that_names_its_system_is_understood(tmp_path: Path) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}}
    layer = read_layer(geo.geojson(tmp_path / "a.geojson", ROWS, crs=crs))
    assert layer.crs == "EPSG:3006"
    assert layer.features[0].shape is not None and abs(layer.features[0].shape.area - SHAPE.area) < 0.01


def test_another_projection_is_brought_to_sweref(tmp_path: Path) -> None:
    layer = read_layer(geo.write(tmp_path / "a.gpkg", [geo.row(shape=geo.square(153_000, 6_579_000))], crs="EPSG:3011"))
    assert layer.features[0].shape is not None
    assert abs(layer.features[0].shape.area - 1e6) < 1500  # another projection has another scale


@pytest.mark.parametrize(
    ("shape", "kind"),
    [(None, "missing"), (shapely.Point(17.9, 59.3), "Point"), (shapely.LineString([(17.9, 59.3), (18, 59.4)]), "LineString")],
)
def test_what_is_no_polygon_is_told(shape: shapely.Geometry | None, kind: str, tmp_path: Path) -> None:
    row = {"NAMN": "A", "shape": shape}
    [feature] = read_layer(geo.geojson(tmp_path / "a.geojson", [row])).features
    assert (feature.shape, feature.kind) == (None, kind)


def test_latitude_before_longitude_is_abroad(tmp_path: Path) -> None:
    swapped = shapely.transform(to_wgs84(SHAPE), lambda points: points[:, ::-1])
    [feature] = read_layer(geo.geojson(tmp_path / "a.geojson", [geo.row(shape=swapped)])).features
    assert (feature.shape, feature.kind) == (None, "abroad")


def test_metres_that_say_they_are_degrees_are_abroad(tmp_path: Path) -> None:
    [feature] = read_layer(geo.geojson(tmp_path / "a.geojson", [geo.row()])).features
    assert (feature.shape, feature.kind) == (None, "abroad")


def test_what_is_stored_comes_back_to_the_square_metre() -> None:
    assert abs(polygon(stored(SHAPE)).area - SHAPE.area) < 1.0
    assert stored(shapely.reverse(SHAPE)) == stored(SHAPE) or polygon(stored(shapely.reverse(SHAPE))).equals(polygon(stored(SHAPE)))
    with pytest.raises(ValueError, match="polygon"):
        stored(shapely.Point(1, 2))


CUT = ("NAMN", "KATEGORI", "ORT", "LOKALPOLIS", "OMRADESKOD", "POLISOMRAD", "POLISOMR_1", "REGION", "REGIONKOD", "SPECIALOMR", "AKTUALITET")
FULL = ("NAMN", "KATEGORI", "ORT", "LOKALPOLISOMRADE", "OMRADESKOD", "POLISOMRADE", "POLISOMRADESKOD", "REGION", "AKTUALITET_START")
TAKEN_OFF = ("namn", "kategori", "borttagen", "lpo", "po", "region")
VALUES = {"OMRADESKOD": "531240", "POLISOMRAD": "5313", "POLISOMRADESKOD": "5313", "REGIONKOD": "5300"}


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (
            CUT,
            {
                "lpo": "LOKALPOLIS",
                "lpo_code": "OMRADESKOD",
                "district": "POLISOMR_1",
                "district_code": "POLISOMRAD",
                "valid_from": "AKTUALITET",
            },
        ),
        (
            FULL,
            {"lpo": "LOKALPOLISOMRADE", "district": "POLISOMRADE", "district_code": "POLISOMRADESKOD", "valid_from": "AKTUALITET_START"},
        ),
        (TAKEN_OFF, {"name": "namn", "lpo": "lpo", "district": "po", "removed": "borttagen", "category": "kategori"}),
    ],
    ids=["cut", "full", "taken off"],
)
def test_the_police_own_names_of_columns_are_known(columns: tuple[str, ...], expected: dict[str, str]) -> None:
    rows = [{column: VALUES.get(column, "Ord") for column in columns}]
    found = guessed(columns, rows)
    assert expected.items() <= found.items()
    assert not lacking(found)


def test_unknown_columns_are_asked_for() -> None:
    assert lacking(guessed(("OMR", "KOD"), [{"OMR": "Alby", "KOD": "1"}])) == ["Områdets namn", "Lokalpolisområde eller dess kod"]
