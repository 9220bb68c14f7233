"""A request from its registration to the paper that is handed out: each paragraph tried, two persons, masked for good."""

from datetime import date
from io import BytesIO

import pytest
from django.db import DatabaseError, transaction
from pypdf import PdfReader

from assessments.models import AreaAssessment, LocalPicture, Round
from lagesbild.audit.models import AuditEvent
from lagesbild.exceptions import ActionDenied, Stale
from lagesbild.secrecy.grounds import STANDARD, ground
from reports.handout.actions import deciding, judging, registering
from reports.handout.actions.judging import Judgement
from reports.handout.enums import RequestState, Result, Verdict, Way
from reports.handout.masking import Run, stands_still
from reports.handout.models import DocumentRequest, MaskedCopy, Paragraph
from reports.handout.parts import parts_of
from reports.handout.pdf import copy_pdf, decision_pdf
from reports.handout.queries import echoes_in, paragraphs_of, sections_of
from reports.handout.reuse import fingerprint
from reports.handout.sources import Piece
from reports.models import NationalPicture
from tests.factories import handout, people, reports, rounds

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture(closed: Round) -> LocalPicture:
    return AreaAssessment.objects.get(picture__round=closed).picture


@pytest.fixture
def annex(closed: Round) -> NationalPicture:
    return reports.approved(closed)


def words(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_a_local_picture_is_cut_into_paragraphs_and_only_what_was_open_is_given_from_the_start(picture: LocalPicture) -> None:
    rows = paragraphs_of(handout.asked(picture))
    assert [row.order for row in rows] == list(range(1, len(rows) + 1))
    assert {row.section_name for row in rows} == {str(picture.roster), "Husby"}
    assert {row.is_secret for row in rows} == {True, False}
    assert all(row.is_judged == (not row.is_secret) for row in rows)
    assert all(row.ground_id for row in rows if row.is_secret), "the marking's ground is offered"
    assert any("Sekretess." in row.text for row in rows if row.is_secret)


def test_a_section_is_a_page_of_one_area(picture: LocalPicture) -> None:
    request = handout.asked(picture)
    pages = sections_of(request)
    assert [(page.first, page.last) for page in pages] == [
        (min(orders), max(orders)) for orders in ([row.order for row in paragraphs_of(request, page.number)] for page in pages)
    ]
    assert all(page.total <= registering.A_PAGE for page in pages)
    assert [page.name for page in pages].count("Husby") > 1, "it is long enough to be cut"
    assert all(len({row.section_name for row in paragraphs_of(request, page.number)}) == 1 for page in pages)


def test_a_request_can_be_for_one_area_alone(picture: LocalPicture) -> None:
    assert {row.section_name for row in paragraphs_of(handout.asked(picture, section="Husby"))} == {"Husby"}
    with pytest.raises(ActionDenied, match="inget innehåll"):
        handout.asked(picture, number="A2/2019", section="Rosengård")


def test_what_is_not_finished_or_not_read_in_ones_role_cannot_be_asked_for(picture: LocalPicture, annex: NationalPicture) -> None:
    draft = rounds.picture_of(rounds.open_round(2021))
    with pytest.raises(ActionDenied, match="inte godkänd"):
        handout.asked(draft)
    with pytest.raises(ActionDenied, match="inte godkänd"):
        handout.asked(annex, by=people.reviewer())
    with pytest.raises(ActionDenied, match="din roll har inte"):
        handout.asked(picture, by=people.head())
    assert not DocumentRequest.objects.exists()
    assert handout.asked(annex, by=people.decider()).kind == "annex"


def test_the_number_is_used_once_and_the_day_has_been(picture: LocalPicture) -> None:
    handout.asked(picture)
    with pytest.raises(ActionDenied, match="redan använt"):
        handout.asked(picture)
    asked = {"register_number": "A3/2019", "received_on": date(2999, 1, 1), "wording": "Allt."}
    with pytest.raises(ActionDenied, match="inte varit än"):
        registering.register(picture, **asked, by=people.reviewer())


def first_secret(request: DocumentRequest) -> Paragraph:
    return next(row for row in paragraphs_of(request) if row.is_secret and len(row.text.split()) > 2)


@pytest.mark.parametrize(
    ("given", "match"),
    [
        (Judgement("annat"), "Välj om stycket"),
        (Judgement(Verdict.GIVE), "Skriv skälet"),
        (Judgement(Verdict.MASK, None, [], "Skada."), "Välj vilken bestämmelse"),
        (Judgement(Verdict.PART, "ground", [], "Skada."), "Skriv av de ord"),
        (Judgement(Verdict.PART, "ground", ["står inte där"], "Skada."), "inte ordagrant"),
    ],
)
def test_a_judgement_that_cannot_stand_is_refused_and_nothing_is_kept(picture: LocalPicture, given: Judgement, match: str) -> None:
    request = handout.asked(picture)
    row = first_secret(request)
    if given.ground:
        given = Judgement(given.verdict, ground(STANDARD), given.passages, given.reason)
    with pytest.raises(ActionDenied, match=match):
        handout.judge_one(request, row.order, given)
    row.refresh_from_db()
    assert not row.is_judged


def test_who_judged_since_the_page_was_read_is_not_written_over(picture: LocalPicture) -> None:
    request = handout.asked(picture)
    row = first_secret(request)
    seen = handout.seen(request, row.section)
    handout.judge_one(request, row.order, Judgement(Verdict.GIVE, None, [], "Ofarligt."), by=people.decider())
    with pytest.raises(Stale):
        judging.judge_section(
            request, section=row.section, judgements=handout.masked(request, row.section), seen=seen, by=people.reviewer()
        )


def test_it_is_handed_in_whole_with_reasons_that_tell_nothing(picture: LocalPicture) -> None:
    request = handout.asked(picture)
    with pytest.raises(ActionDenied, match="inte prövade"):
        judging.hand_in(request, reasons="Skada.", by=people.reviewer())
    handout.judged(request)
    with pytest.raises(ActionDenied, match="skriv skälen"):
        judging.hand_in(request, reasons=" ", by=people.reviewer())
    secret = next(row.text for row in paragraphs_of(request) if row.is_secret and len(row.text.split()) >= 4)
    with pytest.raises(ActionDenied, match="återger ord"):
        judging.hand_in(request, reasons=f"Vi lämnar inte ut att {secret}", by=people.reviewer())
    assert judging.hand_in(request, reasons="Skada.", by=people.reviewer()).state == RequestState.READY


def test_nobody_decides_what_they_judged_or_handed_in(picture: LocalPicture) -> None:
    request = handout.judged(handout.asked(picture))
    row = first_secret(request)
    handout.judge_one(request, row.order, Judgement(Verdict.GIVE, None, [], "Ofarligt."), by=people.decider())
    request = judging.hand_in(request, reasons="Skada.", by=people.reviewer())
    with pytest.raises(ActionDenied, match=f"du prövade stycken i {row.section_name}"):
        deciding.decide(request, seen=request.handed_in_at, by=people.decider())
    deciding.send_back(request, by=people.decider())
    handout.judge_one(request, row.order, Judgement(Verdict.MASK, ground(STANDARD), [], "Skada."))
    request = judging.hand_in(request, reasons="Skada.", by=people.decider())
    with pytest.raises(ActionDenied, match="du lämnade begäran"):
        deciding.decide(request, seen=request.handed_in_at, by=people.decider())


def test_the_database_holds_four_eyes_too(picture: LocalPicture) -> None:
    request = handout.handed_in(handout.asked(picture))
    decided = {"state": "decided", "result": "full", "decided_at": request.ready_at}
    with pytest.raises(DatabaseError, match="nobody decides what they judged"), transaction.atomic():
        DocumentRequest.objects.filter(pk=request.pk).update(**decided, decided_by=people.reviewer())
    judged = Paragraph.objects.filter(request=request, judged_by=people.reviewer()).exists()
    assert judged
    DocumentRequest.objects.filter(pk=request.pk).update(**decided, decided_by=people.decider())


def test_the_paper_holds_what_is_given_and_a_mask_for_the_rest(picture: LocalPicture) -> None:
    request = handout.judged(handout.asked(picture))
    row = first_secret(request)
    hidden, rest = row.text.rsplit(" ", 1)[0], row.text.rsplit(" ", 1)[1]
    handout.judge_one(request, row.order, Judgement(Verdict.PART, ground(STANDARD), [hidden], "Skada."))
    request = judging.hand_in(request, reasons="Delar rör underrättelseverksamhet.", by=people.reviewer())
    request = deciding.decide(request, seen=request.handed_in_at, by=people.decider())
    assert request.result == Result.PARTIAL
    paper = words(MaskedCopy.objects.get(request=request).pdf)
    assert "Maskat: OSL 18 kap. 2 §" in paper
    assert f"§ {rest}" in paper
    given = next(row.text for row in paragraphs_of(request) if row.verdict == Verdict.GIVE and len(row.text) > 10)
    assert " ".join(given.split()) in paper
    for row in paragraphs_of(request):
        if row.verdict == Verdict.MASK and len(row.text.split()) >= 4:
            assert " ".join(row.text.split()) not in paper
    reader = PdfReader(BytesIO(MaskedCopy.objects.get(request=request).pdf))
    assert set(reader.metadata or {}) <= {"/Title", "/Author", "/Creator", "/CreationDate", "/ModDate"}
    assert (reader.metadata or {})["/Author"] == "Polismyndigheten"


def test_a_paper_that_would_tell_is_not_made(picture: LocalPicture, monkeypatch: pytest.MonkeyPatch) -> None:
    request = handout.handed_in(handout.asked(picture))
    monkeypatch.setattr("reports.handout.pdf.runs_of", lambda text, verdict, passages: [Run(text)])
    with pytest.raises(ActionDenied, match="återger ord som är maskade"):
        deciding.decide(request, seen=request.handed_in_at, by=people.decider())
    request.refresh_from_db()
    assert request.state == RequestState.READY
    assert not MaskedCopy.objects.exists()


def test_the_decision_says_what_why_and_how_to_appeal(picture: LocalPicture) -> None:
    request = handout.decided(handout.asked(picture))
    letter = words(decision_pdf(request, paragraphs_of(request)))
    for said in ("A1/2019", "maskade delar", "underrättelseverksamhet", "OSL 18 kap. 2 §", "kammarrätten", "tre veckor", "Beslutsfattare"):
        assert said in letter
    assert people.decider().username not in letter, "the role, not the person"


def test_what_is_given_whole_has_no_appeal_and_what_is_refused_no_copy(picture: LocalPicture) -> None:
    request = handout.asked(picture, section="Husby")
    handout.judge_all(request, Judgement(Verdict.GIVE, None, [], "Ofarligt."))
    request = judging.hand_in(request, reasons="", by=people.reviewer())
    full = deciding.decide(request, seen=request.handed_in_at, by=people.decider())
    assert full.result == Result.FULL and "kammarrätten" not in words(decision_pdf(full, paragraphs_of(full)))
    other = handout.asked(picture, number="A2/2019", section="Husby")
    handout.judge_all(other, Judgement(Verdict.MASK, ground(STANDARD), [], "Skada."))
    other = judging.hand_in(other, reasons="Skada.", by=people.reviewer())
    other = deciding.decide(other, seen=other.handed_in_at, by=people.decider())
    assert other.result == Result.REFUSED and not MaskedCopy.objects.filter(request=other).exists()


def test_what_was_judged_anew_since_the_decider_read_it_is_not_decided(picture: LocalPicture) -> None:
    request = handout.handed_in(handout.asked(picture))
    seen, row = request.handed_in_at, first_secret(request)
    request = deciding.send_back(request, by=people.decider())
    handout.judge_one(request, row.order, Judgement(Verdict.GIVE, None, [], "Ofarligt."))
    judging.hand_in(request, reasons="Skada.", by=people.reviewer())
    with pytest.raises(Stale, match="prövats på nytt"):
        deciding.decide(request, seen=seen, by=people.decider())
    request.refresh_from_db()
    assert request.state == RequestState.READY


def test_a_part_that_is_masked_whole_does_not_tell_what_it_is(annex: NationalPicture) -> None:
    request = handout.asked(annex, by=people.decider())
    paragraphs = paragraphs_of(request)
    assert "Avvikande mening" in {row.heading for row in paragraphs}
    handout.judged(request, by=people.decider())
    request = judging.hand_in(request, reasons="Skada.", by=people.decider())
    request = deciding.decide(request, seen=request.handed_in_at, by=people.head())
    paper = words(MaskedCopy.objects.get(request=request).pdf)
    assert "Lokalpolisområdets förslag till kategori" in paper, "the first paragraph is given"
    assert "Avvikande mening" not in paper and "Beskrivning" not in paper
    assert paper.count("Maskad del") == 1, "masked parts that follow each other cannot be counted"


def test_masks_that_follow_each_other_are_one_and_equal_words_are_not(picture: LocalPicture) -> None:
    request = handout.asked(picture, section="Husby")
    rows = paragraphs_of(request)[:6]
    for row, verdict in zip(rows, ("give", "mask", "mask", "give", "give", "mask"), strict=True):
        row.heading, row.section_name, row.verdict, row.ground = "Samma", "Husby", verdict, ground(STANDARD)
        row.holding(text="Nej.")
    request.decided_at = request.registered_at
    paper = words(copy_pdf(request, rows))
    assert (paper.count("Nej."), paper.count("Maskat: ")) == (3, 2)


def test_a_section_that_is_masked_whole_has_no_name(picture: LocalPicture) -> None:
    request = handout.asked(picture, section="Husby")
    handout.judge_all(request, Judgement(Verdict.MASK, ground(STANDARD), [], "Skada."))
    assert {(part.section, part.heading) for part in parts_of(paragraphs_of(request))} == {("", "")}


def test_words_that_are_left_in_other_letters_are_refused(picture: LocalPicture) -> None:
    text = "Ahmed Svensson hotar. AHMED SVENSSON gör det."
    assert stands_still(text, ["Ahmed Svensson"])
    assert not stands_still(text, ["Ahmed Svensson", "AHMED SVENSSON"])
    assert stands_still("A\u030asa och Åsa", ["Åsa"])
    request = handout.asked(picture)
    twice = Paragraph(request=request, order=1, source_class="classified").holding(text=text)
    why = judging.what_blocks_judgement(twice, Judgement(Verdict.PART, ground(STANDARD), ["Ahmed Svensson"], "Skada."))
    assert "på ett annat sätt" in why


def test_a_single_masked_word_is_kept_out_of_the_reasons(picture: LocalPicture) -> None:
    request = handout.judged(handout.asked(picture))
    row = next(row for row in paragraphs_of(request) if row.is_secret and "Sekretess." in row.text)
    handout.judge_one(request, row.order, Judgement(Verdict.PART, ground(STANDARD), ["Sekretess."], "Skada."))
    with pytest.raises(ActionDenied, match="återger ord"):
        judging.hand_in(request, reasons="Det är sekretess.", by=people.reviewer())


def test_an_open_text_that_was_given_is_no_reason_to_give_a_classified_one() -> None:
    one = Piece("Husby", "B2", "Nivå 3.", False)
    assert fingerprint("picture", one) != fingerprint("picture", Piece("Husby", "B2", "Nivå 3.", True))
    assert fingerprint("picture", one) != fingerprint("picture", Piece("Husby", "B2", "Nivå -3.", False))
    assert fingerprint("picture", one) == fingerprint("picture", Piece("Husby", "B2", "Nivå  3.\n", False))


def test_the_same_words_are_offered_the_earlier_judgement_and_nobody_stands_by_it_yet(picture: LocalPicture) -> None:
    first = handout.decided(handout.asked(picture))
    second = handout.asked(picture, number="A2/2019")
    rows = [row for row in paragraphs_of(second) if row.is_secret]
    assert all(row.is_judged for row in paragraphs_of(second) if not row.is_secret), "what was open and given is not asked again"
    assert rows and all(row.reused_from_id == first.pk and row.verdict == Verdict.MASK and not row.is_judged for row in rows)
    assert {row.reason for row in rows} == {"Det skadar verksamheten."}
    with pytest.raises(ActionDenied, match="inte prövade"):
        judging.hand_in(second, reasons="Skada.", by=people.reviewer())


def test_a_judgement_that_was_never_decided_is_not_offered(picture: LocalPicture) -> None:
    deciding.withdraw(handout.judged(handout.asked(picture)), by=people.reviewer())
    assert all(row.reused_from_id is None for row in paragraphs_of(handout.asked(picture, number="A2/2019")))


def test_a_mask_that_another_paragraph_gives_away_is_told(picture: LocalPicture) -> None:
    request = handout.asked(picture)
    one, other = [row for row in paragraphs_of(request) if row.is_secret and row.text.startswith("Grund ")][:2]
    handout.judge_one(request, one.order, Judgement(Verdict.PART, ground(STANDARD), ["Grund"], "Skada."))
    handout.judge_one(request, other.order, Judgement(Verdict.GIVE, None, [], "Ofarligt."))
    assert (one.order, other.order) in {(echo.hidden.order, echo.shown.order) for echo in echoes_in(paragraphs_of(request))}


def test_handing_out_is_logged_with_whom_and_how_and_ends_it(picture: LocalPicture) -> None:
    request = handout.decided(handout.asked(picture))
    deciding.hand_out(request, way=Way.MAIL, by=people.reviewer())
    event = AuditEvent.objects.get(event="request.handed_out")
    assert (event.recipient, event.detail) == ("okänd sökande", {"way": "mail", "result": "partial"})
    for change in ({"reasons": "Andra."}, {"state": "assessing"}):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            DocumentRequest.objects.filter(pk=request.pk).update(**change)
    with pytest.raises(DatabaseError, match="before it is handed in"), transaction.atomic():
        Paragraph.objects.filter(request=request).update(verdict="give")
    with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic():
        MaskedCopy.objects.filter(request=request).update(sha256="0")


def test_no_event_holds_a_word_of_it(picture: LocalPicture) -> None:
    request = handout.decided(handout.asked(picture))
    deciding.hand_out(request, way=Way.MAIL, by=people.reviewer())
    told = " ".join(str((row.detail, row.object_name, row.recipient)) for row in AuditEvent.objects.filter(event__startswith="request."))
    assert "A1/2019" in told
    assert not any(row.text in told for row in paragraphs_of(request) if row.is_secret and len(row.text) > 5)
