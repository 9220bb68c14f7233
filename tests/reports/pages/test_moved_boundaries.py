"""How boundaries moved between two lists, on the page that compares them."""

from datetime import date

import pytest
from django.test import Client

from areas.enums import LineageKind
from areas.geo.shapes import stored
from areas.models import AreaVersion, Boundary, Lineage
from tests.factories import geo, people, places, rounds

pytestmark = pytest.mark.django_db


def bound(version: AreaVersion, east: float, first: date, last: date | None = None) -> None:
    shape = geo.square(east=east)
    Boundary.objects.create(area=version.area, geometry=stored(shape), area_m2=shape.area, valid_from=first, valid_to=last)


def test_moved_same_and_unknown_are_told_apart() -> None:
    husby, akalla, kista = (places.make_area(name) for name in ("Husby", "Akalla", "Kista"))
    for version in (husby, akalla, kista):
        for year in (2015, 2017):
            rounds.list_area(version, year)
    bound(husby, 667_000, date(2014, 1, 1), date(2016, 12, 31))
    bound(husby, 667_100, date(2017, 1, 1))
    bound(akalla, 669_000, date(2014, 1, 1))
    bound(kista, 671_000, date(2016, 1, 1))
    client = Client()
    client.force_login(people.lead())
    page = client.get("/jamfor/?fran=2015&till=2017").content.decode()
    assert "1 flyttade, 1 oförändrade, 1 saknar känd gräns någon av dagarna." in page
    assert 'aria-label="Husby: 0,100 km² till, 0,100 km² bort"' in page
    assert "Akalla:" not in page


def test_a_redrawn_area_with_one_known_boundary_is_not_called_unchanged() -> None:
    husby = places.make_area("Husby")
    for year in (2015, 2017):
        rounds.list_area(husby, year)
    bound(husby, 667_000, date(2014, 1, 1))
    Lineage.objects.create(kind=LineageKind.TRIMMED, before=husby.area, after=husby.area, year=2017, source="en lista")
    client = Client()
    client.force_login(people.lead())
    page = client.get("/jamfor/?fran=2015&till=2017").content.decode()
    assert "0 flyttade, 0 oförändrade, 1 saknar känd gräns någon av dagarna." in page
