"""Drawing a boundary in a local picture: what is kept, what is refused, and what becomes of it."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from areas.geo.points import as_lines
from areas.geo.shapes import polygon, stored
from areas.models import Area, Boundary
from assessments.actions.boundaries import draw_boundary, hold_drawn_boundaries
from assessments.actions.pictures import add_known_area
from assessments.actions.review import approve
from assessments.actions.rounds import known_area
from assessments.boundaries import overlaps_when_approved
from assessments.models import AreaAssessment, DrawnBoundary, Edit, LocalPicture, Round
from lagesbild.audit.models import AuditEvent
from lagesbild.exceptions import ActionDenied
from tests.factories import geo, people, places, rounds

OLD, NEW = geo.square(), geo.square(east=667_100)
REASON = "Nybyggda kvarter öster om skolan hör till samma plats."


def put(area_id: int | None, shape: Any = OLD, valid_from: date = date(2018, 1, 1)) -> Boundary:
    return Boundary.objects.create(area_id=area_id, geometry=stored(shape), area_m2=shape.area, valid_from=valid_from)


def post(client: Client, area: AreaAssessment, shape: Any = NEW, **given: Any) -> Any:
    area.refresh_from_db()
    lines = shape if isinstance(shape, str) else as_lines(polygon(stored(shape)))
    return client.post(reverse("assessments:boundary", args=[area.pk]), {"horn": lines, "skal": REASON, "version": area.version} | given)


def page(client: Client, area: AreaAssessment) -> str:
    return client.get(reverse("assessments:boundary", args=[area.pk])).content.decode()


def test_the_last_boundary_stands_on_the_page_with_its_corners(officer: Client, area: AreaAssessment) -> None:
    put(area.area_id)
    shown = page(officer, area)
    assert "Oförändrad: gränsen gäller från 1 januari 2018" in shown
    assert "6588000 668000" in shown
    assert 'aria-label="Husby: gränsen, 1,000 km²"' in shown


def test_a_drawn_boundary_is_kept_with_its_reason(officer: Client, area: AreaAssessment) -> None:
    put(area.area_id)
    assert post(officer, area).status_code == 302
    drawn = DrawnBoundary.objects.get()
    assert (drawn.reason, float(drawn.area_m2)) == (REASON, 1e6)
    assert Edit.objects.get().section_code == "V"
    assert AuditEvent.objects.filter(event="picture.boundary_drawn").count() == 1
    shown = page(officer, area)
    assert 'aria-label="Husby: 0,100 km² till, 0,100 km² bort"' in shown
    assert REASON in shown
    assert Boundary.objects.count() == 1  # nothing holds before the decision


def test_the_form_of_the_area_and_the_review_show_it(officer: Client, area: AreaAssessment, as_user: Any) -> None:
    put(area.area_id)
    post(officer, area)
    rounds.under_review(area.picture)
    for user, name in ((people.officer(area.picture.unit), "area"), (people.reviewer(), "review_area")):
        shown = as_user(user).get(reverse(f"assessments:{name}", args=[area.pk])).content.decode()
        assert "Husby: 0,100 km² till, 0,100 km² bort" in shown, name
        assert reverse("assessments:boundary", args=[area.pk]) in shown, name


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"shape": geo.crossing()}, "gränsen korsar sig själv vid N 6588500 E 667500."),
        ({"shape": geo.square(320_000, 6_400_000)}, "km utanför polisregion Stockholm"),
        ({"shape": geo.square(side=10)}, "ytan är bara 100 m²"),
        ({"shape": OLD}, "den är densamma som förut"),
        ({"skal": "  "}, "Skriv varför gränsen ändras."),
        ({"shape": ""}, "Rita gränsen, eller skriv områdets hörn."),
        ({"shape": "6588000 667000\nx"}, "Rad 2 går inte att läsa"),
        ({"version": "99"}, "Någon annan har sparat sedan du öppnade sidan."),
        ({"version": "x"}, "den är ofullständig"),
    ],
)
def test_what_is_refused_is_told_and_what_was_written_stays(
    given: dict[str, Any], sentence: str, officer: Client, area: AreaAssessment
) -> None:
    put(area.area_id)
    answer = post(officer, area, **given)
    shown = answer.content.decode()
    assert answer.status_code in {400, 409}
    assert sentence in shown
    assert not DrawnBoundary.objects.exists()
    if given.get("skal") is None:
        assert REASON in shown


def test_an_overlap_with_a_neighbour_is_refused_and_a_small_one_told(officer: Client, area: AreaAssessment) -> None:
    put(area.area_id)
    put(places.make_area("Akalla", places.make_lpo("Botkyrka")).area_id, geo.square(east=668_000))
    assert (
        "överlappar Akalla med 500\N{NO-BREAK SPACE}000 m² (50,0 % av det minsta)"
        in post(officer, area, geo.square(east=667_500)).content.decode()
    )
    tried = post(officer, area, geo.square(east=667_010), prova="1").content.decode()
    assert "Området överlappar Akalla med 10\N{NO-BREAK SPACE}000 m² (1,0 % av det minsta)" in tried
    assert "Områden i närheten: Akalla." in tried
    assert not DrawnBoundary.objects.exists()


def drawn_by_the_neighbour() -> LocalPicture:
    """Akalla in LPO Botkyrka, 300 metres east of Husby, drawn up to it in its own local picture."""
    unit = places.make_lpo("Botkyrka")
    akalla = places.make_area("Akalla", unit)
    put(akalla.area_id, geo.square(east=668_300))
    picture = rounds.picture_of(Round.objects.get(year=2019), unit)
    area = known_area(picture, akalla)
    area.save()
    draw_boundary(area, geo.square(east=668_000), reason=REASON, version=area.version, by=people.officer(unit))
    return picture


def test_what_two_local_police_areas_draw_is_held_against_each_other_at_the_review(
    officer: Client, area: AreaAssessment, as_user: Any
) -> None:
    put(area.area_id)
    other = drawn_by_the_neighbour()
    assert post(officer, area, geo.square(east=667_290)).status_code == 302  # nobody here knows of the other's drawing
    rounds.approved(other)
    mine = rounds.under_review(area.picture)
    assert "går inte ihop" not in officer.get(reverse("assessments:boundary", args=[area.pk])).content.decode()
    why = "gränsen för Husby går inte ihop med en annan: området överlappar Akalla med 290"
    with pytest.raises(ActionDenied, match=why):
        approve(mine, by=people.reviewer())
    shown = as_user(people.reviewer()).get(reverse("assessments:review_area", args=[area.pk])).content.decode()
    assert "Området överlappar Akalla med 290" in shown
    assert why in as_user(people.reviewer()).get(reverse("assessments:review", args=[mine.pk])).content.decode()


def test_the_review_asks_as_much_however_many_drawings_there_are(officer: Client, area: AreaAssessment, as_user: Any) -> None:
    others = []
    for name, north in (("Nyby", 6_590_000), ("Storby", 6_592_000)):
        municipality = places.make_municipality().pk
        officer.post(reverse("assessments:propose_area", args=[area.picture_id]), {"name": name, "municipality": municipality})
        others.append((area.picture.areas.get(name=name), geo.square(north=north)))
    post(officer, area)
    costs, picture = [], LocalPicture.objects.select_related("round").get(pk=area.picture_id)
    for other, shape in others:
        assert post(officer, other, shape).status_code == 302
        costs.append(len(asked(lambda: overlaps_when_approved(picture))))
    assert costs == [4, 4]


def asked(act: Any) -> list[Any]:
    with CaptureQueriesContext(connection) as caught:
        act()
    return list(caught)


def test_a_small_overlap_with_another_drawing_is_told_and_does_not_stop(officer: Client, area: AreaAssessment, as_user: Any) -> None:
    put(area.area_id)
    other = drawn_by_the_neighbour()
    post(officer, area, geo.square(east=667_010))
    rounds.approved(other)
    rounds.approved(area.picture)
    shown = as_user(people.decider()).get(reverse("assessments:decide", args=[area.pk])).content.decode()
    assert "Området överlappar Akalla med 10" in shown


def test_trying_saves_nothing_and_keeps_what_was_written(officer: Client, area: AreaAssessment) -> None:
    put(area.area_id)
    shown = post(officer, area, prova="1").content.decode()
    assert "Kontrollen hittar inget fel. Gränsen är inte sparad än." in shown
    assert "6588000 668100" in shown and REASON in shown
    assert not DrawnBoundary.objects.exists()


def test_it_can_be_taken_back(officer: Client, area: AreaAssessment) -> None:
    put(area.area_id)
    post(officer, area)
    there = reverse("assessments:take_back_boundary", args=[area.pk])
    area.refresh_from_db()
    assert officer.post(there, {"version": area.version - 1}).status_code == 409  # somebody has drawn since
    assert officer.post(there, {"version": "x"}).status_code == 409
    assert DrawnBoundary.objects.exists()
    assert officer.post(there, {"version": area.version}).status_code == 302
    assert not DrawnBoundary.objects.exists()
    assert officer.post(there, {"version": area.version + 1}).status_code == 409


def test_the_publication_makes_it_the_areas_boundary(officer: Client, area: AreaAssessment) -> None:
    put(area.area_id)
    post(officer, area)
    rounds.approved(area.picture)
    area.refresh_from_db()
    rounds.decided(area)
    assert Boundary.objects.count() == 1  # nobody's to see before that
    assert [hold_drawn_boundaries(area.picture.round) for _time in range(2)] == [1, 0]
    rows = [(str(row.valid_from), str(row.valid_to), row.reason) for row in Boundary.objects.order_by("valid_from")]
    assert rows == [("2018-01-01", "2018-12-31", ""), ("2019-01-01", "None", REASON)]


def test_only_what_is_decided_in_that_very_round_holds(officer: Client, area: AreaAssessment, picture: LocalPicture) -> None:
    left = add_known_area(picture, version=places.make_area("Akalla", picture.unit), by=people.officer(picture.unit))
    for row, north in ((area, 6_588_000), (left, 6_592_000)):
        put(row.area_id, geo.square(north=north))
        assert post(officer, row, geo.square(east=667_100, north=north)).status_code == 302
    rounds.approved(picture)
    area.refresh_from_db()
    rounds.decided(area)
    assert hold_drawn_boundaries(rounds.plan_round(2021)) == 0
    assert Boundary.objects.count() == 2
    assert hold_drawn_boundaries(picture.round) == 1
    assert [row.area_id for row in Boundary.objects.filter(reason=REASON)] == [area.area_id]
    assert Boundary.objects.get(area=left.area_id).valid_to is None


def test_what_the_register_got_from_a_later_day_meanwhile_stays(officer: Client, area: AreaAssessment) -> None:
    first = put(area.area_id)
    post(officer, area)
    Boundary.objects.filter(pk=first.pk).update(valid_to=date(2019, 5, 31))
    put(area.area_id, geo.square(east=667_050), date(2019, 6, 1))
    before = list(Boundary.objects.order_by("pk").values())
    rounds.approved(area.picture)
    area.refresh_from_db()
    rounds.decided(area)
    assert hold_drawn_boundaries(area.picture.round) == 0
    assert list(Boundary.objects.order_by("pk").values()) == before


def test_without_a_drawing_the_last_boundary_goes_on(area: AreaAssessment) -> None:
    put(area.area_id)
    rounds.approved(area.picture)
    rounds.decided(area)
    hold_drawn_boundaries(area.picture.round)
    assert Boundary.objects.get().valid_to is None


def test_a_proposed_area_gets_the_boundary_that_was_drawn(officer: Client, area: AreaAssessment, picture: LocalPicture) -> None:
    officer.post(reverse("assessments:propose_area", args=[picture.pk]), {"name": "Nyby", "municipality": places.make_municipality().pk})
    proposed = picture.areas.get(name="Nyby")
    assert "Området har ingen gräns i registret än." in page(officer, proposed)
    assert post(officer, proposed, geo.square(north=6_590_000)).status_code == 302
    rounds.approved(picture)
    proposed.refresh_from_db()
    rounds.decided(proposed)
    hold_drawn_boundaries(picture.round)
    assert Boundary.objects.get().area == Area.objects.get(slug="nyby")


def test_it_is_locked_with_its_section(officer: Client, area: AreaAssessment, as_user: Any) -> None:
    """After a return only the sections that the points name are open."""
    put(area.area_id)
    rounds.returned(area.picture, code="S1")
    assert "Du kan inte ändra avsnitt V" in post(officer, area).content.decode() or "Rita om gränsen" not in page(officer, area)
    with pytest.raises(ActionDenied):
        draw_boundary(
            area, NEW, reason=REASON, version=AreaAssessment.objects.get(pk=area.pk).version, by=people.officer(area.picture.unit)
        )


def test_the_database_refuses_a_change_while_noa_has_the_picture(officer: Client, area: AreaAssessment) -> None:
    put(area.area_id)
    post(officer, area)
    rounds.under_review(area.picture)
    with pytest.raises(DatabaseError, match="only while the local police area has the picture"), transaction.atomic():
        DrawnBoundary.objects.update(reason="annat")


def test_not_when_the_register_knows_a_later_one(officer: Client, area: AreaAssessment) -> None:
    put(area.area_id, valid_from=date(2019, 6, 1))
    assert "registret har redan en gräns för området från 2019-06-01" in page(officer, area)
    assert post(officer, area).status_code == 400


def test_what_a_neighbour_draws_is_theirs(officer: Client, area: AreaAssessment, as_user: Any) -> None:
    put(area.area_id)
    post(officer, area)
    stranger = as_user(people.officer(places.make_lpo("Botkyrka")))
    assert stranger.get(reverse("assessments:boundary", args=[area.pk])).status_code == 404
    assert post(stranger, area).status_code == 404
    assert post(as_user(people.reviewer()), area).status_code == 403
