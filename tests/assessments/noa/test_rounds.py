"""Planning, opening and closing rounds; approving a method."""

from collections.abc import Callable
from typing import Any

import pytest

from assessments.models import Method, Round
from tests.assessments.noa.conftest import Scene, queries, said
from tests.factories import people, places, rounds

PLAN = {
    "year": "2021",
    "reference_date": "2021-01-01",
    "submit_by": "2021-02-15",
    "review_by": "2021-03-22",
    "decide_by": "2021-04-15",
}


@pytest.fixture
def plan(db: None) -> dict[str, str]:
    return PLAN | {"method": str(rounds.make_method().pk)}


def test_a_round_is_planned_and_only_once(plan: dict[str, str], as_: Callable[[Any], Any]) -> None:
    client = as_(people.lead())
    response = client.post("/omgangar/planera/", plan)
    assert response["Location"] == "/omgangar/"
    assert "Omgång 2021 är planerad" in said(response)
    again = client.post("/omgangar/planera/", plan)
    assert "Omgången 2021 finns redan" in again.content.decode()
    assert Round.objects.count() == 1
    assert "Öppna omgång 2021" in client.get("/omgangar/").content.decode()


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"review_by": "2021-02-01"}, "review_by", "före den förra tidsgränsen"),
        ({"decide_by": "2021-02-01"}, "decide_by", "före den förra tidsgränsen"),
        ({"year": "Ett tiotal"}, "year", "heltal"),
        ({"year": "99999999999999999999"}, "year", "2100"),
        ({"method": "77777"}, "method", "giltigt"),
        ({"submit_by": "2021-02-31"}, "submit_by", "giltigt datum"),
        ({"reference_date": ""}, "reference_date", "måste fyllas i"),
    ],
)
def test_wrong_plans_are_explained_at_the_field(
    changed: dict[str, str], field: str, sentence: str, plan: dict[str, str], as_: Callable[[Any], Any]
) -> None:
    response = as_(people.lead()).post("/omgangar/planera/", plan | changed)
    assert response.status_code == 200
    assert sentence in " ".join(response.context["form"].errors[field])
    assert list(response.context["form"].errors) == [field]
    assert not Round.objects.exists()


def test_typed_words_stay(plan: dict[str, str], as_: Callable[[Any], Any]) -> None:
    assert 'value="Ett tiotal"' in as_(people.lead()).post("/omgangar/planera/", plan | {"year": "Ett tiotal"}).content.decode()


def test_a_round_is_opened_and_only_once(as_: Callable[[Any], Any], db: None) -> None:
    places.make_lpo()
    rounds.plan_round(2019)
    client = as_(people.lead())
    assert client.post("/omgangar/2019/oppna/")["Location"] == "/omgangar/2019/"
    opened = Round.objects.get()
    again = client.post("/omgangar/2019/oppna/")
    assert "Du kan inte öppna omgången" in said(again)
    assert Round.objects.get().opened_at == opened.opened_at
    assert opened.pictures.count() == 1


def test_an_unapproved_method_blocks_the_opening(as_: Callable[[Any], Any], db: None) -> None:
    method = rounds.make_method(approved=False)
    rounds.plan_round(2019, method=method)
    client = as_(people.lead())
    page = client.get("/omgangar/").content.decode()
    assert "metodversionen är inte godkänd av en andra person" in page
    assert 'aria-disabled="true"' in page
    assert "Du kan inte öppna omgången" in said(client.post("/omgangar/2019/oppna/"))
    assert Round.objects.get().state == "planned"


def test_a_round_closes_when_nothing_is_left_and_only_once(scene: Scene, as_: Callable[[Any], Any]) -> None:
    client = as_(people.lead())
    assert "2 lokala lägesbilder är inte godkända; 3 områden saknar beslut" in client.get("/omgangar/").content.decode()
    assert "Du kan inte stänga omgången" in said(client.post("/omgangar/2019/stang/"))
    for picture in (scene.rinkeby, scene.botkyrka):
        rounds.approved(picture)
        for area in picture.areas.all():
            rounds.decided(area)
    assert "Omgång 2019 är stängd" in said(client.post("/omgangar/2019/stang/"))
    closed = Round.objects.get(year=2019)
    assert "Du kan inte stänga omgången" in said(client.post("/omgangar/2019/stang/"))
    assert Round.objects.get(year=2019).closed_at == closed.closed_at


def test_who_made_a_method_does_not_approve_it(as_: Callable[[Any], Any], db: None) -> None:
    method = rounds.make_method(approved=False)
    maker = people.make_user("noa-chef", username=method.created_by.username)
    page = as_(maker).get(f"/metoder/{method.pk}/").content.decode()
    assert "du har skapat den. En annan person måste göra det." in page
    assert "Du kan inte godkänna" in said(as_(maker).post(f"/metoder/{method.pk}/godkann/"))
    assert Method.objects.get().approved_at is None


def test_a_method_is_approved_and_only_once(as_: Callable[[Any], Any], db: None) -> None:
    method = rounds.make_method(approved=False)
    assert "är godkänd" in said(as_(people.head()).post(f"/metoder/{method.pk}/godkann/"))
    assert "redan godkänd" in said(as_(people.decider()).post(f"/metoder/{method.pk}/godkann/"))
    assert Method.objects.get().approved_by == people.head()


def test_the_method_page_tells_open_and_secret_of_all_31_questions(as_: Callable[[Any], Any], db: None) -> None:
    page = as_(people.lead()).get(f"/metoder/{rounds.make_method().pk}/").content.decode()
    assert page.count('class="q"') == 31
    assert "rekonstruktion" in page
    assert page.count("tag-secret") > 20
    assert page.count("tag-open") > 5
    assert "Varje månad, utomstående har skadats" in page


def test_the_list_of_rounds_costs_the_same_with_more_rounds(as_: Callable[[Any], Any], scene: Scene) -> None:
    client = as_(people.lead())
    few = queries(client, "/omgangar/")
    for year in range(2030, 2040):
        rounds.plan_round(year)
    assert queries(client, "/omgangar/") == few
