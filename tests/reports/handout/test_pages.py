"""The pages of a request, as the handler, the decider and others meet them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from assessments.models import AreaAssessment, LocalPicture, Round
from lagesbild.access.acting import acting_as
from lagesbild.access.roles import Role
from lagesbild.access.scope import Scope
from lagesbild.audit.models import AuditEvent
from reports.handout import worklist
from reports.handout.enums import RequestState
from reports.handout.models import DocumentRequest, MaskedCopy, Paragraph
from reports.handout.queries import paragraphs_of, sections_of
from reports.models import NationalPicture
from tests.factories import handout, people, reports
from tests.locks import rows

pytestmark = pytest.mark.django_db
As = Callable[[Any], Client]


@pytest.fixture
def picture(closed: Round) -> LocalPicture:
    return AreaAssessment.objects.get(picture__round=closed).picture


@pytest.fixture
def annex(closed: Round) -> NationalPicture:
    return reports.approved(closed)


def test_the_whole_way_in_the_browser(picture: LocalPicture, as_: As) -> None:
    handler, decider = as_(people.reviewer()), as_(people.decider())
    sent = {"register_number": "A1/2019", "received_on": "2019-03-04", "document": f"picture-{picture.pk}", "wording": "Allt."}
    assert "är registrerad" in handler.post("/utlamnande/ny/", sent, follow=True).text
    request = DocumentRequest.objects.get()
    path = f"/utlamnande/{request.pk}/"
    assert "alla stycken är inte prövade" in handler.get(path).text
    for section in [row.number for row in sections_of(request)]:
        answer = handler.post(f"{path}del/{section}/", handout.form_for(request, section, vidare="1"), follow=True)
        assert "Sparat:" in answer.text
    assert "Spara prövningen" in answer.text, "the last section has none to go on to"
    assert "väntar på beslut av en annan person" in handler.post(f"{path}till-beslut/", {"reasons": "Skada."}, follow=True).text
    assert "du lämnade begäran till beslut" not in decider.get(path).text
    assert "prövats på nytt" in decider.post(f"{path}besluta/", {"seen": "x"}, follow=True).text
    request.refresh_from_db()
    assert f'value="{request.handed_in_at}"' in decider.get(path).text
    assert "Beslutat." in decider.post(f"{path}besluta/", {"seen": request.handed_in_at}, follow=True).text
    paper = handler.get(f"{path}kopia.pdf")
    assert paper["Content-Type"] == "application/pdf" and paper.content == decider.get(f"{path}kopia.pdf").content
    assert handler.get(f"{path}beslut.pdf").content.startswith(b"%PDF")
    assert "Utlämnandet är antecknat" in handler.post(f"{path}lamna-ut/", {"way": "paper"}, follow=True).text
    request.refresh_from_db()
    assert request.state == RequestState.HANDED_OUT


def test_what_was_written_stays_in_the_fields_whatever_is_refused(picture: LocalPicture, as_: As) -> None:
    request, handler = handout.asked(picture), as_(people.reviewer())
    row = next(row for row in paragraphs_of(request, 1) if row.is_secret)
    path = f"/utlamnande/{request.pk}/del/1/"
    refused = handler.post(path, handout.form_for(request, 1, **{f"s{row.order}-ground": "", f"s{row.order}-reason": "Det jag skrev."}))
    assert refused.status_code == 400 and "Välj vilken bestämmelse" in refused.text and "Det jag skrev." in refused.text
    stale = handler.post(path, handout.form_for(request, 1, seen="9.1", **{f"s{row.order}-reason": "Det jag skrev."}))
    assert stale.status_code == 409 and "någon annan har prövat" in stale.text and "Det jag skrev." in stale.text
    assert not any(row.is_judged for row in paragraphs_of(request, 1) if row.is_secret)


def test_one_reason_can_stand_for_a_whole_section_and_masks_can_be_the_start(picture: LocalPicture, as_: As) -> None:
    request, handler = handout.asked(picture), as_(people.reviewer())
    assert "Börja med allt maskat" in handler.get(f"/utlamnande/{request.pk}/?del=1").text
    started = handler.get(f"/utlamnande/{request.pk}/?del=1&utga=maska")
    assert all(form["verdict"].value() == "mask" for form in started.context["forms"] if form.paragraph.is_secret)
    assert not any(row.is_judged for row in paragraphs_of(request, 1) if row.is_secret), "nothing is kept by looking"
    own = next(row for row in paragraphs_of(request, 1) if row.is_secret)
    without = {name: "" for name in handout.form_for(request, 1) if name.endswith("-reason")}
    sent = handout.form_for(request, 1, **without) | {f"s{own.order}-reason": "Eget skäl.", "skal": "Gemensamt skäl."}
    assert handler.post(f"/utlamnande/{request.pk}/del/1/", sent).status_code == 302
    reasons = {row.order: row.reason for row in paragraphs_of(request, 1) if row.is_secret}
    assert reasons.pop(own.order) == "Eget skäl." and set(reasons.values()) == {"Gemensamt skäl."}
    assert not any(row.reason for row in paragraphs_of(request, 1) if not row.is_secret)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"register_number": ""}, "Skriv begärans diarienummer"),
        ({"received_on": "i går"}, "Skriv dagen så här"),
        ({"received_on": "2999-01-01"}, "inte varit än"),
        ({"document": "picture-0"}, "Välj en handling i listan"),
        ({"document": "annex-1"}, "Välj en handling i listan"),
        ({"section": "Nowhere"}, "inget innehåll"),
        ({"wording": ""}, "Skriv vad som begärs"),
    ],
)
def test_a_bad_registration_gets_one_clear_sentence(picture: LocalPicture, as_: As, fields: dict[str, str], said: str) -> None:
    sent = {"register_number": "A1/2019", "received_on": "2019-03-04", "document": f"picture-{picture.pk}", "wording": "Allt."}
    answer = as_(people.reviewer()).post("/utlamnande/ny/", sent | fields)
    assert answer.status_code == 400 and said in answer.text
    assert not DocumentRequest.objects.exists()


def test_nobody_reads_more_here_than_their_role_reads_elsewhere(picture: LocalPicture, annex: NationalPicture, as_: As) -> None:
    local, national = handout.asked(picture), handout.asked(annex, number="A2/2019", by=people.decider())
    sees = {Role.NOA_REVIEWER: {local.pk}, Role.NOA_DECIDER: {local.pk, national.pk}, Role.NOA_HEAD: {national.pk}}
    for role in Role:
        user = people.make_user(role)
        for request in (local, national):
            expected = 200 if request.pk in sees.get(role, set()) else 404
            assert as_(user).get(f"/utlamnande/{request.pk}/").status_code == expected, (role, request.kind)
        with acting_as(user):
            assert set(Paragraph.objects.values_list("request", flat=True)) == sees.get(role, set()), role
        assert set(DocumentRequest.objects.visible_to(Scope.of(user)).values_list("pk", flat=True)) == sees.get(role, set())


def test_past_the_application_there_is_no_row_for_a_stranger_and_none_is_written(picture: LocalPicture) -> None:
    request = handout.decided(handout.asked(picture))
    for user in (None, people.chief(), people.lead(), people.make_user(Role.SECURITY)):
        with acting_as(user):
            assert rows(Paragraph, MaskedCopy) == {"Paragraph": 0, "MaskedCopy": 0}
            with connection.cursor() as cursor:
                cursor.execute("update handout_paragraph set verdict = 'give'")
                assert cursor.rowcount == 0
    with acting_as(people.reviewer()):
        assert rows(MaskedCopy) == {"MaskedCopy": 1}
    waiting = handout.handed_in(handout.asked(picture, number="A2/2019"))
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic(), acting_as(people.lead()):
        MaskedCopy(request=waiting, sha256="0", made_at=request.decided_at).holding(content="").save()


def test_past_the_application_nobody_writes_another_name(picture: LocalPicture) -> None:
    """Plain SQL as the site's own role, by somebody who may: begun as decided, decided or judged in another's name, a copy too early."""
    request = handout.handed_in(handout.asked(picture))
    asked = handout.asked(picture, number="A2/2019")
    now, other = request.ready_at, people.head()
    decided = {"state": "decided", "result": "full", "decided_at": now}
    tries = [
        lambda: DocumentRequest.objects.filter(pk=request.pk).update(**decided, decided_by=other),
        lambda: DocumentRequest.objects.filter(pk=request.pk).update(**decided, decided_by=people.decider(), ready_by=other),
        lambda: DocumentRequest.objects.filter(pk=asked.pk).update(state="ready", ready_by=other, ready_at=now),
        lambda: Paragraph.objects.filter(request=asked).update(verdict="give", judged_by=other, judged_at=now),
        lambda: MaskedCopy(request=asked, sha256="0", made_at=now).holding(content="").save(),
        lambda: DocumentRequest.objects.create(
            register_number="A3/2019", received_on="2019-03-04", wording="x", kind="picture", picture=picture, registered_by=other,
            registered_at=now, ready_by=other, ready_at=now, decided_by=people.decider(), **decided,
        ),
    ]  # fmt: skip
    for attempt in tries:
        with pytest.raises(DatabaseError), transaction.atomic(), acting_as(people.decider()):
            attempt()
    with acting_as(people.decider()):
        assert DocumentRequest.objects.filter(pk=request.pk).update(**decided, decided_by=people.decider()) == 1, "in one's own name it is"


def test_what_is_secret_lies_sealed(picture: LocalPicture) -> None:
    request = handout.decided(handout.asked(picture))
    texts = [row.text for row in paragraphs_of(request) if row.is_secret and len(row.text) > 8]
    with connection.cursor() as cursor:
        cursor.execute("select p::text from handout_paragraph p union all select c::text from handout_maskedcopy c")
        kept = "\n".join(row[0] for row in cursor.fetchall())
    assert texts and not any(text in kept for text in texts)
    assert "Det skadar verksamheten." not in kept


def test_each_reading_is_an_event_and_no_browser_keeps_the_page(picture: LocalPicture, as_: As) -> None:
    request = handout.asked(picture)
    answer = as_(people.reviewer()).get(f"/utlamnande/{request.pk}/?del=2")
    assert "no-store" in answer["Cache-Control"]
    event = AuditEvent.objects.filter(event="request.read").get()
    assert (event.object_id, event.detail) == (request.pk, {"section": 2})
    assert "läste en handling som har begärts ut" in as_(people.decider()).get(f"/utlamnande/{request.pk}/handelser/").text
    assert as_(people.head()).get(f"/utlamnande/{request.pk}/handelser/").status_code == 404
    assert as_(people.reviewer()).get(f"/utlamnande/{request.pk}/?del=99").status_code == 404
    assert as_(people.reviewer()).get(f"/utlamnande/{request.pk}/?del=x").status_code == 200


def test_what_waits_stands_in_the_worklist_of_who_has_the_ball(picture: LocalPicture) -> None:
    def waits(user: Any) -> tuple[list[str], list[str]]:
        found = worklist.items(Scope.of(user))
        return [str(row.title) for row in found.mine], [str(row.title) for row in found.others]

    request = handout.asked(picture)
    assert waits(people.reviewer()) == (["Pröva begäran A1/2019"], [])
    assert waits(people.head()) == ([], [])
    handout.handed_in(request)
    assert waits(people.reviewer()) == ([], ["Besluta om begäran A1/2019"])
    assert waits(people.decider()) == (["Besluta om begäran A1/2019"], [])
    request.refresh_from_db()


def test_a_page_costs_the_same_whatever_its_length(picture: LocalPicture, as_: As, django_assert_max_num_queries: Any) -> None:
    request, handler = handout.asked(picture), as_(people.reviewer())
    handler.get("/utlamnande/")
    with django_assert_max_num_queries(45):
        handler.get(f"/utlamnande/{request.pk}/?del=2")
