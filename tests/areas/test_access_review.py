"""The yearly review of who holds which role: what is due, who reviews whom, and what a verdict does."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from areas.actions.access_review import review_role
from areas.models import RoleReview
from areas.models.role_review import Verdict
from areas.queries.access_review import REVIEWED_EACH, due_for, in_words, memberships
from areas.worklist import review_items
from lagesbild import audit, clock
from lagesbild.access.actions import end_reviewed_role, give_role, take_role
from lagesbild.access.models import RoleGroup
from lagesbild.access.roles import Role
from lagesbild.access.scope import Scope
from lagesbild.accounts.actions import close_account
from lagesbild.accounts.models import User
from lagesbild.audit.events import Event
from lagesbild.audit.models import AuditEvent
from lagesbild.exceptions import ActionDenied
from tests.factories.accounts import client_of, events, manager, roles_of
from tests.factories.people import chief, head, make_user, officer
from tests.factories.places import make_lpo, make_nation

pytestmark = pytest.mark.django_db

START = datetime(2024, 3, 5, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with clock.at(START):
        yield


def group_of(user: User) -> RoleGroup:
    return RoleGroup.objects.get(group__user=user)


def address(user: User) -> str:
    return f"/behorigheter/{group_of(user).pk}/konto/{user.pk}/"


def keep(user: User, by: User, words: str = "") -> RoleReview:
    return review_role(user, group=group_of(user), verdict=Verdict.KEEP, words=words, by=by)


def listed(by: User) -> list[tuple[str, bool]]:
    return [(row.user.username, row.is_due) for row in in_words(memberships(Scope.of(by)))]


def test_what_nobody_has_reviewed_is_due_and_so_it_stays() -> None:
    by, user = chief(), officer()
    assert set(listed(by)) == {(user.username, True), (by.username, True)}
    with clock.at(START + 3 * REVIEWED_EACH):
        assert set(listed(by)) == {(user.username, True), (by.username, True)}
        assert roles_of(user) == {("lpo-handlaggare", "lpo-rinkeby")}, "nothing is taken away by itself"


def test_a_review_holds_for_a_year_and_what_is_due_stands_first() -> None:
    by, user = chief(), officer()
    keep(user, by)
    assert listed(by) == [(by.username, True), (user.username, False)]
    with clock.at(START + REVIEWED_EACH - DAY):
        assert dict(listed(by))[user.username] is False
    with clock.at(START + REVIEWED_EACH):
        assert dict(listed(by))[user.username] is True


def test_a_role_given_anew_is_due_again() -> None:
    by, user, lpo = chief(), officer(), make_lpo()
    keep(user, by)
    with clock.at(START + DAY):
        take_role(user, role=Role.LPO_OFFICER, unit=lpo, by=None)
        give_role(user, role=Role.LPO_OFFICER, unit=lpo, by=None)
        assert dict(listed(by))[user.username] is True


def test_a_chief_reviews_their_unit_and_the_head_the_nation() -> None:
    own, near, next_door = chief(), officer(), officer(make_lpo("Botkyrka"))
    everybody = {own.username, near.username, next_door.username, head().username, manager().username}
    assert {name for name, _due in listed(own)} == {own.username, near.username}
    assert {name for name, _due in listed(head())} == everybody
    assert client_of(own).post(address(next_door), {"verdict": "keep"}).status_code == 404
    assert client_of(head()).post(address(next_door), {"verdict": "keep"}).status_code == 302
    for role in set(Role) - {Role.LPO_CHIEF, Role.NOA_HEAD}:
        client = client_of(make_user(role))
        assert client.get("/behorigheter/").status_code == client.post(address(near)).status_code == 404, role


def test_the_page_tells_what_is_needed_to_judge() -> None:
    by, user = chief(), officer()
    with clock.at(START + DAY), transaction.atomic():
        audit.record(Event.CLASSIFIED_READ, obj=None, by=user)
    User.objects.filter(pk=user.pk).update(last_login=START + 2 * DAY)
    page = client_of(by).get("/behorigheter/").text
    row = next(part for part in page.split("<tr") if f">{user.username}</th>" in part)
    for words in ("Handläggare, LPO Rinkeby", "5 mars 2024", "6 mars 2024", "7 mars 2024", "Att gå igenom", "Aldrig förut"):
        assert words in row
    assert "Visar 2 av 2" in page
    assert "Din egen: någon annan går igenom den." in page
    assert 'role="search"' not in page, "few rows need no filter"


def test_a_needed_role_is_kept_with_its_note() -> None:
    by, user = chief(), officer()
    answer = client_of(by).post(address(user), {"verdict": "keep", "words": "Fyller i varje omgång."}, follow=True)
    assert "behöver den fortfarande" in answer.text
    assert "Fyller i varje omgång." in answer.text
    row = RoleReview.objects.get()
    assert (row.user, row.role_group, row.verdict, row.words, row.by, row.at) == (
        user, group_of(user), "keep", "Fyller i varje omgång.", by, START,
    )  # fmt: skip
    assert events(user) == ["role.reviewed"]
    event = AuditEvent.objects.get(event=Event.ROLE_REVIEWED)
    assert event.detail == {"role": "lpo-handlaggare", "unit": "lpo-rinkeby", "verdict": "keep"}, "the words are not in the log"


def test_a_role_that_is_needed_no_more_ends_at_once_with_its_reason() -> None:
    by, user = chief(), officer()
    theirs, browser, where = client_of(user), client_of(by), address(user)
    assert theirs.get("/lagesbilder/").status_code == 200
    refused = browser.post(where, {"verdict": "remove", "words": " "})
    assert refused.status_code == 400
    assert "Skriv varför rollen inte behövs." in refused.text
    assert roles_of(user)
    answer = browser.post(where, {"verdict": "remove", "words": "Bytte arbete."}, follow=True)
    assert "har inte längre rollen. Skälet är sparat." in answer.text
    assert roles_of(user) == set()
    assert theirs.get("/lagesbilder/").status_code == 404
    assert events(user) == ["role.reviewed", "role.taken"]
    assert RoleReview.objects.get().words == "Bytte arbete."
    assert browser.post(where, {"verdict": "remove", "words": "Igen."}).status_code == 404


def test_when_the_role_cannot_be_taken_no_verdict_is_kept() -> None:
    user = make_user(Role.SYSTEM_ADMIN)
    with pytest.raises(ActionDenied, match="ingen annan hanterar konton"):
        review_role(user, group=group_of(user), verdict=Verdict.REMOVE, words="Behövs inte.", by=head())
    assert (RoleReview.objects.count(), events(user)) == (0, [])
    make_user(Role.SYSTEM_ADMIN, username="annan.admin")
    review_role(user, group=group_of(user), verdict=Verdict.REMOVE, words="Två räcker.", by=head())
    assert roles_of(user) == set()


def test_nobody_reviews_their_own() -> None:
    by, other = chief(), make_user(Role.LPO_CHIEF, username="chef.annan")
    answer = client_of(by).post(address(by), {"verdict": "keep"})
    assert answer.status_code == 400
    assert "Du kan inte gå igenom behörigheten: den är din egen" in answer.text
    with pytest.raises(ActionDenied, match="din egen"):
        end_reviewed_role(by, role=Role.LPO_CHIEF, unit=make_lpo(), by=by)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleReview.objects.create(role_group=group_of(by), user=by, verdict="keep", by=by, at=START)
    keep(by, other)
    assert dict(listed(by))[by.username] is False


def test_the_act_asks_itself_who_may() -> None:
    user, lpo = officer(), make_lpo()
    for stranger in (manager(), chief(make_lpo("Botkyrka")), make_user(Role.NOA_LEAD)):
        with pytest.raises(ActionDenied, match="din roll har inte den behörigheten"):
            keep(user, stranger)
        with pytest.raises(ActionDenied, match="din roll har inte den behörigheten"):
            end_reviewed_role(user, role=Role.LPO_OFFICER, unit=lpo, by=stranger)
    with pytest.raises(ActionDenied):
        give_role(user, role=Role.LPO_CHIEF, unit=lpo, by=chief())
    with pytest.raises(ActionDenied):
        take_role(user, role=Role.LPO_OFFICER, unit=lpo, by=chief())
    assert roles_of(user) == {("lpo-handlaggare", "lpo-rinkeby")}


@pytest.mark.parametrize("act", ["update areas_rolereview set words = 'Annat.'", "delete from areas_rolereview"])
def test_a_verdict_is_never_changed_nor_removed(act: str) -> None:
    keep(officer(), chief())
    with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act)


def test_the_worklist_counts_what_is_due_and_since_when() -> None:
    by, near = chief(), officer()
    with clock.at(START - 9 * DAY):
        oldest = make_user(Role.LPO_OFFICER, username="lpo.annan")
    [work] = review_items(Scope.of(by)).mine
    assert (work.title, str(work.text)[:34]) == ("2 behörigheter att gå igenom", "Den äldsta sedan 25 februari 2024.")
    assert "2 behörigheter att gå igenom" in client_of(by).get("/arbete/").text
    keep(oldest, by)
    assert review_items(Scope.of(by)).mine[0].title == "1 behörighet att gå igenom"
    keep(near, by)
    assert review_items(Scope.of(by)).mine == []
    with clock.at(START + REVIEWED_EACH + 40 * DAY):
        due = due_for(Scope.of(by))
        assert (due.number, due.oldest) == (2, START + REVIEWED_EACH)
    assert review_items(Scope.of(manager())).mine == []


def test_a_long_list_is_filtered_and_turned_over() -> None:
    by, nation = head(), make_nation()
    users = User.objects.bulk_create(User(username=f"konto-{n:03}", password="!") for n in range(96))
    group = RoleGroup.objects.get_or_create(role=Role.NOA_LEAD, unit=nation, defaults={"group": make_user(Role.NOA_LEAD).groups.get()})[0]
    for user in users[:-1]:
        user.groups.add(group.group)
    client = client_of(by)
    page = client.get("/behorigheter/").text
    assert "Visar 50 av 97" in page
    assert "Sida 1 av 2" in page
    assert "Visar 47 av 97" in client.get("/behorigheter/?sida=2").text
    found = client.get("/behorigheter/", {"sok": "konto-01", "roll": "noa-ledning", "visa": "due"}).text
    assert "Visar 10 av 97" in found
    assert "Ingen behörighet passar sökningen" in client.get("/behorigheter/", {"visa": "done"}).text
    where = re.search(r'action="(/behorigheter/\d+/konto/\d+/\?sok=konto-01[^"]*)"', found)
    assert where
    answer = client.post(where[1].replace("&amp;", "&"), {"verdict": "keep"})
    assert answer.headers["Location"] == "/behorigheter/?sok=konto-01&roll=noa-ledning&visa=due&sida=1"


def test_a_closed_account_is_listed_as_such() -> None:
    user = officer()
    close_account(user, by=manager())
    assert "Stängt" in client_of(chief()).get("/behorigheter/").text
