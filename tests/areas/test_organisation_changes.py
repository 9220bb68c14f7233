"""A change of the organisation: what each kind writes, four eyes, what stands in its way, and that it is taken back to the last row."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from areas.actions import organisation
from areas.changes.plans import Part, Plan
from areas.enums import ChangeKind, ChangeState
from areas.models import AreaVersion, OrganisationChange, Unit, UnitName, UnitPlacement, UnitSuccession
from areas.queries.units import lpos_on, units_on
from areas.tasks import carry_out_changes
from lagesbild.access.actions import give_role
from lagesbild.access.models import RoleGroup
from lagesbild.access.roles import Role
from lagesbild.audit.events import Event
from lagesbild.audit.models import AuditEvent
from lagesbild.exceptions import ActionDenied
from tests.factories import changes, files, people, places, tables
from tests.factories.changes import DAY, in_effect, merge, move, on, planned, rename, reversed_, split

pytestmark = pytest.mark.django_db
EVE = DAY - timedelta(days=1)


@pytest.fixture
def rinkeby() -> Unit:
    """A local police area with two areas, an officer and a chief."""
    unit = places.make_lpo("Rinkeby")
    for name in ("Husby", "Tensta"):
        places.make_area(name, unit)
    people.officer(unit)
    people.chief(unit)
    return unit


@pytest.fixture
def kista() -> Unit:
    unit = places.make_lpo("Kista")
    places.make_area("Akalla", unit)
    people.officer(unit)
    return unit


def names_on(day: date) -> set[str]:
    return {lpo.name for lpo in lpos_on(day)}


def areas_on(day: date) -> dict[str, str]:
    units = units_on(day)
    return {row.name: units[row.unit_id].name for row in AreaVersion.objects.as_of(day)}


def roles_at(unit: Unit) -> set[tuple[str, str]]:
    return set(RoleGroup.objects.filter(unit=unit, group__user__isnull=False).values_list("group__user__username", "role"))


def lpo(name: str, day: date = DAY) -> Unit:
    return next(row.unit for row in lpos_on(day) if row.name == name)


# What each kind writes


def test_a_rename_keeps_the_old_name_for_the_days_before(rinkeby: Unit) -> None:
    in_effect(rename(rinkeby))
    assert (names_on(EVE), names_on(DAY)) == ({"Rinkeby"}, {"Järva"})
    assert lpo("Järva").pk == rinkeby.pk
    assert areas_on(DAY) == {"Husby": "Järva", "Tensta": "Järva"}


def test_a_move_changes_the_region_from_the_day(rinkeby: Unit) -> None:
    places.make_region("Syd")
    in_effect(move(rinkeby))
    assert [row.region.name for row in lpos_on(EVE)] == ["Stockholm"]
    assert [row.region.name for row in lpos_on(DAY)] == ["Syd"]


def test_a_merger_ends_the_old_and_moves_areas_and_roles(rinkeby: Unit, kista: Unit) -> None:
    in_effect(merge(rinkeby, kista))
    assert (names_on(EVE), names_on(DAY)) == ({"Rinkeby", "Kista"}, {"Järva"})
    assert areas_on(EVE) == {"Husby": "Rinkeby", "Tensta": "Rinkeby", "Akalla": "Kista"}
    assert set(areas_on(DAY).values()) == {"Järva"}
    new = lpo("Järva")
    assert roles_at(new) == roles_at(rinkeby) | roles_at(kista)
    assert len(roles_at(new)) == 3
    assert set(UnitSuccession.objects.values_list("before", "after", "date", "kind")) == {
        (unit.pk, new.pk, DAY, "merged") for unit in (rinkeby, kista)
    }


def test_one_of_them_may_carry_on_under_a_new_name(rinkeby: Unit, kista: Unit) -> None:
    in_effect(merge(rinkeby, kista, into=rinkeby, name="Norra Järva"))
    assert names_on(DAY) == {"Norra Järva"}
    assert lpo("Norra Järva").pk == rinkeby.pk
    assert set(areas_on(DAY).values()) == {"Norra Järva"}
    assert AreaVersion.objects.filter(area__slug="husby").count() == 1, "its own areas did not move"


def test_a_split_gives_each_area_its_part_and_accounts_the_chosen_ones(rinkeby: Unit) -> None:
    officer = people.officer(rinkeby)
    in_effect(split(rinkeby, accounts={officer.pk: (1,)}))
    assert names_on(DAY) == {"Rinkeby norra", "Rinkeby södra"}
    assert areas_on(DAY) == {"Husby": "Rinkeby norra", "Tensta": "Rinkeby södra"}
    chief = ("lpo-chef.lpo-rinkeby", "lpo-chef")
    assert roles_at(lpo("Rinkeby norra")) == {chief}
    assert roles_at(lpo("Rinkeby södra")) == {chief, (officer.username, "lpo-handlaggare")}


def test_an_ended_unit_is_on_no_list_and_stands_below_its_successor(rinkeby: Unit, kista: Unit) -> None:
    in_effect(merge(rinkeby, kista))
    with on(DAY):
        assert rinkeby.pk not in units_on(DAY)
        assert UnitPlacement.objects.as_of(DAY).get(unit=rinkeby).parent == lpo("Järva")


def test_an_area_that_begins_on_the_day_itself_moves_without_a_version_before_it(rinkeby: Unit, kista: Unit) -> None:
    AreaVersion.objects.filter(name="Akalla").update(valid_from=DAY)
    before = tables.digest()["areas_areaversion"]
    change = in_effect(merge(rinkeby, kista))
    assert AreaVersion.objects.get(name="Akalla").unit == lpo("Järva")
    reversed_(change)
    assert tables.digest()["areas_areaversion"] == before


def test_a_version_that_is_to_end_later_still_ends_then(rinkeby: Unit, kista: Unit) -> None:
    last = DAY + timedelta(days=90)
    AreaVersion.objects.filter(name="Akalla").update(valid_to=last)
    in_effect(merge(rinkeby, kista))
    ends = AreaVersion.objects.filter(name="Akalla").order_by("valid_from").values_list("valid_to", flat=True)
    assert list(ends) == [EVE, last]


# Four eyes, and whose act it is


def test_who_plans_does_not_approve(rinkeby: Unit) -> None:
    both = people.make_user(Role.DATA_ADMIN, username="bada")
    give_role(both, role=Role.NOA_LEAD, unit=places.make_nation(), by=None)
    change = organisation.plan_change(rename(rinkeby), effective_on=DAY, reason="x", by=both)
    with pytest.raises(ActionDenied, match="du har planerat den"):
        organisation.approve_change(change, by=both)
    with pytest.raises(IntegrityError, match="areas_change_four_eyes"), transaction.atomic():
        OrganisationChange.objects.filter(pk=change.pk).update(approved_by=both, approved_at=change.planned_at, state="approved")


def test_each_step_is_an_event(rinkeby: Unit) -> None:
    reversed_(in_effect(rename(rinkeby)))
    other = planned(rename(rinkeby))
    organisation.refuse_change(other, reason="Nej.", by=people.lead())
    organisation.cancel_change(planned(rename(rinkeby)), reason="Fel.", by=files.data_admin())
    events = AuditEvent.objects.filter(event__startswith="organisation.").order_by("id").values_list("event", flat=True)
    assert list(events) == [
        Event.CHANGE_PLANNED,
        Event.CHANGE_APPROVED,
        Event.CHANGE_TOOK_EFFECT,
        Event.CHANGE_REVERSED,
        Event.CHANGE_PLANNED,
        Event.CHANGE_REFUSED,
        Event.CHANGE_PLANNED,
        Event.CHANGE_CANCELLED,
    ]


# The clock


def test_the_clock_carries_out_on_the_day_and_once(rinkeby: Unit) -> None:
    with on(EVE):
        changes.approved(rename(rinkeby))
        assert carry_out_changes() == 0
    with on(DAY):
        assert carry_out_changes() == 1
        before = tables.digest()
        assert carry_out_changes() == 0
        assert tables.digest() == before
    assert names_on(DAY) == {"Järva"}


def test_a_day_that_has_come_takes_effect_at_the_approval(rinkeby: Unit) -> None:
    with on(DAY):
        assert changes.approved(rename(rinkeby), DAY).state == ChangeState.IN_EFFECT


def test_what_the_clock_could_not_do_is_kept_and_told_once(rinkeby: Unit, kista: Unit) -> None:
    with on(EVE):
        change, good = changes.approved(rename(rinkeby)), changes.approved(rename(kista, "Kista norra"))
    UnitName.objects.filter(unit=rinkeby).update(valid_to=date(2029, 6, 30))
    UnitName.objects.create(unit=rinkeby, name="Rinkeby-Kista", slug="rinkeby-kista", valid_from=date(2029, 7, 1))
    with on(DAY):
        with pytest.raises(CommandError, match="1 organisationsändringar kunde inte genomföras"):
            call_command("carry_out_changes", stdout=None)
        assert organisation.carry_out_due() == (0, 1)
    change.refresh_from_db()
    good.refresh_from_db()
    assert (change.state, good.state) == (ChangeState.APPROVED, ChangeState.IN_EFFECT)
    assert change.failure.startswith("Du kan inte genomföra ändringen: LPO Rinkeby-Kista har ändrats sedan ändringen planerades")
    assert AuditEvent.objects.filter(event=Event.CHANGE_FAILED).count() == 1
    assert names_on(DAY) == {"Rinkeby-Kista", "Kista norra"}


def test_an_unforeseen_fault_writes_nothing_and_is_told(rinkeby: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    with on(EVE):
        change = changes.approved(split(rinkeby))

    def break_down(*args: object, **kwargs: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("areas.actions.organisation_writing.give_role", break_down)
    with on(DAY):
        assert organisation.carry_out_due() == (0, 1)
    change.refresh_from_db()
    assert "Ett fel i systemet stoppade ändringen" in change.failure
    assert names_on(DAY) == {"Rinkeby"}
    assert not UnitSuccession.objects.exists()


# What stands in the way


def coded(unit: Unit, other: Unit, *codes: str) -> Plan:
    """Split a unit into parts with codes of their own; 5010 is the other's."""
    Unit.objects.filter(pk=other.pk).update(code="5010")
    plan = split(unit)
    parts = tuple(Part(part.name, code) for part, code in zip(plan.parts, [*codes, ""], strict=False))
    return replace(plan, parts=parts)


WRONG: dict[str, tuple[Callable[[Unit, Unit], Plan], date, str]] = {
    "the same name": (lambda a, b: rename(a, "Rinkeby"), DAY, "LPO Rinkeby heter redan så"),
    "a name that is taken": (lambda a, b: rename(a, "Kista"), DAY, "namnet Kista finns redan"),
    "a name that is written the same in addresses": (lambda a, b: rename(a, "KISTA "), DAY, "finns redan"),
    "no name": (lambda a, b: rename(a, " "), DAY, "skriv vad det nya"),
    "a name without a letter": (lambda a, b: rename(a, "!"), DAY, "behöver minst en bokstav"),
    "the same place": (lambda a, b: move(a, places.make_region()), DAY, "hör redan dit"),
    "below another local police area": (move, DAY, "välj ett polisområde eller en polisregion"),
    "nowhere": (lambda a, b: Plan(ChangeKind.MOVE, (a.pk,), parent=999_999), DAY, "välj ett polisområde"),
    "one alone": (lambda a, b: merge(a), DAY, "minst två"),
    "twice the same": (lambda a, b: merge(a, a), DAY, "välj vilka lokalpolisområden"),
    "into somebody else": (lambda a, b: merge(a, b, into=places.make_lpo("Solna")), DAY, "inte ett av dem"),
    "one part": (lambda a, b: split(a, "Rinkeby norra"), DAY, "minst två"),
    "parts of one name": (lambda a, b: split(a, "Rinkeby", "Rinkeby"), DAY, "namnet Rinkeby finns redan"),
    "a code that is taken": (lambda a, b: coded(a, b, "5010"), DAY, "koden 5010 har ett annat lokalpolisområde"),
    "parts of one code": (lambda a, b: coded(a, b, "5011", "5011"), DAY, "koden 5011 har ett annat"),
    "an area left over": (
        lambda a, b: Plan(ChangeKind.SPLIT, (a.pk,), parts=(Part("Norra"), Part("Södra"))),
        DAY,
        "välj vilken del som får Husby och Tensta",
    ),
    "a part that is not there": (lambda a, b: split(a, main=7), DAY, "en del som inte finns"),
    "an account nowhere": (lambda a, b: split(a, accounts={people.officer(a).pk: ()}), DAY, "minst en del"),
    "a region": (lambda a, b: rename(places.make_region()), DAY, "finns inte den"),
    "nobody": (lambda a, b: Plan(ChangeKind.RENAME, ()), DAY, "välj vilka"),
    "before it was": (lambda a, b: rename(a), date(2014, 1, 1), "finns inte den"),
    "the first day of its name": (lambda a, b: rename(a), places.START, "måste gälla från en senare dag"),
    "a thousand years on": (lambda a, b: rename(a), date(3020, 1, 1), "för långt fram"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_planned_is_refused_with_a_sentence(case: str, rinkeby: Unit, kista: Unit) -> None:
    make, day, sentence = WRONG[case]
    plan = make(rinkeby, kista)
    files.data_admin()
    before = tables.digest()
    with pytest.raises(ActionDenied, match=f"Du kan inte planera ändringen: .*{sentence}"):
        planned(plan, day)
    assert tables.digest() == before


def test_two_changes_of_one_unit_do_not_wait_at_the_same_time(rinkeby: Unit, kista: Unit) -> None:
    planned(merge(rinkeby, kista))
    with pytest.raises(ActionDenied, match="en annan ändring väntar: LPO Rinkeby och LPO Kista blir LPO Järva den 1 januari 2030"):
        planned(rename(kista, "Kista norra"), date(2031, 1, 1))


def test_an_area_that_came_after_the_plan_of_a_split_stops_it(rinkeby: Unit) -> None:
    change = planned(split(rinkeby))
    places.make_area("Hjulsta", rinkeby)
    with pytest.raises(ActionDenied, match="Du kan inte godkänna ändringen: välj vilken del som får Hjulsta"):
        organisation.approve_change(change, by=people.lead())
    change.refresh_from_db()
    assert change.state == ChangeState.PLANNED


def test_a_unit_changed_since_the_plan_stops_it(rinkeby: Unit) -> None:
    change = planned(rename(rinkeby), date(2031, 1, 1))
    UnitPlacement.objects.filter(unit=rinkeby).delete()
    with pytest.raises(ActionDenied, match="LPO Rinkeby har ändrats sedan ändringen planerades"):
        organisation.approve_change(change, by=people.lead())


def test_an_account_that_came_after_the_plan_of_a_merger_comes_along(rinkeby: Unit, kista: Unit) -> None:
    with on(EVE):
        change = changes.approved(merge(rinkeby, kista))
    chief = people.chief(kista)
    with on(DAY):
        organisation.take_effect(change, by=None)
    assert (chief.username, "lpo-chef") in roles_at(lpo("Järva"))


# Taking it back

KINDS: dict[str, Callable[[Unit, Unit], Plan]] = {
    "rename": lambda a, b: rename(a),
    "move": lambda a, b: move(a, places.make_region("Syd")),
    "merge": merge,
    "merge into one": lambda a, b: merge(a, b, into=b, name="Norra Järva"),
    "split": lambda a, b: split(a),
}
PLACES = ("areas_unit", "areas_unitname", "areas_unitplacement", "areas_areaversion", "areas_unitsuccession", "areas_unitgroupgrant")
ROLES = ("access_rolegroup", "accounts_user_groups", "auth_group")


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_taken_back_is_as_it_was_to_the_last_row(kind: str, rinkeby: Unit, kista: Unit) -> None:
    plan = KINDS[kind](rinkeby, kista)
    people.lead(), files.data_admin()
    before = tables.digest()
    change = in_effect(plan)
    done = tables.digest()
    assert any(done[table] != before[table] for table in PLACES)
    assert reversed_(change).state == ChangeState.REVERSED
    after = tables.digest()
    assert [table for table in (*PLACES, *ROLES) if after[table] != before[table]] == []


def test_it_can_be_planned_again_afterwards(rinkeby: Unit, kista: Unit) -> None:
    reversed_(in_effect(merge(rinkeby, kista)))
    in_effect(merge(rinkeby, kista))
    assert names_on(DAY) == {"Järva"}


def test_nothing_is_taken_back_when_a_later_change_stands_on_it(rinkeby: Unit, kista: Unit) -> None:
    first = in_effect(merge(rinkeby, kista))
    later = in_effect(rename(lpo("Järva"), "Norra Järva"), date(2031, 1, 1))
    with pytest.raises(ActionDenied, match="en senare ändring rör samma enhet: LPO Järva byter namn till LPO Norra Järva"):
        reversed_(first)
    reversed_(later)
    assert reversed_(first).state == ChangeState.REVERSED


def built_later(unit: Unit) -> dict[str, Callable[[], object]]:
    version = AreaVersion.objects.filter(unit=unit)[0]
    return {
        "har fått roller": lambda: people.make_user(Role.LPO_OFFICER, unit, username="ny"),
        "har ändrats sedan dess": lambda: AreaVersion.objects.filter(pk=version.pk).update(name="Nytt namn"),
        "bygger på en enhet": lambda: places.make_area("Nybygget", unit),
    }


@pytest.mark.parametrize("sentence", ["har fått roller", "har ändrats sedan dess", "bygger på en enhet"])
def test_nothing_is_taken_back_when_something_stands_on_its_rows(sentence: str, rinkeby: Unit, kista: Unit) -> None:
    change = in_effect(merge(rinkeby, kista))
    built_later(lpo("Järva"))[sentence]()
    before = tables.digest()
    with pytest.raises(ActionDenied, match=f"Du kan inte återställa ändringen: .*{sentence}"):
        reversed_(change)
    assert tables.digest() == before


# What the database itself refuses


@pytest.mark.parametrize(
    "statement",
    [
        "insert into areas_unitname (unit_id, name, slug, valid_from, source) values ({unit}, 'x', 'x', '2020-01-01', '')",
        "insert into areas_unitplacement (unit_id, parent_id, valid_from) values ({unit}, {parent}, '2020-01-01')",
        "insert into areas_areaversion (area_id, name, unit_id, municipality_id, valid_from, source, note)"
        " select area_id, name, unit_id, municipality_id, '2020-01-01', '', '' from areas_areaversion limit 1",
    ],
)
def test_two_rows_about_one_thing_never_hold_on_the_same_day(statement: str, rinkeby: Unit) -> None:
    written = statement.format(unit=rinkeby.pk, parent=places.make_region().pk)
    with pytest.raises(IntegrityError, match="one_at_a_time"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(written)
        cursor.execute("set constraints all immediate")


def test_a_part_may_keep_the_code_of_the_unit_that_ends(rinkeby: Unit, kista: Unit) -> None:
    Unit.objects.filter(pk=rinkeby.pk).update(code="5011")
    in_effect(coded(rinkeby, kista, "5011"))
    assert lpo("Rinkeby norra").code == "5011"
