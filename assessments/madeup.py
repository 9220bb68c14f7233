"""Made-up answers for replays and demos, drawn from a seeded generator and marked as made up.

No answer here says anything about a real place: only the category of a replayed round is the one that was published.
"""

import random
from decimal import Decimal
from typing import Any

from assessments.enums import Category, Disclosure, Evidence, Met, Trend, YesNo
from assessments.models import Criterion, Question
from assessments.models.question import QuestionKind

MARK = "Exempel, påhittat:"
LEVEL = {Category.INTE: 0.8, Category.UTSATT: 1.8, Category.RISK: 2.5, Category.SARSKILT: 3.2}  # where ratings gather
ORDER = [Category.INTE, Category.UTSATT, Category.RISK, Category.SARSKILT]
COMMENTS = (
    "bygger på händelserapporter från perioden.",
    "bygger på samtal med områdespoliser.",
    "bygger på egen sammanställning och samtal med kommunen.",
)
OPEN_TEXTS = (
    "boende och verksamheter beskriver läget på ungefär samma sätt som förra gången.",
    "samarbetet med kommunen och bostadsbolagen har blivit tätare under perioden.",
    "flera åtgärder pågår, och det är för tidigt att se vad de ger.",
)
SECRET_TEXTS = (  # never one of the open ones: the release check would rightly take an open copy for a leak
    "anteckning ett om läget, bara för den sekretessbelagda delen.",
    "anteckning två om läget, bara för den sekretessbelagda delen.",
    "anteckning tre om läget, bara för den sekretessbelagda delen.",
)


def screening(rng: random.Random, *, zero: bool) -> dict[str, dict[str, Any]]:
    """Return answers to the questions about the whole local police area."""
    return {
        "S1": {"rating": 0 if zero else rng.randint(1, 4), "text": f"{MARK} genomgång av företeelserna.", **_notes(rng)},
        "S2": {"choice": YesNo.NO if zero else YesNo.YES, "text": f"{MARK} motivering av svaret.", **_notes(rng)},
    }


def area_answers(rng: random.Random, questions: list[Question], *, category: Category, trend: Trend | None) -> dict[str, dict[str, Any]]:
    """Return answers to every question about one area. Without a published trend, T1 is answered "vet ej"."""
    answers = {}
    for question in questions:
        if question.kind in {QuestionKind.REGISTER, QuestionKind.PROPOSAL}:
            continue
        answers[question.code] = _answer(rng, question, LEVEL[category])
    if trend is None:
        answers["T1"] = {"dont_know": True}
    else:
        answers["T1"] = {"trend": trend}
    return answers


def proposal(rng: random.Random, criteria: list[Criterion], *, category: Category) -> dict[str, Any]:
    """Return a proposal with its grounds. The LPO and Noa now and then see it differently."""
    return {"category": category, "grounds": criteria_met(rng, criteria, category=category)}


def criteria_met(rng: random.Random, criteria: list[Criterion], *, category: Category) -> dict[str, dict[str, str]]:
    """Return whether each criterion is met, as fits the category."""
    reached = ORDER.index(category)
    grounds = {}
    for criterion in criteria:
        met = ORDER.index(Category(criterion.for_category)) <= reached
        grounds[criterion.code] = {"met": Met.YES if met else Met.NO, "text": f"{MARK} {rng.choice(COMMENTS)}"}
    return grounds


def open_grounds(rng: random.Random) -> str:
    """Return open reasons that nobody can take for real ones."""
    return f"{MARK} {rng.choice(OPEN_TEXTS)} {rng.choice(OPEN_TEXTS).capitalize()}"


def _answer(rng: random.Random, question: Question, level: float) -> dict[str, Any]:
    parts: dict[str, Any] = _notes(rng)
    if question.kind == QuestionKind.DESCRIPTION:
        return {
            "text": f"{MARK} {rng.choice(OPEN_TEXTS)}",
            "secret_text": f"{MARK} sekretessbelagd beskrivning nummer {rng.randint(1000, 9999)} av läget, skriven för återspelningen.",
        }
    if question.rating_class:
        if rng.random() < 0.03:
            parts["dont_know"] = True
        else:
            parts["rating"] = max(0, min(4, round(rng.gauss(level, 0.7))))
    if question.count_class:
        parts["count"] = rng.randint(0, 30)
    if question.share_class:
        parts["share"] = Decimal(rng.randint(1, 20)) / 10
    if question.choice_class:
        parts["choice"] = rng.choice(question.choices)
    if question.trend_class:
        parts["trend"] = rng.choice([Trend.POSITIVE, Trend.STABLE, Trend.STABLE, Trend.NEGATIVE])
    if question.text_class:
        texts = SECRET_TEXTS if question.text_class == Disclosure.CLASSIFIED else OPEN_TEXTS
        parts["text"] = f"{MARK} {rng.choice(texts)}"
    return parts


def _notes(rng: random.Random) -> dict[str, Any]:
    return {"evidence": rng.choice([Evidence.FACT, Evidence.ASSESSMENT]), "comment": f"{MARK} {rng.choice(COMMENTS)}"}
