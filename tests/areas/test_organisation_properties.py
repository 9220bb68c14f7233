"""Random changes of the organisation, one after another and taken back: time never has holes or overlaps, and nothing is lost sight of.

Each example begins with the same five local police areas, their areas, people and open local pictures, and is taken back.
"""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from areas.actions import organisation
from areas.changes.plans import Part, Plan
from areas.enums import ChangeKind, ChangeState
from areas.models import Area, AreaVersion, OrganisationChange, Unit, UnitName, UnitPlacement
from areas.queries.units import LpoOnDay, lpos_on, reaching, units_on
from assessments.models import LocalPicture
from lagesbild import clock
from lagesbild.access.acting import acting_as
from lagesbild.access.codenames import Codename
from lagesbild.access.scope import Scope
from lagesbild.accounts.models import User
from lagesbild.exceptions import ActionDenied
from tests.factories import changes, files, people, places, rounds

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FIRST_DAY = date(2021, 4, 1)
DAY = timedelta(days=1)
TABLES = {"areas_unitname": "unit_id", "areas_unitplacement": "unit_id", "areas_areaversion": "area_id"}
OVERLAPS = """
select count(*) from {table} one join {table} other on one.{owner} = other.{owner} and one.id < other.id
where one.valid_from <= coalesce(other.valid_to, 'infinity') and other.valid_from <= coalesce(one.valid_to, 'infinity')
"""


@pytest.fixture
def country(db: None) -> dict[int, set[int]]:
    """Make the country. Return, for each person, the units of the open pictures that they reach."""
    for name in ("Alfa", "Beta", "Gamma", "Delta", "Epsilon"):
        unit = places.make_lpo(name, "Stockholm" if name < "D" else "Syd")
        for number in range(1 + len(name) % 2):
            places.make_area(f"{name}by {number}", unit)
        people.officer(unit)
    people.make_user("lpo-handlaggare", places.make_region("Syd"))
    files.data_admin(), people.lead()
    rounds.open_round(2021)
    return {user.pk: reach(user) for user in User.objects.all() if reach(user)}


def reach(user: User) -> set[int]:
    """Return the units whose local pictures somebody reads and who writes them: by the scope, and the same by the database."""
    units = Scope.of(user).units(Codename.FILL)
    assert isinstance(units, frozenset)
    with acting_as(user), connection.cursor() as cursor:
        cursor.execute("select array(select my_units('fill_local_picture'))")
        assert set(cursor.fetchone()[0]) == units
    return set(units)


def some_plan(data: Any, lpos: list[LpoOnDay], day: date) -> Plan:
    """Draw a plan for units that there are on the day. Names are few, so that they collide at times."""
    kind, units = data.draw(st.sampled_from(list(ChangeKind))), [lpo.unit for lpo in lpos]
    chosen = (
        data.draw(st.lists(st.sampled_from(units), min_size=2, max_size=3, unique_by=lambda unit: unit.pk)) if len(units) > 1 else units
    )
    name = data.draw(st.sampled_from(["Alfa", "Beta", *(f"Ort {number}" for number in range(40))]))
    region = places.make_region(data.draw(st.sampled_from(["Stockholm", "Syd"])))
    if kind == ChangeKind.RENAME:
        return changes.rename(chosen[0], name)
    if kind == ChangeKind.MOVE:
        return changes.move(chosen[0], region)
    if kind == ChangeKind.MERGE:
        return changes.merge(*chosen, name=name, into=data.draw(st.sampled_from([None, *chosen])), parent=region)
    return some_split(data, chosen[0], name, day)


def some_split(data: Any, unit: Unit, name: str, day: date) -> Plan:
    number = data.draw(st.integers(2, 3))
    part = st.integers(0, number - 1)
    areas = {row.area_id: data.draw(part) for row in AreaVersion.objects.filter(unit=unit).as_of(day)}
    people_there = User.objects.filter(groups__role_group__unit=unit).distinct()
    chosen = {user.pk: tuple(data.draw(st.sets(part, min_size=1))) for user in people_there if data.draw(st.booleans())}
    parts = tuple(Part(f"{name} {letter}") for letter in "abc"[:number])
    return Plan(ChangeKind.SPLIT, (unit.pk,), parts=parts, main=data.draw(part), areas=areas, accounts=chosen)


def step(data: Any, day: date) -> str:
    """Change something, or take something back; say what came of it."""
    done = list(OrganisationChange.objects.filter(state=ChangeState.IN_EFFECT))
    try:
        with transaction.atomic():
            if done and data.draw(st.integers(0, 3)) == 0:
                with changes.on(day):
                    changes.reversed_(data.draw(st.sampled_from(done)))
                return "reversed"
            plan = some_plan(data, lpos_on(day), day)
            changes.in_effect(plan, day)
            return str(plan.kind.value)
    except ActionDenied:
        return "refused"


@given(st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_time_has_no_holes_and_nothing_is_lost(country: dict[int, set[int]], data: Any) -> None:
    day, areas, pictures = FIRST_DAY, set(Area.objects.values_list("pk", flat=True)), set(LocalPicture.objects.values_list("pk", "unit_id"))
    with transaction.atomic():
        for _number in range(data.draw(st.integers(1, 6))):
            day += data.draw(st.integers(0, 120)) * DAY
            event(step(data, day))
            one_at_a_time()
            whole(day, areas)
        nothing_lost(country, pictures)
        transaction.set_rollback(True)


def one_at_a_time() -> None:
    """No two rows about one thing hold on the same day: counted here, and asked of the constraints themselves."""
    connection.check_constraints()
    with connection.cursor() as cursor:
        for table, owner in TABLES.items():
            cursor.execute(OVERLAPS.format(table=table, owner=owner))
            assert cursor.fetchone() == (0,), table


def whole(day: date, areas: set[int]) -> None:
    """No holes: a unit has a name and a place every day it is there, an area a version every day, in a unit that is there."""
    for unit in Unit.objects.all():
        covers(UnitName.objects.filter(unit=unit), unit.valid_from, unit.valid_to)
        if unit.kind != "national":
            covers(UnitPlacement.objects.filter(unit=unit), unit.valid_from, None)  # also when it is no more
    for area_id in areas:
        covers(AreaVersion.objects.filter(area=area_id), places.START, None)
    for asked in (places.START, day - DAY, day, day + DAY):
        there = units_on(asked)
        assert {row.unit_id for row in AreaVersion.objects.as_of(asked)} <= set(there)
        slugs = [lpo.slug for lpo in lpos_on(asked)]
        assert len(slugs) == len(set(slugs)), "no two are called the same"


def covers(rows: Any, first: date, last: date | None) -> None:
    periods = sorted(rows.values_list("valid_from", "valid_to"))
    assert periods[0][0] == first
    assert periods[-1][1] == last
    for (_begins, ends), (begins, _ends) in pairwise(periods):
        assert ends + DAY == begins


def nothing_lost(country: dict[int, set[int]], pictures: set[tuple[int, int]]) -> None:
    """Whoever reached a picture does so still, is at one of the units that took over, and the whole country stands above it."""
    today = clock.today()
    living = set(units_on(today))
    assert set(LocalPicture.objects.values_list("pk", "unit_id")) == pictures
    region = {unit.pk for unit in Unit.objects.filter(kind="region")}
    for user_id, before in country.items():
        user = User.objects.get(pk=user_id)
        now = reach(user)
        if before & region:
            continue  # who has a region reaches what belongs to it now
        assert before <= now
        for unit_id in before:
            assert changes.successors_today(unit_id) & now
    for _pk, unit_id in pictures:
        assert changes.successors_today(unit_id) <= living
        above = reaching(unit_id, today)
        assert any(pk in living and units_on(today)[pk].kind == "lpo" for pk in above)
        assert units_on(today)[above[-1]].kind == "national"


def test_a_change_is_refused_before_it_is_half_done(country: dict[int, set[int]]) -> None:
    """The same random plans, refused at the last step: not one row is there of what came before it."""
    unit = lpos_on(FIRST_DAY)[0].unit
    with changes.on(FIRST_DAY - DAY):
        change = changes.approved(changes.split(unit, "En", "Två", day=FIRST_DAY), FIRST_DAY)
    rows = Unit.objects.count(), UnitPlacement.objects.count(), AreaVersion.objects.count()
    places.make_area("Nyby", unit)
    with changes.on(FIRST_DAY), pytest.raises(ActionDenied, match="välj vilken del som får Nyby"):
        organisation.take_effect(change, by=None)
    assert (Unit.objects.count(), UnitPlacement.objects.count(), AreaVersion.objects.count() - 1) == rows
