"""What a state table is and how it is asked. Pure data: no database, no users.

An app lists its transitions in `<app>/workflow.py`. The pages, the actions, the tests and the generated documentation all read
the same list, so they cannot disagree.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lagesbild.exceptions import ActionDenied


@dataclass(frozen=True, slots=True)
class Transition:
    """One step: the act's name, the states it may start from, the state it ends in, who may, what is logged, and its words.

    `verb` completes the sentence "Du kan inte …".
    """

    action: str
    sources: frozenset[str]
    target: str
    codename: str
    event: str
    verb: str


class Workflow:
    """All transitions of one kind of thing, with the words of its states."""

    def __init__(self, name: str, states: Mapping[str, str], transitions: Iterable[Transition]) -> None:
        self.name = name
        self.states = states
        self.transitions = {step.action: step for step in transitions}
        for step in self.transitions.values():
            unknown = (step.sources | {step.target}) - set(states)
            if unknown:
                raise ValueError(f"{name}: {step.action} names unknown states {sorted(unknown)}")

    def allowed(self, action: str, state: str) -> bool:
        """Answer whether `action` may start from `state`."""
        return state in self.transitions[action].sources

    def check(self, action: str, state: str) -> Transition:
        """Return the transition, or raise `ActionDenied` with a sentence that names the state the thing is in."""
        step = self.transitions[action]
        if state not in step.sources:
            raise ActionDenied(
                _("Du kan inte %(verb)s: läget är ”%(state)s”.") % {"verb": _(step.verb), "state": _(self.states[state]).lower()}
            )
        return step
