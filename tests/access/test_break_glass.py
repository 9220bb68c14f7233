"""Reading in an emergency: for whom, how long, who is told, and the review that waits until somebody else has written it."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from assessments.actions.break_glass import break_glass, review_glass
from assessments.actions.personal_grants import end_grant, end_overdue, give_grant
from assessments.classified.models import ClassifiedAnswer
from assessments.grant_faults import faults
from assessments.models import GlassReview, LocalPicture, PersonalGrant, PictureUserGrant
from assessments.models.glass_review import Outcome
from assessments.models.personal_grant import GLASS_TIME, Level
from assessments.queries.glass import what_was_read
from assessments.worklist_grants import items
from lagesbild import clock
from lagesbild.access.acting import acting_as
from lagesbild.access.codenames import Codename
from lagesbild.access.roles import LOCAL_ROLES, Role
from lagesbild.access.scope import Scope
from lagesbild.accounts.models import User
from lagesbild.audit.events import KINDS, Event, Kind
from lagesbild.audit.models import AuditEvent
from lagesbild.exceptions import ActionDenied
from tests.factories import people
from tests.factories.whole import MARKS, Whole
from tests.scenes import NEXT_DOOR

pytestmark = pytest.mark.django_db

REASON, CASE = "Skottlossning pågår", "A123.456/2026"


def read_now(scene: Whole, by: User, *, reason: str = REASON, case_number: str = CASE) -> PersonalGrant:
    return break_glass(scene.picture, reason=reason, case_number=case_number, by=by)


def rows_of(user: User) -> int:
    """Return how many classified rows plain SQL gets as the site's own role while `user` acts."""
    with acting_as(user), connection.cursor() as cursor:
        cursor.execute("select current_user, count(*) from classified_classifiedanswer")
        role, number = cursor.fetchone()
    assert role == "app"
    return int(number)


def somebody(actor: str, scene: Whole) -> User:
    role = Role(actor.removeprefix(NEXT_DOOR))
    unit = scene.neighbour if actor.startswith(NEXT_DOOR) else scene.own
    return people.make_user(role, unit if role in LOCAL_ROLES else None)


def test_it_opens_one_picture_for_a_few_hours_and_writes_nothing(scene: Whole) -> None:
    lead = people.lead()
    assert rows_of(lead) == 0
    given = read_now(scene, lead)
    scope = Scope.of(lead)
    assert given.until - given.given_at <= GLASS_TIME == timedelta(hours=4)
    assert rows_of(lead) > 0
    with acting_as(lead):
        assert {row.picture_id for row in ClassifiedAnswer.objects.all()} == {scene.picture.pk}
        assert not ClassifiedAnswer.objects.update(written_at=clock.now())
    assert scope.pictures(Codename.VIEW_CLASSIFIED) == {scene.picture.pk}
    assert not scope.can(Codename.VIEW_CLASSIFIED)
    assert list(faults()) == []
    event = AuditEvent.objects.latest("id")
    assert (event.event, event.detail) == (Event.GLASS_BROKEN, {"grant": given.pk, "case": CASE})
    assert KINDS[Event.GLASS_BROKEN] == Kind.ACCESS
    assert REASON not in str(event.detail)


def test_scope_and_database_stop_in_the_same_second(scene: Whole) -> None:
    lead = people.lead()
    given = read_now(scene, lead)
    PictureUserGrant.objects.filter(user=lead).update(until=clock.now() + timedelta(seconds=1.5))
    assert rows_of(lead) > 0
    assert Scope.of(lead).pictures(Codename.VIEW_CLASSIFIED)
    time.sleep(1.6)
    assert PictureUserGrant.objects.filter(user=lead).exists(), "nobody has taken the row away"
    assert rows_of(lead) == 0
    assert not Scope.of(lead).pictures(Codename.VIEW_CLASSIFIED)
    with clock.at(given.until):
        assert end_overdue() == 1
    assert not PictureUserGrant.objects.filter(user=lead).exists()


@pytest.mark.parametrize(
    ("actor", "why"),
    [
        (Role.LPO_CHIEF, "du läser redan"),
        (Role.LPO_OFFICER, "din roll har inte den behörigheten"),
        (f"{NEXT_DOOR}{Role.LPO_CHIEF}", "din roll har inte den behörigheten"),
        (Role.NOA_REVIEWER, "din roll har inte den behörigheten"),
        (Role.NOA_EDITOR, "din roll har inte den behörigheten"),
        (Role.SECURITY, "din roll har inte den behörigheten"),
        (Role.NOA_LEAD, ""),
        (Role.NOA_HEAD, ""),
    ],
)
def test_who_may(actor: str, why: str, scene: Whole) -> None:
    user = somebody(actor, scene)
    if not why:
        assert read_now(scene, user).user == user
        return
    with pytest.raises(ActionDenied, match=why):
        read_now(scene, user)
    assert not PersonalGrant.objects.filter(user=user).exists()


def test_a_neighbours_picture_that_was_lent_openly_is_not_broken_into(scene: Whole) -> None:
    """A personal grant shows the picture; breaking the glass follows units, and this is not theirs."""
    chief, until = people.chief(scene.neighbour), clock.now() + timedelta(days=2)
    give_grant(scene.picture, user=chief, level=Level.OPEN, purpose="Samverkan", until=until, by=people.chief(scene.own))
    with pytest.raises(ActionDenied, match="din roll"):
        read_now(scene, chief)
    assert rows_of(chief) == rows_of(people.officer(scene.neighbour))


@pytest.mark.parametrize(
    ("reason", "case_number"),
    [("  ", CASE), (REASON, ""), (REASON, "utan siffra"), (REASON, "A1" + "x" * 60), (REASON, "A1; ett; ord"), (REASON, "٣٣")],
)
def test_reason_and_case_number_are_demanded(reason: str, case_number: str, scene: Whole) -> None:
    with pytest.raises(ActionDenied, match="Du kan inte läsa i nödläge"):
        read_now(scene, people.lead(), reason=reason, case_number=case_number)
    assert rows_of(people.lead()) == 0


def test_twice_is_refused_and_a_narrower_grant_gives_way(scene: Whole) -> None:
    lead, until = people.lead(), clock.now() + timedelta(days=2)
    narrow = give_grant(scene.picture, user=lead, level=Level.OPEN, purpose="Samverkan", until=until, by=people.head())
    given = read_now(scene, lead)
    narrow.refresh_from_db()
    assert narrow.ended_at is not None
    with pytest.raises(ActionDenied, match="du läser redan"):
        read_now(scene, lead)
    assert PersonalGrant.objects.filter(user=lead, ended_at=None).get() == given
    with clock.at(given.until), pytest.raises(ActionDenied, match="ärendenummer"):
        read_now(scene, lead, case_number="nej")
    with clock.at(given.until):
        assert read_now(scene, lead).pk != given.pk, "the next one does not wait for the clock to take the first away"


# Who is told


def told(user: User, scene: Whole) -> tuple[int, int]:
    """Return how many lines about emergency readings of the own unit a worklist has: to review, and waiting for others."""
    found = items(Scope.of(user))
    name = f"nödläge av {scene.picture.roster} {scene.picture.round.year}"
    return tuple(sum(name in str(row.title) for row in rows) for rows in (found.mine, found.others))  # type: ignore[return-value]


def test_a_second_person_is_told_at_once_and_until_it_is_reviewed(scene: Whole) -> None:
    """The scene holds one that waits already: the head's."""
    lead = people.lead()
    before = {"chef": (1, 0), "lead": (1, 0), "head": (0, 1), "security": (1, 0), "other head": (1, 0)}
    nobody = [people.chief(scene.neighbour), people.officer(scene.own), people.reviewer(), people.make_user(Role.SYSTEM_ADMIN)]
    persons = {
        "chef": people.chief(scene.own),
        "lead": lead,
        "head": people.head(),
        "security": people.make_user(Role.SECURITY),
        "other head": people.make_user(Role.NOA_HEAD, username="chef.2"),
    }
    assert {name: told(user, scene) for name, user in persons.items()} == before
    given = read_now(scene, lead)
    after = {"chef": (2, 0), "lead": (1, 1), "head": (1, 1), "security": (2, 0), "other head": (2, 0)}
    assert {name: told(user, scene) for name, user in persons.items()} == after
    with clock.at(given.until):
        end_overdue()
    with clock.at(given.given_at + timedelta(days=3)):
        assert {name: told(user, scene) for name, user in persons.items()} == after, "it waits, however long"
        texts = [str(row.text) for row in items(Scope.of(people.head())).mine]
        assert any("för 3 dagar sedan" in text and CASE in text for text in texts)
        review_glass(given, outcome=Outcome.JUSTIFIED, finding="Rätt beslut.", by=people.make_user(Role.SECURITY))
        assert {name: told(user, scene) for name, user in persons.items()} == before
    assert {told(user, scene) for user in nobody} == {(0, 0)}


# The review


def test_the_one_who_read_does_not_review_and_nobody_twice(scene: Whole) -> None:
    lead, head = people.lead(), people.head()
    given = read_now(scene, lead)
    found: dict[str, Any] = {"outcome": Outcome.UNJUSTIFIED, "finding": "Det fanns tid att fråga."}
    with pytest.raises(ActionDenied, match="den pågår till kl"):
        review_glass(given, **found, by=head)
    end_grant(given, by=people.make_user(Role.SECURITY))
    assert rows_of(lead) == 0
    refused = {
        "du läste själv": lead,
        "din roll har inte": people.chief(scene.neighbour),
        "din roll har inte den": people.reviewer(),
    }
    for why, user in refused.items():
        with pytest.raises(ActionDenied, match=why):
            review_glass(given, **found, by=user)
    with pytest.raises(ActionDenied, match="skriv vad granskningen visade"):
        review_glass(given, outcome=Outcome.JUSTIFIED, finding=" ", by=head)
    assert review_glass(given, **found, by=head).reviewed_by == head
    with pytest.raises(ActionDenied, match="den är redan granskad"):
        review_glass(given, **found, by=people.chief(scene.own))
    event = AuditEvent.objects.latest("id")
    assert (event.event, event.detail["outcome"], event.detail["person"]) == (Event.GLASS_REVIEWED, "unjustified", lead.pk)


def test_a_given_grant_is_no_emergency_and_is_not_reviewed(scene: Whole) -> None:
    until = clock.now() + timedelta(days=2)
    given = give_grant(scene.picture, user=people.lead(), level=Level.OPEN, purpose="x", until=until, by=people.head())
    end_grant(given, by=people.head())
    with pytest.raises(ActionDenied):
        review_glass(given, outcome=Outcome.JUSTIFIED, finding="x", by=people.chief(scene.own))
    for user in (people.make_user(Role.SECURITY), people.chief(scene.neighbour)):
        with pytest.raises(ActionDenied):
            end_grant(given, by=user)


def refused(sql: str, values: list[Any], *, by: User, why: str) -> None:
    """Go round the act, as the site's own role: the database says no."""
    with pytest.raises(DatabaseError, match=why), transaction.atomic(), acting_as(by), connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_the_database_holds_the_four_eyes_of_a_review(scene: Whole) -> None:
    lead, head = people.lead(), people.head()
    given = read_now(scene, lead)
    insert = "insert into assessments_glassreview (grant_id, outcome, finding, reviewed_by_id, reviewed_at) values (%s, %s, %s, %s, %s)"
    late = given.until + timedelta(minutes=1)
    refused(insert, [given.pk, "justified", "x", lead.pk, late], by=lead, why="does not review it")
    refused(insert, [given.pk, "justified", "x", head.pk, clock.now()], by=head, why="when it is over")
    refused(insert, [given.pk, "justified", "", head.pk, late], by=head, why="assessments_glass_review_has_words")
    ordinary = give_grant(
        scene.picture, user=people.decider(), level=Level.OPEN, purpose="x", until=clock.now() + timedelta(days=1), by=people.head()
    )
    refused(insert, [ordinary.pk, "justified", "x", lead.pk, late + timedelta(days=2)], by=lead, why="only an emergency reading")
    end_grant(given, by=head)
    review_glass(given, outcome=Outcome.JUSTIFIED, finding="Rätt.", by=head)
    assert GlassReview.objects.get(grant=given).finding == "Rätt."
    refused("update assessments_glassreview set finding = 'annat'", [], by=lead, why="never changed")
    refused("delete from assessments_glassreview", [], by=lead, why="never changed")
    refused(insert, [given.pk, "justified", "x", people.chief(scene.own).pk, late], by=lead, why="assessments_glassreview_grant_id")


def test_the_database_lets_nobody_give_to_themselves_but_so(scene: Whole) -> None:
    lead, now = people.lead(), clock.now()
    insert = """insert into assessments_personalgrant
      (picture_id, user_id, given_by_id, level, purpose, case_number, given_at, until, ended_why)
      values (%s, %s, %s, %s, 'x', %s, %s, %s, '')"""

    def row(given_by: User, level: str, case_number: str, hours: float) -> list[Any]:
        return [scene.picture.pk, lead.pk, given_by.pk, level, case_number, now, now + timedelta(hours=hours)]

    refused(insert, row(lead, "classified", "", 4), by=lead, why="never_to_oneself")
    refused(insert, row(people.head(), "classified", CASE, 4), by=lead, why="ones_own_and_short")
    refused(insert, row(lead, "open", CASE, 4), by=lead, why="ones_own_and_short")
    refused(insert, row(lead, "classified", CASE, 4.1), by=lead, why="ones_own_and_short")
    with acting_as(lead), connection.cursor() as cursor:
        cursor.execute(insert, row(lead, "classified", CASE, 4))


def test_what_was_taken_in_an_emergency_stays_as_it_was(scene: Whole) -> None:
    lead = people.lead()
    given = read_now(scene, lead)
    for change in (
        "until = until - interval '1 hour'",
        "case_number = ''",
        "case_number = 'B2'",
        "purpose = 'annat'",
        "user_id = given_by_id + 1",
    ):
        refused(f"update assessments_personalgrant set {change} where id = %s", [given.pk], by=lead, why="never changed")
    refused("delete from assessments_personalgrant where id = %s", [given.pk], by=lead, why="never removed")
    end_grant(given, by=people.head())
    reopen = "update assessments_personalgrant set ended_at = null, ended_why = '', ended_by_id = null where id = %s"
    refused(reopen, [given.pk], by=lead, why="does not begin again")


# The pages


def page_of(scene: Whole) -> str:
    return reverse("assessments:picture", args=[scene.picture.pk])


def test_from_the_form_to_the_review(scene: Whole, login: Callable[[str], Client]) -> None:
    lead, head, page = login(Role.NOA_LEAD), login(Role.NOA_HEAD), page_of(scene)
    shown = lead.get(page).content.decode()
    assert f"{page}nodlage/" in shown
    assert MARKS["text"] not in shown
    assert "Skriv inget sekretessbelagt" in lead.get(f"{page}nodlage/").content.decode()
    for body in ({"reason": "", "case_number": CASE}, {"reason": "Behövs", "case_number": ""}, {"reason": "Behövs", "case_number": "ord"}):
        answer = lead.post(f"{page}nodlage/", body)
        assert answer.status_code == 400
        assert "Behövs" in answer.content.decode() or not body["reason"]
    assert lead.post(f"{page}nodlage/", {"reason": REASON, "case_number": CASE}).headers["Location"] == page
    given = PersonalGrant.objects.get(user=people.lead(), case_number=CASE)
    area = reverse("assessments:area", args=[scene.area.pk])
    for path in (page, area):
        shown = lead.get(path).content.decode()
        assert "Du läser i nödläge till kl. " in shown
        assert MARKS["text"] in shown
        assert f"{page}nodlage/" not in shown
    assert "Du kan inte läsa i nödläge: du läser redan" in lead.get(f"{page}nodlage/").content.decode()
    assert f"I nödläge, ärende {CASE}: {REASON}" in head.get(f"{page}lasare/").content.decode()
    assert login(Role.NOA_REVIEWER).get(page).status_code == 200, "what others read meanwhile is not counted"
    review = reverse("assessments:glass", args=[given.pk])
    told = head.get(review).content.decode()
    assert "Hela lokalpolisområdet" in told
    assert scene.area.name in told
    assert "den pågår till kl." in told
    assert AuditEvent.objects.latest("id").event == Event.AUDIT_READ
    assert head.post(f"{review}avsluta/").headers["Location"] == review
    shown = lead.get(page).content.decode()
    assert "Du läser i nödläge" not in shown
    assert MARKS["text"] not in shown
    given.refresh_from_db()
    assert [row.part for row in what_was_read(given)] == ["Hela lokalpolisområdet", scene.area.name]
    assert lead.post(review, {"outcome": "justified", "finding": "Rätt."}).status_code == 400
    assert "du läste själv" in lead.get(review).content.decode()
    assert head.post(review, {"outcome": "justified"}).status_code == 400
    assert head.post(review, {"outcome": "justified", "finding": "Rätt beslut."}).headers["Location"] == review
    assert "Rätt beslut." in head.get(review).content.decode()
    assert head.post(review, {"outcome": "justified", "finding": "Igen."}).status_code == 400
    assert GlassReview.objects.get(grant=given).finding == "Rätt beslut."


def test_whoever_reads_may_end_it_themselves(scene: Whole, login: Callable[[str], Client]) -> None:
    lead = login(Role.NOA_LEAD)
    lead.post(f"{page_of(scene)}nodlage/", {"reason": REASON, "case_number": CASE})
    given = PersonalGrant.objects.get(user=people.lead(), case_number=CASE)
    review = reverse("assessments:glass", args=[given.pk])
    assert login(f"{NEXT_DOOR}{Role.LPO_CHIEF}").post(f"{review}avsluta/").status_code == 404
    assert rows_of(people.lead()) > 0
    assert lead.post(f"{review}avsluta/").status_code == 302
    assert rows_of(people.lead()) == 0


def test_a_stranger_finds_nothing(scene: Whole, login: Callable[[str], Client]) -> None:
    review = reverse("assessments:glass", args=[scene.glass.pk])
    chief = login(f"{NEXT_DOOR}{Role.LPO_CHIEF}")
    body = {"reason": REASON, "case_number": CASE}
    assert chief.post(f"{page_of(scene)}nodlage/", body).status_code == 404
    assert chief.get(review).status_code == 404
    assert scene.glass.case_number not in chief.get(reverse("assessments:glass_list")).content.decode()
    assert scene.glass.case_number in login(Role.LPO_CHIEF).get(reverse("assessments:glass_list")).content.decode()
    other = login(Role.NOA_REVIEWER)
    assert other.post(f"{page_of(scene)}nodlage/", body).status_code == 403
    assert other.get(review).status_code == 404
    assert LocalPicture.objects.filter(personal_grants__case_number=CASE).count() == 0


def test_the_second_factor_stands_before_it(scene: Whole) -> None:
    client = Client()
    client.force_login(people.lead())
    session = client.session
    del session["second_factor"]
    session.save()
    body = {"reason": REASON, "case_number": CASE}
    answer = client.post(f"{page_of(scene)}nodlage/", body)
    assert answer.headers["Location"] == reverse("accounts:enrol")
    assert not PersonalGrant.objects.filter(case_number=CASE).exists()
    read_now(scene, people.lead())
    assert client.get(page_of(scene)).headers["Location"] == reverse("accounts:enrol")


# What was lent stands in the worklist


def test_the_receiver_of_a_grant_is_told_while_it_holds(scene: Whole, login: Callable[[str], Client]) -> None:
    guest, until = people.chief(scene.neighbour), clock.now() + timedelta(days=7)
    pictures = list(LocalPicture.objects.exclude(unit=scene.neighbour))
    by = people.chief(scene.own)
    for number, picture in enumerate(pictures):
        level = Level.CLASSIFIED if number else Level.OPEN
        give_grant(picture, user=guest, level=level, purpose=f"Samverkan {number}", until=until + timedelta(days=number), by=by)

    def lent() -> list[str]:
        return [row.href for row in items(Scope.of(guest)).lent]

    def counted() -> set[str]:
        return {reverse("assessments:picture", args=[pk]) for pk in Scope.of(guest).pictures(Codename.VIEW_PICTURE)}

    assert len(lent()) == len(pictures) >= 2
    assert set(lent()) == counted()
    shown = login(f"{NEXT_DOOR}{Role.LPO_CHIEF}").get("/arbete/").content.decode()
    assert f"Du kan läsa {scene.picture.roster} {scene.picture.round.year} till " in shown
    assert "Given av Lokalpolisområdeschef, LPO Rinkeby, för: Samverkan" in shown
    assert f'href="{reverse("assessments:picture", args=[scene.picture.pk])}"' in shown
    for moment in (until - timedelta(seconds=1), until, until + timedelta(days=40)):
        with clock.at(moment):
            assert set(lent()) == counted(), moment
    with clock.at(until):
        assert len(lent()) == len(pictures) - 1
    end_grant(PersonalGrant.objects.filter(user=guest).latest("until"), by=by)
    assert len(lent()) == len(pictures) - 1
    assert items(Scope.of(by)).lent == []
