"""Each kind of classified text is compared with: its own mark, copied into a file, is found."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import Error, connection, models, transaction

from assessments.classified.release import TEXTS, texts_of
from lagesbild.access.acting import Purpose, acting_as, acting_for
from lagesbild.sealing.fields import SealedModel
from lagesbild.sealing.resealing import sealed_models
from reports.built_bundle import BuiltBundle
from reports.enums import Outcome
from reports.models import Build
from reports.queries.open_report import open_report
from reports.release.result import Result
from reports.release.secrets import no_secret
from tests.factories import people
from tests.factories.whole import MARKS, OPEN_MARK, Whole
from tests.locks import NEED_TO_KNOW
from tests.reports.release.planting import PLANTS
from tests.scenes import scene

__all__ = ["scene"]
KINDS = sorted(MARKS.keys() - {"count", "judgement"})  # numbers are too short; what is judged of a request is about the same texts


def looked_at(build: Build, folder: Path) -> Result:
    report = open_report(build.picture, version=build.version, edition_date=build.edition_date)
    with acting_for(Purpose.RELEASE_CHECK):
        return no_secret(BuiltBundle(build, report, folder))


@pytest.fixture
def bundle(scene: Whole, db: None, tmp_path: Path) -> Path:
    """Return a copy of the published files. Its owner's eyes see all texts, so what a mark stands in can be looked up."""
    return Path(shutil.copytree(Path(settings.BUILD_DIR) / scene.build.folder, tmp_path / "bundle"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("where", ["text, split", "docx text", "png packed text"])
def test_a_copy_of_each_kind_is_found(kind: str, where: str, scene: Whole, bundle: Path) -> None:
    text = next(row.text for row in texts_of(scene.published) if MARKS[kind] in row.text)
    PLANTS[where](bundle, f"{OPEN_MARK} som alla får läsa")
    assert looked_at(scene.build, bundle).outcome == Outcome.OK
    PLANTS[where](bundle, text.rstrip("."))
    row = looked_at(scene.build, bundle)
    assert row.outcome == Outcome.BAD
    assert MARKS[kind] not in str(row)


def test_what_was_compared_with_is_counted_by_kind_and_sealed(scene: Whole, bundle: Path) -> None:
    row = looked_at(scene.build, bundle)
    assert set(row.facts["texts"]) == {
        "answers",
        "comments",
        "proposal_grounds",
        "points",
        "point_answers",
        "decision_grounds",
        "dissents",
        "annex",
    }
    assert all(row.facts["texts"].values())
    assert len(row.facts["digest"]) == 64
    assert f"{sum(row.facts['texts'].values())} sekretessbelagda texter" in row.detail


def test_the_texts_of_another_round_are_not_among_them(scene: Whole, db: None) -> None:
    def numbers(round_: Any) -> int:
        return sum(1 for _text in texts_of(round_))

    with acting_for(Purpose.RELEASE_CHECK):
        assert numbers(scene.published) > numbers(scene.open) > 0


def test_no_classified_text_is_left_out_of_the_table() -> None:
    """A new text in a classified table fails here until it is compared with."""
    found: dict[type[SealedModel], set[str]] = {}
    for model in sealed_models():
        if model._meta.app_label == "classified":
            values = {name: value for column in model.sealed_columns() for name, value in model.sealed_values(column).items()}
            texts = {name for name, value in values.items() if isinstance(value.field, models.TextField)}
            if texts:
                found[model] = texts
    assert found == {model: set(names) for model, (_place, names) in TEXTS.items()}


@pytest.mark.parametrize("model", NEED_TO_KNOW, ids=lambda model: model.__name__)
def test_the_purpose_reads_each_table_and_writes_none(model: Any, scene: Whole, db: None) -> None:
    table = model._meta.db_table

    def sql(statement: str) -> Any:
        with connection.cursor() as cursor:
            cursor.execute(statement.format(table=table))
            return cursor.fetchone()[0] if cursor.description else cursor.rowcount

    with acting_as(None):
        assert sql("select current_user") == "app"
        assert sql("select count(*) from {table}") == 0
    with acting_for(Purpose.RELEASE_CHECK):
        assert sql("select count(*) from {table}") > 0
        assert sql("update {table} set sealed = sealed") == 0
        assert sql("delete from {table}") == 0
        with pytest.raises(Error), transaction.atomic():
            sql("insert into {table} select * from {table} limit 1")
    asks = (
        "select count(*) from pg_policies where tablename = '{table}' and concat(qual, with_check) like '%%release_check%%' and cmd {which}"
    )
    assert sql(asks.replace("{which}", "= 'SELECT'")) == 1
    assert sql(asks.replace("{which}", "<> 'SELECT'")) == 0
    with acting_as(people.lead()):
        assert not list(texts_of(scene.published)), "nor does the function give anything to anybody else"
