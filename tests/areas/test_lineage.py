"""Deciding how areas come from one another: who may, with a reason, without contradiction, and back again."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from areas.actions.batches import import_file
from areas.actions.lineage import decide_lineage, reject_lineage, undo_lineage, undo_rejection
from areas.importers.outcome import NotApplied
from areas.lineage_rules import GivenPair
from areas.models import AreaVersion, Lineage, LineageRejection
from assessments.models import Round
from lagesbild import clock
from lagesbild.access.roles import LOCAL_ROLES, Role
from lagesbild.audit.events import Event
from lagesbild.audit.models import AuditEvent
from lagesbild.exceptions import ActionDenied
from tests.factories import files, people, tables
from tests.factories import reports as made
from tests.factories.places import make_area, make_boundary, make_lpo

pytestmark = pytest.mark.django_db

LAST, FIRST = date(2024, 12, 31), date(2025, 1, 1)
PAGE = "/harkomst/2023/2025/"


@pytest.fixture
def rounds(db: None) -> None:
    for year in (2023, 2025):
        Round.objects.create(
            year=year, state="closed", reference_date=date(year, 6, 3), is_historic=True, planned_by=people.lead(), planned_at=clock.now()
        )


@pytest.fixture
def split(rounds: None) -> tuple[AreaVersion, AreaVersion, AreaVersion]:
    """Return an area that ended with 2024, and two that lie where it lay since."""
    whole, *parts = (make_area(name) for name in ("Rinkeby/Tensta", "Rinkeby", "Tensta"))
    AreaVersion.objects.filter(pk=whole.pk).update(valid_to=LAST)
    make_boundary(whole, 0, 1000, valid_to=LAST)
    for part, (west, east) in zip(parts, ((0, 380), (380, 1000)), strict=True):
        AreaVersion.objects.filter(pk=part.pk).update(valid_from=FIRST)
        make_boundary(part, west, east, valid_from=FIRST)
    return whole, parts[0], parts[1]


def login(role: Role) -> Client:
    client = Client()
    client.force_login(people.make_user(role, make_lpo() if role in LOCAL_ROLES else None))
    return client


def pairs(before: Any, *after: Any) -> list[GivenPair]:
    return [GivenPair(before.area_id, part.area_id, 0.5, 1.0) for part in after]


def decide(given: list[GivenPair], **changes: Any) -> list[Lineage]:
    return decide_lineage(given, **{"kind": "split", "year": 2025, "reason": "Kartan visar det.", "by": files.data_admin()} | changes)


def body(before: Any, *after: Any, **changes: str) -> dict[str, Any]:
    sent = {"before": [before.area_id], "after": [part.area_id for part in after], "kind": "split", "reason": "Kartan visar det."}
    return sent | {"act": "avgor"} | changes


def test_a_split_is_proposed_with_its_evidence_and_decided_on_the_page(split: Any) -> None:
    client = login(Role.DATA_ADMIN)
    page = client.get(PAGE)
    text = page.content.decode()
    assert [one.kind for one in page.context["suggested"]] == ["split"]
    assert "Rinkeby täcker 38\N{NO-BREAK SPACE}% av Rinkeby/Tensta och ligger till 100\N{NO-BREAK SPACE}% inom det." in text
    assert text.count('<path class="now"') == 2
    assert client.post(f"{PAGE}avgor/", body(*split)).status_code == 302
    rows = list(Lineage.objects.all())
    assert [(row.kind, row.year, str(row.share_before), str(row.share_after)) for row in rows] == [
        ("split", 2025, "0.3800", "1.0000"),
        ("split", 2025, "0.6200", "1.0000"),
    ]
    assert {(row.reason, row.decided_by, row.source) for row in rows} == {("Kartan visar det.", people.make_user(Role.DATA_ADMIN), "")}
    after = client.get(PAGE)
    assert after.context["suggested"] == []
    assert "Kartan visar det." in after.content.decode()
    event = AuditEvent.objects.get(event=Event.LINEAGE_DECIDED)
    assert event.detail == {"kind": "split", "year": 2025, "rows": 2}


def test_another_kind_than_the_proposed_can_be_chosen(split: Any) -> None:
    whole, part, _other = split
    assert login(Role.DATA_ADMIN).post(f"{PAGE}avgor/", body(whole, part, kind="renamed")).status_code == 302
    assert Lineage.objects.get().kind == "renamed"


def test_a_no_needs_a_reason_and_is_not_proposed_again_until_it_is_taken_back(split: Any) -> None:
    client = login(Role.DATA_ADMIN)
    refused = client.post(f"{PAGE}avgor/", body(*split, act="avvisa", reason=" "))
    assert refused.status_code == 400
    assert "Skriv ett skäl." in refused.content.decode()
    assert client.post(f"{PAGE}avgor/", body(*split, act="avvisa", reason="Gränsen är fel ritad.")).status_code == 302
    page = client.get(PAGE)
    assert page.context["suggested"] == []
    [rejected] = page.context["rejected"]
    assert (rejected.before, rejected.after, rejected.reason) == (("Rinkeby/Tensta",), ("Rinkeby", "Tensta"), "Gränsen är fel ritad.")
    assert not Lineage.objects.exists()
    client.post(f"{PAGE}avvisat/{rejected.pk}/foresla-igen/")
    assert len(client.get(PAGE).context["suggested"]) == 1


def test_facts_from_a_source_are_shown_as_decided_and_cannot_be_taken_back(split: Any) -> None:
    whole, *parts = split
    common = {"kind": "split", "before": whole.area, "year": 2025, "source": "Polisen"}
    row, _other = (Lineage.objects.create(after=part.area, **common) for part in parts)
    page = login(Role.DATA_ADMIN).get(PAGE)
    assert page.context["suggested"] == []
    assert "Källa: Polisen" in page.content.decode()
    with pytest.raises(ActionDenied, match="källa"):
        undo_lineage(row, by=files.data_admin())
    assert Lineage.objects.count() == 2


@pytest.mark.parametrize(
    ("kind", "given", "words"),
    [
        ("merged", pairs, "minst två områden före"),
        ("split", lambda a, b, c: pairs(a, b), "minst två delar"),
        ("split", lambda a, b, c: [*pairs(a, b, c), *pairs(b, c)], "ett område före och minst två delar"),
        ("merged", lambda a, b, c: [*pairs(a, b, c), *pairs(b, c)], "minst två områden före och ett efter"),
        ("renamed", pairs, "ett område före och ett efter"),
        ("new", lambda a, b, c: pairs(a, b), "inget område före sig"),
        ("dissolved", lambda a, b, c: pairs(a, b), "inget område efter sig"),
        ("unchanged", lambda a, b, c: [GivenPair(a.area_id, None)], "ett område före och ett efter"),
        ("split", lambda a, b, c: [], "välj minst ett område"),
        ("split", lambda a, b, c: pairs(a, b, b), "en gång"),
        ("split", lambda a, b, c: [GivenPair(a.area_id, 0), GivenPair(a.area_id, b.area_id)], "finns inte"),
        ("gissning", pairs, "slaget finns inte"),
    ],
)
def test_a_kind_has_its_number_of_areas(split: Any, kind: str, given: Callable[..., list[GivenPair]], words: str) -> None:
    files.data_admin()
    before = tables.digest()
    with pytest.raises(ActionDenied, match="Du kan inte avgöra härkomsten") as denied:
        decide(given(*split), kind=kind)
    assert words in str(denied.value)
    assert tables.digest() == before


def test_what_contradicts_a_decision_is_refused_with_a_sentence(split: Any) -> None:
    whole, part, other = split
    decide(pairs(whole, part, other))
    with pytest.raises(ActionDenied, match=r"rinkeby-tensta är redan avgjort 2025 \(delat\)"):
        decide(pairs(whole, part), kind="renamed")
    third = make_area("Hjulsta")
    with pytest.raises(ActionDenied, match="redan avgjort"):  # the part cannot be merged of the same whole
        decide([GivenPair(whole.area_id, part.area_id), GivenPair(third.area_id, part.area_id)], kind="merged")
    with pytest.raises(ActionDenied, match="redan avgjort"):
        decide([GivenPair(whole.area_id, None)], kind="dissolved")
    with pytest.raises(ActionDenied, match="redan avgjort"):
        decide([GivenPair(None, part.area_id)], kind="new")
    assert Lineage.objects.count() == 2


@pytest.mark.parametrize("changes", [{"reason": " "}, {"year": 2024}])
def test_a_decision_has_a_reason_and_a_year_with_a_round(split: Any, changes: dict[str, Any]) -> None:
    with pytest.raises(ActionDenied, match="Du kan inte"):
        decide(pairs(*split), **changes)


def test_a_decision_is_taken_back_with_all_its_pairs(split: Any) -> None:
    row = decide(pairs(*split))[0]
    undo_lineage(row, by=files.data_admin())
    assert not Lineage.objects.exists()
    assert AuditEvent.objects.get(event=Event.LINEAGE_UNDONE).detail == {"kind": "split", "year": 2025, "rows": 2}
    with pytest.raises(ActionDenied, match="redan ångrat"):
        undo_lineage(row, by=files.data_admin())


def test_a_decision_that_a_picture_was_compiled_on_stays(split: Any) -> None:
    with clock.at(datetime(2019, 1, 2, tzinfo=UTC)):
        made.closed_round()
        given = pairs(*split)
        early = decide(given, year=2019)[0]
        undone = decide([GivenPair(None, make_area("Ny ort").area_id)], kind="new", year=2019)
    with clock.at(datetime(2019, 5, 2, tzinfo=UTC)):
        picture = made.compiled(Round.objects.get(year=2019))
    assert undone
    assert picture.year == 2019
    with pytest.raises(ActionDenied, match="den nationella lägesbilden 2019 är sammanställd med det"):
        undo_lineage(early, by=files.data_admin())
    later = decide(given, year=2025)[0]  # no picture of that year was compiled since
    undo_lineage(later, by=files.data_admin())


def test_undoing_on_the_page(split: Any) -> None:
    client = login(Role.DATA_ADMIN)
    row = decide(pairs(*split))[0]
    assert client.post(f"{PAGE}beslut/{row.pk}/angra/").status_code == 302
    assert not Lineage.objects.exists()
    assert client.post(f"{PAGE}beslut/{row.pk}/angra/").status_code == 404


@pytest.mark.parametrize("role", [role for role in Role if role != Role.DATA_ADMIN])
def test_nobody_else_decides(split: Any, role: Role) -> None:
    client, person = login(role), people.make_user(role, make_lpo() if role in LOCAL_ROLES else None)
    row = decide(pairs(*split))[0]
    no = reject_lineage([GivenPair(None, split[1].area_id)], kind="new", year=2025, reason="x", by=files.data_admin())[0]
    before = tables.digest()
    for path in ("/harkomst/", PAGE, f"{PAGE}avgor/", f"{PAGE}beslut/{row.pk}/angra/", f"{PAGE}avvisat/{no.pk}/foresla-igen/"):
        assert client.get(path).status_code == 404
        assert client.post(path, body(*split)).status_code in {404, 405}
    for act in (lambda: decide(pairs(*split), by=person), lambda: undo_lineage(row, by=person), lambda: undo_rejection(no, by=person)):
        with pytest.raises(ActionDenied, match="behörigheten"):
            act()
    assert {name: value for name, value in tables.digest().items() if name != "audit_auditevent"} == {
        name: value for name, value in before.items() if name != "audit_auditevent"
    }


@pytest.mark.parametrize(
    "sent",
    [
        {"kind": "x"},
        {"before": ["0"]},
        {"before": ["-1", "x"]},
        {"after": ["9" * 30]},
        {"reason": "x" * 1001},
        {"reason": "a\x00b"},
        {"before": [], "after": []},
    ],
)
def test_junk_is_refused_and_what_was_typed_is_shown(split: Any, sent: dict[str, Any]) -> None:
    response = login(Role.DATA_ADMIN).post(f"{PAGE}avgor/", body(*split) | sent)
    assert response.status_code == 400
    assert not Lineage.objects.exists()


@pytest.mark.parametrize("path", ["/harkomst/2025/2023/", "/harkomst/2023/2023/", "/harkomst/1/2/", f"/harkomst/2023/{'9' * 30}/"])
def test_years_without_a_round_are_not_there(rounds: None, path: str) -> None:
    assert login(Role.DATA_ADMIN).get(path).status_code == 404


def test_the_start_goes_to_the_last_two_years(rounds: None) -> None:
    client = login(Role.DATA_ADMIN)
    assert client.get("/harkomst/").headers["Location"] == PAGE
    Round.objects.all().delete()
    assert "inte två omgångar" in client.get("/harkomst/").content.decode()


def test_the_page_costs_the_same_however_many_areas(split: Any) -> None:
    client = login(Role.DATA_ADMIN)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(PAGE).status_code == 200
        return len(caught)

    decide(pairs(*split))
    reject_lineage([GivenPair(None, make_area("Nollte").area_id)], kind="new", year=2025, reason="x", by=files.data_admin())
    queries()
    before = queries()
    for number in range(3):
        row = make_area(f"Ort {number}")
        make_boundary(row, 2000 * number + 5000, 2000 * number + 6000)
        AreaVersion.objects.filter(pk=row.pk).update(valid_from=FIRST)
        decide([GivenPair(None, make_area(f"Nyby {number}").area_id)], kind="new", reason=f"Skäl {number}")
        no = [GivenPair(None, make_area(f"Nej {number}").area_id)]
        reject_lineage(no, kind="new", year=2025, reason=f"Nej {number}", by=files.data_admin())
    assert queries() == before
    assert before <= 20


def test_a_rejection_can_be_taken_back_once(split: Any) -> None:
    row = reject_lineage(pairs(*split), kind="split", year=2025, reason="x", by=files.data_admin())[0]
    with pytest.raises(ActionDenied, match="redan avvisat"):
        reject_lineage(pairs(*split), kind="split", year=2025, reason="y", by=files.data_admin())
    undo_rejection(row, by=files.data_admin())
    assert not LineageRejection.objects.exists()
    with pytest.raises(ActionDenied, match="redan ångrat"):
        undo_rejection(row, by=files.data_admin())


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "split", "after": None},
        {"kind": "new"},
        {"kind": "dissolved"},
        {"kind": "split", "reason": "x"},
        {"kind": "split", "share_before": 2},
    ],
)
def test_the_database_holds_the_rules_too(split: Any, values: dict[str, Any]) -> None:
    row = {"before": split[0].area, "after": split[1].area, "year": 2025, "source": "x"} | values
    with pytest.raises(IntegrityError), transaction.atomic():
        Lineage.objects.create(**row)


def test_a_file_does_not_write_over_a_decision(split: Any) -> None:
    """Nor does it say that an area is new or dissolved: that has no area on one side."""
    decide(pairs(*split))
    head = "kind,before_slug,after_slug,year,note,source\n"
    for row, words in (
        ("split,rinkeby-tensta,rinkeby,2025,,x", "redan avgjord"),
        ("new,rinkeby,rinkeby,2025,,x", "läses inte in ur en fil"),
    ):
        with pytest.raises(NotApplied) as denied:
            import_file(kind="lineage", filename="h.csv", content=f"{head}{row}\n".encode(), by=files.data_admin())
        assert words in " ".join(reason for line in denied.value.result.rows for reason in line.reasons)
    assert Lineage.objects.filter(source="").count() == 2
