"""The worklist puts the lists of several apps together, the most urgent first."""

from datetime import date

import pytest

from lagesbild import clock
from lagesbild.ui import worklist
from lagesbild.ui.badges import badge
from lagesbild.ui.worklist import Done, Step, Steps, Work, Worklist


def work(title: str, due: date | None = None) -> Work:
    return Work(title=title, text="", href="/", button="Visa", badge=badge("draft"), due=due)


@pytest.fixture(autouse=True)
def no_providers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worklist, "_providers", [])


def test_the_most_urgent_stands_first_and_what_has_no_day_last() -> None:
    worklist.register(lambda scope: Worklist(mine=[work("utan dag"), work("sen", date(2019, 3, 8))], others=[work("b")]))
    worklist.register(lambda scope: Worklist(mine=[work("tidig", date(2019, 3, 1)), work("åtta", date(2019, 3, 8))], others=[work("a")]))

    found = worklist.worklist_for(None)

    assert [item.title for item in found.mine] == ["tidig", "sen", "åtta", "utan dag"]
    assert [item.title for item in found.others] == ["a", "b"]


def test_a_provider_gets_the_scope_and_is_asked_once() -> None:
    asked = []

    def provider(scope: object) -> Worklist:
        asked.append(scope)
        return Worklist()

    worklist.register(provider)
    worklist.register(provider)
    worklist.worklist_for("räckvidd")

    assert asked == ["räckvidd"]


def test_the_first_reason_for_an_empty_list_is_shown_with_its_own_link() -> None:
    parts = [Worklist(), Worklist(empty="Noa granskar.", href="/a/", link="Läs"), Worklist(empty="Annat.", href="/b/", link="Nej")]

    found = worklist.merged(parts)

    assert (found.empty, found.href, found.link) == ("Noa granskar.", "/a/", "Läs")


def test_done_and_steps_are_kept_from_all() -> None:
    steps = Steps("Omgång 2019", (Step("Fylla i", done=True),))
    done = Done("Alby", "/", badge("approved"))

    found = worklist.merged([Worklist(done=[done]), Worklist(steps=[steps], done=[done])])

    assert (found.done, found.steps) == ([done, done], [steps])


def test_what_was_lent_is_kept_from_all_and_what_ends_first_stands_first() -> None:
    late, early = work("sen", date(2019, 3, 8)), work("tidig", date(2019, 3, 1))

    found = worklist.merged([Worklist(lent=[late]), Worklist(lent=[early])])

    assert found.lent == [early, late]


@pytest.mark.parametrize(("due", "soon"), [(None, False), (date(2019, 3, 9), False), (date(2019, 3, 8), True), (date(2019, 3, 1), True)])
def test_a_near_or_passed_deadline_is_marked(due: date | None, soon: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2019, 3, 5))

    assert work("x", due).is_soon is soon
