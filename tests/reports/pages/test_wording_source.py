"""A wording that was written from another source than there is now is stale: it is confirmed or written anew before the approval."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import serializers
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from areas.models import UnitName
from assessments.classified.models import DecisionGround
from assessments.models import Round
from lagesbild import clock
from lagesbild.access.roles import Role
from lagesbild.access.scope import Scope
from lagesbild.accounts.models import User
from lagesbild.audit.models import AuditEvent
from lagesbild.exceptions import ActionDenied
from reports import worklist
from reports.actions import national
from reports.annex import sources
from reports.models import NationalPicture, WordingSource
from tests.factories import people, reports

pytestmark = pytest.mark.django_db
As = Callable[[Any], Client]
PICTURE = "/nationell/2019/version/2/"
PAGE = f"{PICTURE}omrade/husby/"
NOTICE = "Det skälen skrevs ur har ändrats sedan dess"
BLOCKED = "Du kan inte godkänna: skälen för Husby är skrivna ur något som har ändrats sedan dess. Redaktören bekräftar eller skriver om dem"


def reword(picture: NationalPicture, text: str = "Tydligare skäl.") -> None:
    national.edit_grounds(picture.entries.get(slug="husby"), text=text, version=picture.text_version, by=reports.editor())
    picture.refresh_from_db()


def corrected(closed: Round, change: Callable[[], object] = lambda: None, *, reworded: bool = True) -> NationalPicture:
    """Return the second version of a picture whose wording the editor changed in the first; `change` is done between them."""
    first = reports.compiled(closed)
    if reworded:
        reword(first)
    reports.approve_picture(first, by=people.head())
    change()
    return national.compile_picture(closed, by=reports.editor(), correction_reason="En rättelse.")


def renamed() -> None:
    """Let the area's local police area have been given another name: the entry is another."""
    assert UnitName.objects.filter(name="Rinkeby").update(name="Järva")


def other_ground() -> None:
    """Let a classified ground of the decision be another, which the acts and the database refuse."""
    connection.check_constraints()  # what is deferred to the commit would keep the table
    with connection.cursor() as cursor:
        cursor.execute("alter table classified_decisionground disable trigger user")
    row = DecisionGround.objects.all()[0]
    row.holding(met=row.met, text="Annat hemligt: skalbagge.").save()


def source(picture: NationalPicture) -> WordingSource:
    return picture.sources.get(slug="husby")


def approve(picture: NationalPicture, *, by: User | None = None) -> NationalPicture:
    return reports.approve_picture(NationalPicture.objects.get(pk=picture.pk), by=by or people.head())


def test_a_wording_as_it_was_decided_fits(closed: Round) -> None:
    picture = reports.compiled(closed)
    assert not source(picture).is_stale
    assert approve(picture).approved_at


def test_a_kept_wording_of_an_unchanged_source_fits(closed: Round) -> None:
    picture = corrected(closed)
    assert picture.entries.get(slug="husby").grounds == "Tydligare skäl."
    assert not source(picture).is_stale
    assert approve(picture).approved_at


def test_words_that_nobody_edited_follow_the_decision_and_fit(closed: Round) -> None:
    picture = corrected(closed, renamed, reworded=False)
    assert picture.entries.get(slug="husby").lpo_name == "Järva"
    assert not source(picture).is_stale


@pytest.mark.parametrize("change", [renamed, other_ground])
def test_a_kept_wording_of_a_changed_source_is_stale_and_stops_the_approval(change: Callable[[], None], closed: Round, as_: As) -> None:
    picture = corrected(closed, change)
    assert source(picture).is_stale
    shown = as_(people.head()).get(PICTURE).text
    assert "Skäl som är skrivna ur något som har ändrats" in shown
    assert f'<a href="{PAGE}">Skälen för Husby</a>' in shown
    assert BLOCKED in shown
    assert NOTICE in as_(people.head()).get(PAGE).text
    with pytest.raises(ActionDenied, match="skrivna ur något som har ändrats"):
        approve(picture)
    with pytest.raises(DatabaseError, match="is stale"), transaction.atomic():
        NationalPicture.objects.filter(pk=picture.pk).update(state="approved", approved_by=people.head(), approved_at=clock.now())


def test_the_editor_confirms_it_once_and_it_can_be_approved(closed: Round, as_: As) -> None:
    picture = corrected(closed, renamed)
    client = as_(reports.editor())
    assert f'action="{PAGE}bekrafta/"' in client.get(PAGE).text
    answer = client.post(f"{PAGE}bekrafta/", follow=True)
    assert "Skälen för Husby är bekräftade." in answer.text
    assert NOTICE not in answer.text
    assert "Skälen bekräftades" in answer.text
    row = source(picture)
    assert (row.is_stale, row.confirmed_by) == (False, reports.editor())
    event = AuditEvent.objects.latest("pk")
    assert (event.event, event.object_id, event.detail) == ("national.wording_confirmed", picture.pk, {"area": "husby"})
    assert "det de skrevs ur har inte ändrats sedan dess" in client.post(f"{PAGE}bekrafta/", follow=True).text
    assert AuditEvent.objects.filter(event="national.wording_confirmed").count() == 1
    assert approve(picture).approved_at
    with pytest.raises(ActionDenied):
        national.confirm_wording(picture.entries.get(slug="husby"), by=reports.editor())


def test_written_anew_it_fits_too(closed: Round) -> None:
    picture = corrected(closed, other_ground)
    reword(picture, "Ännu tydligare.")
    assert not source(picture).is_stale
    assert approve(picture).approved_at


def test_who_confirmed_does_not_approve(closed: Round) -> None:
    picture = corrected(closed, renamed)
    people.make_user(Role.NOA_EDITOR, username="bada")
    both = people.make_user(Role.NOA_HEAD, username="bada")
    national.confirm_wording(picture.entries.get(slug="husby"), by=both)
    with pytest.raises(ActionDenied, match="du har bekräftat skäl i den"):
        approve(picture, by=both)
    with pytest.raises(DatabaseError, match="confirmed by its approver"), transaction.atomic():
        NationalPicture.objects.filter(pk=picture.pk).update(state="approved", approved_by=both, approved_at=clock.now())
    assert [item.button for item in worklist.items(Scope.of(both)).mine if "2019" in str(item.title)] == []


def test_a_confirmation_goes_with_the_wording_into_the_next_version(closed: Round) -> None:
    picture = corrected(closed, renamed)
    national.confirm_wording(picture.entries.get(slug="husby"), by=reports.editor())
    approve(picture)
    third = national.compile_picture(closed, by=reports.editor(), correction_reason="En till.")
    assert (source(third).is_stale, source(third).confirmed_by) == (False, reports.editor())


def test_what_a_wording_was_written_from_before_it_was_kept_is_not_known_and_asks_to_be_confirmed(closed: Round) -> None:
    first = reports.compiled(closed)
    reword(first)
    first.sources.all().delete()
    approve(first)
    second = national.compile_picture(closed, by=reports.editor(), correction_reason="En rättelse.")
    assert source(second).is_stale


def test_the_worklist_gives_the_ball_to_the_editor_until_then(closed: Round) -> None:
    picture = corrected(closed, renamed)

    def titles(user: User, which: str) -> list[str]:
        return [str(item.title) for item in getattr(worklist.items(Scope.of(user)), which)]

    confirm, wait = "Bekräfta skälen i den nationella lägesbilden 2019", "Godkänn den nationella lägesbilden 2019"
    assert confirm in titles(reports.editor(), "mine")
    assert confirm in titles(people.head(), "others")
    assert wait not in titles(people.head(), "mine")
    national.confirm_wording(picture.entries.get(slug="husby"), by=reports.editor())
    assert wait in titles(people.head(), "mine")


@pytest.mark.parametrize(("role", "status"), [(Role.NOA_HEAD, 403), (Role.PUBLISHER, 403), (Role.NOA_DECIDER, 404), (Role.LPO_CHIEF, 404)])
def test_nobody_else_confirms(role: Role, status: int, closed: Round, as_: As) -> None:
    picture = corrected(closed, renamed)
    assert as_(people.make_user(role)).post(f"{PAGE}bekrafta/").status_code == status
    assert as_(reports.editor()).get(f"{PAGE}bekrafta/").status_code == 404
    assert as_(reports.editor()).post(f"{PICTURE}omrade/finns-inte/bekrafta/").status_code == 404
    with pytest.raises(ActionDenied, match="din roll har inte den behörigheten"):
        national.confirm_wording(picture.entries.get(slug="husby"), by=people.make_user(role))
    assert source(picture).is_stale


def test_the_digest_tells_nothing_without_the_key(closed: Round, settings: Any) -> None:
    picture = corrected(closed, other_ground)
    told = serializers.serialize("json", [*WordingSource.objects.all(), *AuditEvent.objects.all()], ensure_ascii=False)
    assert "skalbagge" not in told
    assert "Noas skäl" not in told
    one = sources.digest(["Noas skäl"])
    assert len(one) == len(source(picture).now) == 64
    settings.SECRET_KEY = "en annan nyckel"
    assert sources.digest(["Noas skäl"]) != one, "the same source under another key is another digest"


def test_the_page_costs_the_same_with_one_stale_wording_and_with_many(closed: Round, as_: As) -> None:
    picture = corrected(closed, renamed)
    client, costs = as_(people.head()), []
    for number in (1, 9):
        entry = picture.entries.get(slug="husby")
        for extra in range(number - 1):
            entry.pk, entry.slug, entry.name = None, f"ort-{extra}", f"Ort {extra}"
            entry.save()
            WordingSource.objects.create(picture=picture, slug=entry.slug, now="a", written_from="b")
        client.get(PICTURE)
        with CaptureQueriesContext(connection) as caught:
            client.get(PICTURE)
        costs.append(len(caught))
    assert costs[0] == costs[1]
