"""The form of an area: what it takes, what it refuses, and that nothing is lost or half saved."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.classified.models import ClassifiedAnswer, PointText, Proposal
from assessments.models import Answer, AreaAssessment, LocalPicture
from assessments.models.answer_parts import MAX_TEXT
from tests.factories import places, rounds


def url_of(area: AreaAssessment) -> str:
    return reverse("assessments:area", args=[area.pk])


def post(client: Client, area: AreaAssessment, *, version: int | str | None = None, **given: Any) -> Any:
    """Post fields as the page names them: `B2_rating="3"` stands for B2-rating."""
    area.refresh_from_db()
    data = {name.replace("__", "-"): value for name, value in given.items()}
    return client.post(url_of(area), data | {"version": area.version if version is None else version})


def nothing_saved() -> bool:
    return not (Answer.objects.exists() or ClassifiedAnswer.objects.exists() or Proposal.objects.exists())


def test_every_question_of_the_method_has_its_fields(officer: Client, area: AreaAssessment) -> None:
    page = officer.get(url_of(area)).content.decode()

    for name in ("B2-rating", "B2-count", "B2-trend", "B2-comment", "B2-evidence", "O1-count", "O1-share", "O1-dont_know", "O7-choice"):
        assert f'name="{name}"' in page, name
    for name in ("V1-text", "T1-trend", "T2-category", "T2-U1-met", "T2-U1-text", "T3-text", "T3-secret_text", "K1-choice"):
        assert f'name="{name}"' in page, name
    assert 'name="B2-rating" id="id_B2-rating_vet-ej" value="vet-ej"' in page
    assert "Varje vecka på flera platser" in page
    assert 'name="V2-' not in page
    assert "Hämtas ur register" in page


def test_answers_are_saved_in_the_table_of_their_class(officer: Client, area: AreaAssessment) -> None:
    response = post(
        officer,
        area,
        B1__rating="3",
        B1__count="12",
        B1__comment="Skäl.",
        B1__evidence="fakta",
        O1__share="12,5 %",
        T3__text="Öppet",
        T3__secret_text="Hemligt",
    )

    assert response.status_code == 302
    assert Answer.objects.get(question__code="B1").count == 12
    assert Answer.objects.get(question__code="B1").rating is None
    secret = ClassifiedAnswer.objects.get(question__code="B1")
    assert (secret.rating, secret.comment, secret.evidence, secret.count) == (3, "Skäl.", "fakta", None)
    assert str(ClassifiedAnswer.objects.get(question__code="O1").share) == "12.50"
    assert Answer.objects.get(question__code="T3").text == "Öppet"
    assert ClassifiedAnswer.objects.get(question__code="T3").text == "Hemligt"
    assert sorted({row.section_code for row in area.edits.all()}) == ["B", "O", "T"]


@pytest.mark.parametrize(("button", "page"), [("later", "assessments:picture"), ("sign", "assessments:picture"), ("", "assessments:area")])
def test_each_button_saves_and_leads_on(officer: Client, area: AreaAssessment, button: str, page: str) -> None:
    response = post(officer, area, B2__rating="3", then=button)

    pk = area.pk if page == "assessments:area" else area.picture_id
    assert response["Location"].partition("#")[0] == reverse(page, args=[pk])
    assert ClassifiedAnswer.objects.get().rating == 3


def test_what_the_page_did_not_send_stays(officer: Client, area: AreaAssessment) -> None:
    post(officer, area, B2__rating="3", B2__comment="Skäl.")
    post(officer, area, B2__count="4")

    row = ClassifiedAnswer.objects.get(question__code="B2")
    assert (row.rating, row.comment, row.count) == (3, "Skäl.", 4)


def test_dont_know_is_an_answer_and_takes_the_grade_away(officer: Client, area: AreaAssessment) -> None:
    post(officer, area, B2__rating="3")
    post(officer, area, B2__rating="vet-ej")

    row = ClassifiedAnswer.objects.get(question__code="B2")
    assert (row.rating, row.dont_know) == (None, True)
    assert 'value="vet-ej" checked' in officer.get(url_of(area)).content.decode()


def test_saving_without_a_change_writes_nothing(officer: Client, area: AreaAssessment) -> None:
    post(officer, area, B2__rating="3")
    edits = list(area.edits.values_list("at", flat=True))
    area.refresh_from_db()
    version = area.version

    assert post(officer, area, B2__rating="3").status_code == 302

    area.refresh_from_db()
    assert (area.version, list(area.edits.values_list("at", flat=True))) == (version, edits)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("B2-count", "Ett tiotal", "”Ett tiotal” går inte att räkna med. Skriv en siffra."),
        ("B2-count", "-3", "”-3” går inte att räkna med. Skriv en siffra."),
        ("B2-count", "9999999999999", "Talet är för stort. Skriv högst 1 000 000."),
        ("O1-share", "en tredjedel", "”en tredjedel” går inte att räkna med. Skriv ett tal."),
        ("O1-share", "140", "En andel är mellan 0 och 100 procent."),
        ("O1-share", "NaN", "”NaN” går inte att räkna med. Skriv ett tal."),
        ("B2-rating", "7", "Välj ett av svaren i listan. ”7” finns inte där."),
        ("T1-trend", "sidledes", "Välj ett av svaren i listan. ”sidledes” finns inte där."),
        ("T2-category", "lugnt", "Välj ett av svaren i listan. ”lugnt” finns inte där."),
        ("V1-text", "a\x00b", "Texten innehåller ett tecken som inte går att spara. Skriv om den."),
    ],
)
def test_a_bad_value_gets_one_sentence_at_its_field_and_saves_nothing(
    officer: Client, area: AreaAssessment, name: str, value: str, sentence: str
) -> None:
    response = post(officer, area, **{name: value, "B5-rating": "2"})

    page = response.content.decode()
    assert response.status_code == 400
    assert page.count(sentence.replace("1 000 000", "1\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}000")) == 1
    assert "<title>Fel:" in page
    assert nothing_saved()


def test_a_text_that_is_too_long_is_refused_and_stands_there_still(officer: Client, area: AreaAssessment) -> None:
    text = "å" * 1_000_000

    response = post(officer, area, V1__text=text)

    page = response.content.decode()
    assert response.status_code == 400
    assert "Korta den till högst 20\N{NO-BREAK SPACE}000" in page
    assert text in page
    assert nothing_saved()


def test_the_longest_text_is_taken(officer: Client, area: AreaAssessment) -> None:
    post(officer, area, V1__text="å" * MAX_TEXT)

    assert len(Answer.objects.get(question__code="V1").text) == MAX_TEXT


def test_an_upload_over_the_limit_gets_a_page_with_words(officer: Client, area: AreaAssessment) -> None:
    response = post(officer, area, V1__text="a" * 6_000_000)

    assert response.status_code == 400
    assert "för stort" in response.content.decode()
    assert nothing_saved()


def test_a_question_that_the_method_does_not_have_is_refused(officer: Client, area: AreaAssessment) -> None:
    response = post(officer, area, X9__rating="1", B2__rating="3")

    assert response.status_code == 400
    assert "Frågan ”X9” finns inte i den här metodversionen." in response.content.decode()
    assert nothing_saved()


def test_both_a_number_and_dont_know_is_refused(officer: Client, area: AreaAssessment) -> None:
    response = post(officer, area, I1__count="4", I1__dont_know="on")

    assert response.status_code == 400
    assert "Du har både skrivit ett antal och valt vet ej." in response.content.decode()
    assert nothing_saved()


@pytest.mark.parametrize("version", ["", "abc", "-1", "99999999999999999999", "٣"])
def test_a_version_that_is_none_is_answered_like_a_stale_one(officer: Client, area: AreaAssessment, version: str) -> None:
    assert post(officer, area, B2__rating="3", version=version).status_code == 409
    assert nothing_saved()


def test_a_stale_page_loses_nothing_and_shows_both(officer: Client, chief: Client, area: AreaAssessment) -> None:
    seen = area.version
    post(chief, area, B2__rating="4", V1__text="Chefens text")

    response = post(officer, area, version=seen, B2__rating="1", V1__text="Handläggarens text")

    page = response.content.decode()
    assert response.status_code == 409
    assert "Lokalpolisområdeschef, LPO Rinkeby sparade kl." in page
    assert "Handläggarens text" in page
    assert "Sparat nu" in page
    assert "Chefens text" in page
    assert ClassifiedAnswer.objects.get(question__code="B2").rating == 4
    area.refresh_from_db()
    assert f'id="version" form="svar" value="{area.version}"' in page


def test_an_automatic_save_answers_with_the_new_version_only(officer: Client, area: AreaAssessment) -> None:
    answer = officer.post(url_of(area), {"version": area.version, "B2-rating": "3"}, headers={"HX-Request": "true"})
    area.refresh_from_db()

    assert answer.status_code == 200
    assert f'value="{area.version}" hx-swap-oob="true"' in answer.content.decode()
    assert answer["X-Saved-At"]

    refused = officer.post(url_of(area), {"version": area.version, "B2-count": "x"}, headers={"HX-Request": "true"})
    stale = officer.post(url_of(area), {"version": 0, "B2-count": "1"}, headers={"HX-Request": "true"})
    assert (refused.status_code, stale.status_code) == (400, 409)
    assert "hx-swap-oob" not in stale.content.decode()


def test_a_proposal_may_begin_with_its_grounds(officer: Client, area: AreaAssessment) -> None:
    post(officer, area, T2__U1__met="ja", T2__U2__text="Bara skäl än så länge.")

    proposal = Proposal.objects.get(area=area)
    assert proposal.category == ""
    assert {row.criterion.code: (row.met, row.text) for row in proposal.grounds.all()} == {
        "U1": ("ja", ""),
        "U2": ("", "Bara skäl än så länge."),
    }

    post(officer, area, T2__category="sarskilt", T2__U2__text="")
    proposal.refresh_from_db()
    assert proposal.category == "sarskilt"
    assert [row.criterion.code for row in proposal.grounds.all()] == ["U1"]


def test_the_last_round_stands_beside(officer: Client, picture: LocalPicture, area: AreaAssessment) -> None:
    rounds.fill(picture, rating=1, text="Så var det då.")
    later = rounds.picture_of(rounds.open_round(2021))
    new = later.areas.get(area=area.area)

    page = officer.get(url_of(new)).content.decode()

    assert "Förra omgången, 2019" in page
    assert "1 – Enstaka tillfällen, ingen fast plats" in page
    assert "Handläggare, LPO Rinkeby" in page
    assert "Förra gången: 4" in page


def test_a_new_area_says_so(officer: Client, picture: LocalPicture) -> None:
    row = AreaAssessment.objects.create(picture=picture, name="Nytt", municipality=places.make_municipality(), is_proposed=True)

    assert "Det finns inget svar från en tidigare omgång." in officer.get(url_of(row)).content.decode()


# After a return


@pytest.fixture
def returned(picture: LocalPicture) -> LocalPicture:
    return rounds.returned(picture, code="B2")


def test_only_the_section_of_the_point_is_open(officer: Client, returned: LocalPicture) -> None:
    page = officer.get(url_of(returned.areas.get())).content.decode()

    assert 'name="B1-rating"' in page
    assert 'name="N1-rating"' not in page
    assert "Vad bygger det på?" in page
    assert "Låst: Noa har bara låst upp de avsnitt som punkterna gäller." in page
    assert 'class="q locked" id="fraga-N1"' in page


def test_a_locked_section_is_refused_and_the_text_stands_there(officer: Client, returned: LocalPicture) -> None:
    area = returned.areas.get()
    before = ClassifiedAnswer.objects.get(area=area, question__code="N1").comment

    response = post(officer, area, N1__comment="Smugen in", B2__rating="4")

    assert response.status_code == 400
    assert "Du kan inte ändra avsnitt N: det är låst." in response.content.decode()
    assert "Smugen in" in response.content.decode()
    assert ClassifiedAnswer.objects.get(area=area, question__code="N1").comment == before
    assert ClassifiedAnswer.objects.get(area=area, question__code="B2").rating == 2


def test_a_point_is_answered_together_with_the_form(officer: Client, returned: LocalPicture) -> None:
    area, point = returned.areas.get(), returned.points.get()

    response = post(officer, area, **{f"point-{point.pk}": "Tre nya platser.", "B2-rating": "4"})

    point.refresh_from_db()
    assert response.status_code == 302
    assert PointText.objects.get(point=point).answer == "Tre nya platser."
    assert point.state == "answered"
    assert ClassifiedAnswer.objects.get(area=area, question__code="B2").rating == 4


def test_a_point_and_the_answers_stand_or_fall_together(officer: Client, returned: LocalPicture) -> None:
    area, point = returned.areas.get(), returned.points.get()

    response = post(officer, area, version=0, **{f"point-{point.pk}": "Svar.", "B2-rating": "4"})

    assert response.status_code == 409
    assert PointText.objects.get(point=point).answer == ""
    assert "Svar." in response.content.decode()


def test_an_answered_point_cannot_be_emptied(officer: Client, returned: LocalPicture) -> None:
    area, name = returned.areas.get(), f"point-{returned.points.get().pk}"
    post(officer, area, **{name: "Svar."})

    response = post(officer, area, **{name: " "})

    assert response.status_code == 400
    assert "Det ni svarade förut är kvar" in response.content.decode()
    assert PointText.objects.get().answer == "Svar."


def test_a_point_of_another_area_is_not_taken_here(officer: Client, picture: LocalPicture, area: AreaAssessment) -> None:
    other = AreaAssessment.objects.create(picture=picture, name="Annat", municipality=area.municipality, is_proposed=True)
    point = rounds.returned(picture, code="S1").points.get()

    response = post(officer, other, **{f"point-{point.pk}": "Fel ställe"})

    assert response.status_code == 400
    assert PointText.objects.get(point=point).answer == ""


def test_what_is_typed_after_somebody_submitted_is_shown_again(officer: Client, picture: LocalPicture) -> None:
    rounds.submitted(picture)

    response = post(officer, picture.areas.get(), V1__text="Sent skrivet")

    assert response.status_code == 400
    assert "Sent skrivet" in response.content.decode()
    assert "Du kan inte ändra avsnitt V: det är låst." in response.content.decode()
