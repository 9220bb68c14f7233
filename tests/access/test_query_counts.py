"""A page with a list costs the same number of queries with one row and with ninety-seven (in one local picture: twenty areas)."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.factories import many
from tests.factories.whole import Whole

pytestmark = pytest.mark.django_db

MOST = 48  # the review of an area reads two rounds of answers, the figures and the boundary


@pytest.fixture(scope="module")
def counted(scene: Whole, django_db_blocker: object) -> Iterator[tuple[dict[str, int], dict[str, int]]]:
    """Count with few rows, add the others, and count again."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        many.start(scene)
        few = many.counts(scene, warm=True)
        many.grow(scene)
        yield few, many.counts(scene)
        transaction.set_rollback(True)


def test_every_list_costs_the_same_however_long(counted: tuple[dict[str, int], dict[str, int]]) -> None:
    few, lots = counted
    assert {name: (few[name], lots[name]) for name in few if lots[name] > few[name]} == {}


def test_no_page_costs_much(counted: tuple[dict[str, int], dict[str, int]]) -> None:
    assert {name: count for name, count in counted[1].items() if count > MOST} == {}


def test_the_lists_did_grow(counted: object, scene: Whole) -> None:
    assert scene.open.pictures.count() >= many.MANY
    assert scene.picture.areas.count() >= many.FEW
    assert many.latest(scene).entries.count() >= many.MANY
