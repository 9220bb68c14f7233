"""The published wording of an area's grounds: who changes it, what they see beside it, and what a change does to the approval."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from assessments.models import Decision, Round
from lagesbild import clock
from lagesbild.access.roles import Role
from lagesbild.access.scope import Scope
from lagesbild.accounts.models import User
from lagesbild.audit.models import AuditEvent
from lagesbild.exceptions import ActionDenied, Stale
from reports import worklist
from reports.actions import national
from reports.models import NationalPicture, PictureEdit
from reports.wording import decided_wording
from tests.factories import people, reports

pytestmark = pytest.mark.django_db
As = Callable[[Any], Client]
PICTURE = "/nationell/2019/version/1/"
PAGE = f"{PICTURE}omrade/husby/"
MARK = "Redaktören har ändrat ordalydelsen"
READ_AGAIN = "Texten har ändrats sedan du öppnade sidan. Läs den igen och godkänn sedan."


@pytest.fixture
def picture(closed: Round) -> NationalPicture:
    return reports.compiled(closed)


def both() -> User:
    """Return somebody who is editor and head."""
    people.make_user(Role.NOA_EDITOR, username="bada")
    return people.make_user(Role.NOA_HEAD, username="bada")


def reword(picture: NationalPicture, text: str, *, version: int = 0, by: User | None = None) -> Any:
    return national.edit_grounds(picture.entries.get(slug="husby"), text=text, version=version, by=by or reports.editor())


def test_the_editor_changes_the_wording_and_the_decision_stays(picture: NationalPicture, as_: As) -> None:
    client = as_(reports.editor())
    assert MARK not in client.get(PICTURE).text
    assert f'<a href="{PAGE}">Ändra skälen' in client.get(PICTURE).text
    assert client.get(PAGE).text.count(reports.OPEN_GROUNDS) == 2  # the decision's, and the form's
    answer = client.post(PAGE, {"grounds": " Tydligare skäl.\r\n\r\nNytt stycke. ", "version": 0}, follow=True)
    assert "Skälen för Husby är sparade." in answer.text
    assert answer.text.count(reports.OPEN_GROUNDS) == 1
    assert MARK in answer.text
    assert MARK in client.get(PICTURE).text
    assert picture.entries.get().grounds == "Tydligare skäl.\n\nNytt stycke."
    assert Decision.objects.get(round=picture.round).open_grounds == reports.OPEN_GROUNDS
    assert NationalPicture.objects.get(pk=picture.pk).text_version == 1
    event = AuditEvent.objects.latest("pk")
    assert (event.event, event.object_id, event.detail) == ("national.edited", picture.pk, {"area": "husby"})


def test_back_to_the_decisions_words_is_no_difference(picture: NationalPicture, as_: As) -> None:
    reword(picture, "Andra ord.")
    reword(picture, reports.OPEN_GROUNDS, version=1)
    assert MARK not in as_(reports.editor()).get(PICTURE).text


@pytest.mark.parametrize("role", [Role.NOA_HEAD, Role.NOA_LEAD, Role.PUBLISHER])
def test_the_others_read_both_wordings_and_change_nothing(role: Role, picture: NationalPicture, as_: As) -> None:
    reword(picture, "Andra ord.")
    client = as_(people.make_user(role))
    text = client.get(PAGE).text
    assert "Andra ord." in text
    assert reports.OPEN_GROUNDS in text
    assert 'name="grounds"' not in text
    assert "Spara skälen" not in text
    assert "Läs skälen" in client.get(PICTURE).text
    assert client.post(PAGE, {"grounds": "Mina.", "version": 1}).status_code == 403
    assert picture.entries.get().grounds == "Andra ord."
    with pytest.raises(ActionDenied, match="din roll har inte den behörigheten"):
        reword(picture, "Mina.", version=1, by=people.make_user(role))


def test_unknown_area_and_version_are_not_there(picture: NationalPicture, as_: As) -> None:
    client = as_(reports.editor())
    assert client.get(f"{PICTURE}omrade/finns-inte/").status_code == 404
    assert client.get("/nationell/2019/version/2/omrade/husby/").status_code == 404


def test_empty_grounds_are_refused_at_the_field(picture: NationalPicture, as_: As) -> None:
    answer = as_(reports.editor()).post(PAGE, {"grounds": " \r\n ", "version": 0})
    assert 'id="id_grounds_error"' in answer.text
    assert "Skriv skälen. De publiceras." in answer.text
    assert picture.entries.get().grounds == reports.OPEN_GROUNDS
    with pytest.raises(ActionDenied, match="skälen är tomma"):
        reword(picture, "  ")


def test_a_list_taken_over_has_no_grounds_to_word(picture: NationalPicture, as_: As) -> None:
    old = national.compile_picture(Round.objects.get(year=2017), by=reports.editor())
    client = as_(reports.editor())
    assert "Läs skälen" not in client.get("/nationell/2017/").text
    assert "Ändra skälen" not in client.get("/nationell/2017/").text
    answer = client.post("/nationell/2017/version/1/omrade/husby/", {"grounds": "Påhitt.", "version": 0})
    assert "Du kan inte ändra skälen: beslutet har inga öppna skäl." in answer.text
    assert old.entries.get().grounds == ""


def test_who_was_before_is_told_and_nothing_typed_is_lost(picture: NationalPicture, as_: As) -> None:
    second = as_(people.make_user(Role.NOA_EDITOR, username="andra"))
    reword(picture, "Den förstas ord.")
    late = second.post(PAGE, {"grounds": "Den andras ord.", "version": 0})
    assert late.status_code == 409
    assert "Redaktör, Noa sparade kl. " in late.text
    assert "Din text är inte sparad men står kvar i fältet" in late.text
    assert "Den andras ord.</textarea>" in late.text
    assert "<p>Den förstas ord.</p>" in late.text
    assert '<input type="hidden" name="version" value="1"' in late.text
    assert picture.entries.get().grounds == "Den förstas ord."
    assert second.post(PAGE, {"grounds": "Den andras ord.", "version": 1}).status_code == 302
    assert picture.entries.get().grounds == "Den andras ord."


@pytest.mark.parametrize("version", ["", "abc", "-1", "7", "99999999999999999999", "1.5"])
def test_a_version_that_never_was_saves_nothing(version: str, picture: NationalPicture, as_: As) -> None:
    answer = as_(reports.editor()).post(PAGE, {"grounds": "Skrivet.", "version": version})
    assert answer.status_code == 409
    assert "Skrivet.</textarea>" in answer.text
    assert picture.entries.get().grounds == reports.OPEN_GROUNDS


def test_an_error_does_not_make_an_old_version_new(picture: NationalPicture, as_: As) -> None:
    """Somebody saves while another's form is refused: the corrected form is still held against what its writer had read."""
    reword(picture, "Den förstas ord.")
    refused = as_(people.make_user(Role.NOA_EDITOR, username="andra")).post(PAGE, {"grounds": "", "version": 0})
    assert '<input type="hidden" name="version" value="0"' in refused.text


def test_a_change_of_another_text_does_not_disturb(picture: NationalPicture) -> None:
    reword(picture, "Andra ord.")
    given = {"summary": "Ny sammanfattning.", "register_number": "A1"}
    assert national.edit_texts(picture, **given, version=0, by=reports.editor()).text_version == 2
    assert reword(picture, "Tredje orden.", version=1).grounds == "Tredje orden."
    with pytest.raises(Stale):
        national.edit_texts(picture, summary="Äldre.", register_number="A1", version=1, by=reports.editor())


def test_saving_the_same_words_again_is_no_change(picture: NationalPicture) -> None:
    reword(picture, "Två\n\nstycken.")
    reword(picture, "Två\r\n\r\nstycken.\r\n", version=0)
    for summary in ("Två\n\nstycken.", " Två\r\n\r\nstycken.\r\n"):
        national.edit_texts(picture, summary=summary, register_number=" A1 ", version=0, by=reports.editor())
    assert list(PictureEdit.objects.filter(picture=picture).values_list("slug", "number")) == [("husby", 1), ("", 2)]
    assert AuditEvent.objects.filter(event="national.edited").count() == 2


def test_the_summary_has_the_same_care(picture: NationalPicture, as_: As) -> None:
    page = f"{PICTURE}text/"
    first, second = as_(reports.editor()), as_(people.make_user(Role.NOA_EDITOR, username="andra"))
    assert '<input type="hidden" name="version" value="0"' in first.get(PICTURE).text
    first.post(page, {"summary": "Den förstas text.", "register_number": "A1", "version": 0})
    late = second.post(page, {"summary": "Den andras text.", "register_number": "A2", "version": 0})
    assert late.status_code == 409
    assert "Redaktör, Noa sparade kl. " in late.text
    assert "Den andras text.</textarea>" in late.text
    assert "<p>Den förstas text.</p>" in late.text
    assert '<input type="hidden" name="version" value="1"' in late.text
    assert NationalPicture.objects.get(pk=picture.pk).summary == "Den förstas text."


def test_after_the_approval_nothing_is_changed_and_nothing_typed_is_lost(picture: NationalPicture, as_: As) -> None:
    reports.approve_picture(picture, by=people.head())
    client = as_(reports.editor())
    page = client.get(PAGE).text
    assert "Du kan inte ändra skälen: lägesbilden är godkänd. Sammanställ en rättelse." in page
    assert 'name="grounds"' not in page
    assert "Läs skälen" in client.get(PICTURE).text
    answer = client.post(PAGE, {"grounds": "För sent skrivet.", "version": 0})
    assert "Du kan inte ändra texten: läget är ”godkänd”." in answer.text
    assert "För sent skrivet." in answer.text
    text = client.post(f"{PICTURE}text/", {"summary": "För sen sammanfattning.", "register_number": "", "version": 0}).text
    assert "Du kan inte ändra texten: läget är ”godkänd”." in text
    assert "För sen sammanfattning." in text
    assert picture.entries.get().grounds == reports.OPEN_GROUNDS


def test_the_head_approves_what_they_have_read(picture: NationalPicture, as_: As) -> None:
    client = as_(people.head())
    assert '<input type="hidden" name="version" value="0">' in client.get(PICTURE).text
    reword(picture, "Ändrat under tiden.")
    for read in ({"version": 0}, {}, {"version": "x"}):
        assert READ_AGAIN in client.post(f"{PICTURE}godkann/", read, follow=True).text
        assert NationalPicture.objects.get(pk=picture.pk).approved_at is None
    assert '<input type="hidden" name="version" value="1">' in client.get(PICTURE).text
    assert "Lägesbilden är godkänd" in client.post(f"{PICTURE}godkann/", {"version": 1}, follow=True).text


@pytest.mark.parametrize("what", ["grounds", "summary"])
def test_who_changed_a_text_does_not_approve_it(what: str, picture: NationalPicture, as_: As) -> None:
    two = both()
    assert [str(row.button) for row in worklist.items(Scope.of(two)).mine if "Godkänn" in str(row.title)] == ["Läs och godkänn"]
    if what == "grounds":
        reword(picture, "Mina ord.", by=two)
    else:
        national.edit_texts(picture, summary="Mina ord.", register_number="", version=0, by=two)
    reword(picture, "En annans ord.", version=1)  # the last word of somebody else does not wash the first away
    client = as_(two)
    sentence = "Du kan inte godkänna: du har ändrat text i den. En annan person måste göra det."
    assert sentence in client.get(PICTURE).text
    assert sentence in client.post(f"{PICTURE}godkann/", {"version": 2}, follow=True).text
    assert [row for row in worklist.items(Scope.of(two)).mine if "Godkänn" in str(row.title)] == []
    assert reports.approve_picture(picture, by=people.head()).approved_by == people.head()


def test_the_database_refuses_the_editors_approval(picture: NationalPicture) -> None:
    two = both()
    reword(picture, "Mina ord.", by=two)
    rows = NationalPicture.objects.filter(pk=picture.pk)
    with pytest.raises(DatabaseError, match="the approver has changed the wording"), transaction.atomic():
        rows.update(state="approved", approved_by=two, approved_at=clock.now())
    assert rows.update(state="approved", approved_by=people.head(), approved_at=clock.now()) == 1


def test_the_database_keeps_who_changed_what(picture: NationalPicture) -> None:
    reword(picture, "Mina ord.")
    edits = PictureEdit.objects.filter(picture=picture)
    for act in (edits.delete, lambda: edits.update(edited_by=people.head())):
        with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic():
            act()
    reports.approve_picture(picture, by=people.head())
    with pytest.raises(DatabaseError, match="wording of an approved"), transaction.atomic():
        PictureEdit.objects.create(picture=picture, number=9, edited_by=people.head(), edited_at=clock.now())


def test_a_correction_starts_from_the_editors_words(picture: NationalPicture) -> None:
    two = both()
    reword(picture, "Redaktörens ord.", by=two)
    national.edit_texts(picture, summary="Redaktörens text.", register_number="A7", version=0, by=two)
    reports.approve_picture(picture, by=people.head())
    second = reports.compiled(picture.round, correction_reason="Fel kommun.")
    assert second.entries.get().grounds == "Redaktörens ord."
    now = NationalPicture.objects.get(pk=second.pk)
    assert (now.summary, now.register_number, now.text_version) == ("Redaktörens text.", "A7", 2)
    assert decided_wording(now) == {"husby": reports.OPEN_GROUNDS}
    with pytest.raises(ActionDenied, match="du har ändrat text i den"):
        national.approve_picture(now, version=2, by=two)
    assert reports.approve_picture(now, by=people.head()).version == 2


def test_what_was_not_edited_is_copied_anew(picture: NationalPicture) -> None:
    before = picture.summary
    NationalPicture.objects.filter(pk=picture.pk).update(summary="Ett utkast som ingen har skrivit om.")
    reword(picture, "Redaktörens ord.")
    reports.approve_picture(picture, by=people.head())
    second = reports.compiled(picture.round, correction_reason="Fel kommun.")
    assert second.summary == before
    assert second.edits.count() == 1
