"""Sealing: what goes in comes out, in its own place only, and the ciphertext tells next to nothing."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import FieldDoesNotExist, FieldError, ValidationError
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from assessments.classified.models import ClassifiedAnswer, Dissent, PointText, ProposalGround
from assessments.models import Decision, Question
from lagesbild.sealing import datakeys
from lagesbild.sealing.errors import KeyFileBroken, KeyMissing, KeyWrong, Tampered
from lagesbild.sealing.fields import SealedModel
from lagesbild.sealing.keyfile import KeyRing, key_ring, new_line, parse
from lagesbild.sealing.models import DataKey
from lagesbild.sealing.resealing import sealed_models
from lagesbild.sealing.sealed import seal, unseal
from reports.annex.actions import take_copy
from reports.annex.models import AnnexEntry
from reports.models import NationalPicture
from tests.factories import people
from tests.factories.whole import MARKS, Whole
from tests.sealing.parts import PARTS

pytestmark = pytest.mark.django_db


def raw(row: SealedModel, column: str = "sealed") -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(f"select {column} from {row._meta.db_table} where id = %s", [row.pk])
        return bytes(cursor.fetchone()[0])


def unanswered(scene: Whole) -> ClassifiedAnswer:
    """Return an unsaved answer to a question of the round that is still open for writing: its picture is put back to a draft."""
    from assessments.models import LocalPicture  # noqa: PLC0415

    picture = LocalPicture.objects.filter(unit=scene.neighbour, round=scene.open).get()
    question = Question.objects.filter(method=scene.method, scope="lpo").first()
    assert question is not None
    return ClassifiedAnswer(picture=picture, question=question, written_by=people.officer(scene.neighbour), written_at="2021-03-05T08:00Z")


@given(values=st.dictionaries(st.text(), st.none() | st.text() | st.integers() | st.booleans()), place=st.text())
def test_what_goes_in_comes_out(values: dict[str, Any], place: str) -> None:
    assert unseal(seal(values, place), place) == values


def test_every_type_of_a_part_comes_back_as_it_was(scene: Whole) -> None:
    row = unanswered(scene).holding(**PARTS)
    row.save()
    again = ClassifiedAnswer.objects.get(pk=row.pk)
    assert again.values() == PARTS
    assert type(again.share) is Decimal
    again.comment = "En annan."
    again.save(update_fields=["sealed"])
    assert ClassifiedAnswer.objects.get(pk=row.pk).values() == PARTS | {"comment": "En annan."}
    assert again.get_trend_display()


def test_many_at_once_and_the_second_time(scene: Whole) -> None:
    row = unanswered(scene).holding(text="först")
    for text in ("först", "sedan"):
        ClassifiedAnswer.objects.bulk_create(
            [unanswered(scene).holding(text=text)],
            update_conflicts=True,
            unique_fields=["picture", "area", "question"],
            update_fields=["sealed"],
        )
        assert ClassifiedAnswer.objects.get(picture=row.picture, question=row.question).text == text


def test_an_empty_row_has_its_defaults(scene: Whole) -> None:
    row = unanswered(scene)
    assert row.values() == {"rating": None, "count": None, "share": None, "choice": "", "trend": "", "text": "", "dont_know": False,
                            "evidence": "", "comment": ""}  # fmt: skip
    assert AnnexEntry().grounds == []


@pytest.mark.parametrize(
    "wrong",
    [{"rating": 5}, {"rating": -1}, {"rating": 2, "dont_know": True}, {"share": Decimal("100.5")}, {"trend": "snett"}, {"count": "x"}],
)
def test_what_no_answer_can_be_is_not_kept(wrong: dict[str, Any], scene: Whole) -> None:
    with pytest.raises(ValidationError):
        unanswered(scene).holding(**wrong).save()


def test_no_plain_word_stands_in_the_tables(scene: Whole) -> None:
    take_copy(NationalPicture.objects.filter(annex_entries__isnull=False).distinct()[0], by=people.head())
    found = b""
    for model in sealed_models():
        with connection.cursor() as cursor:
            cursor.execute(f"select {model._meta.db_table}::text from {model._meta.db_table}")
            found += "\n".join(row[0] for row in cursor.fetchall()).encode()
        assert model.objects.exists(), model
    assert len(found) > 10_000
    for mark in MARKS.values():
        assert mark.encode() not in found


def test_a_value_in_another_row_does_not_open(scene: Whole) -> None:
    one, other = ProposalGround.objects.all()[:2]
    stolen = raw(one)
    kept = ProposalGround(pk=other.pk, proposal_id=other.proposal_id, criterion_id=other.criterion_id, sealed=stolen)
    with pytest.raises(Tampered):
        assert kept.text


def test_a_value_in_another_column_or_table_does_not_open(scene: Whole) -> None:
    words = PointText.objects.exclude(sealed_answer=b"").first()
    assert words is not None
    assert words.text
    with pytest.raises(Tampered):
        assert PointText(point_id=words.point_id, sealed_answer=raw(words)).answer
    decision = Decision.objects.exclude(dissent=None).first()
    assert decision is not None
    made = seal({"text": "x"}, f"classified_decisionground.sealed|decision_id={decision.pk}")
    with pytest.raises(Tampered):
        assert Dissent(decision=decision, sealed=made).text


@pytest.mark.parametrize("place", [0, 3, 8, 40, -1])
def test_a_changed_byte_does_not_open(place: int) -> None:
    made = bytearray(seal({"text": "ett ord"}, "här"))
    made[place] ^= 1
    with pytest.raises((Tampered, KeyMissing)):
        unseal(bytes(made), "här")


@pytest.mark.parametrize("text", ["", "x", "ja", "ett par ord till"])
def test_the_length_of_a_short_value_does_not_show(text: str) -> None:
    assert len(seal({"choice": text}, "här")) == len(seal({"choice": ""}, "här"))


def test_the_same_value_looks_different_each_time() -> None:
    assert len({seal({"choice": "ja"}, "här") for _time in range(100)}) == 100


def test_the_database_cannot_be_asked_for_a_value(scene: Whole) -> None:
    for ask in (
        lambda: Dissent.objects.filter(text="x").first(),
        lambda: Dissent.objects.order_by("text").first(),
        lambda: Dissent.objects.values_list("text").first(),
        lambda: Dissent.objects.update(text="x"),
    ):
        with pytest.raises((FieldError, FieldDoesNotExist)):
            ask()


def test_untouched_words_are_written_back_as_they_were(scene: Whole) -> None:
    """A point's words are frozen by the database; saving its answer must not seal them anew."""
    words = PointText.objects.get(point=scene.point)
    before = raw(words)
    assert words.text
    words.save()
    assert raw(words) == before


def test_a_lost_key_is_one_sentence_and_loses_nothing(scene: Whole, key_file: Path, login: Any) -> None:
    before = {model: list(model.objects.values_list("pk", "sealed").order_by("pk")) for model in sealed_models()}
    client: Client = login("lpo-handlaggare")
    page = client.get(f"/omraden/{scene.area.pk}/")
    assert page.status_code == 503
    text = page.content.decode()
    assert "kan varken läsas eller skrivas" in text
    assert "Ingenting är ändrat eller förlorat" in text
    assert not [mark for mark in MARKS.values() if mark in text]
    assert {model: list(model.objects.values_list("pk", "sealed").order_by("pk")) for model in sealed_models()} == before
    with pytest.raises(KeyMissing):
        Dissent.objects.all()[0].holding(text="över").save()


def test_a_wrong_key_with_the_right_name_says_so(scene: Whole, key_file: Path) -> None:
    name = DataKey.objects.get().kek
    key_file.write_text(new_line(name))
    with pytest.raises(KeyWrong, match=name):
        assert Dissent.objects.all()[0].text


def test_no_key_at_all_says_so(settings: Any) -> None:
    settings.KEY_FILE = settings.KEYS = ""
    with pytest.raises(KeyMissing):
        key_ring()
    settings.KEY_FILE = "/finns/inte"
    with pytest.raises(KeyFileBroken, match="/finns/inte"):
        key_ring()


@pytest.mark.parametrize("text", ["", "# bara en rad om ingenting", "namn", "namn kort", f"{new_line('a')}\n{new_line('a')}", "namn ÅÄÖ"])
def test_a_broken_key_file_says_where_and_not_what(text: str) -> None:
    with pytest.raises(KeyFileBroken) as caught:
        parse(text)
    assert "kort" not in str(caught.value)


def test_keys_do_not_show_themselves() -> None:
    ring = parse(f"{new_line('ny')}\n{new_line('gammal')}")
    assert repr(ring) == "KeyRing(ny, gammal)"
    assert isinstance(ring, KeyRing)


def test_another_process_key_is_found() -> None:
    """A data key that somebody else made opens at once, and is used as soon as ours has served its time."""
    datakeys.forget()
    mine = datakeys.sealer()[0]
    theirs = datakeys.new_data_key()
    made = b"\x01" + theirs.pk.to_bytes(4, "big")
    assert datakeys.opener(theirs.pk) is datakeys.opener(int.from_bytes(made[1:5], "big"))
    assert datakeys.sealer()[0] == mine
    datakeys.forget()
    assert datakeys.sealer()[0] == theirs.pk
    datakeys.forget()  # theirs is taken back with the test
