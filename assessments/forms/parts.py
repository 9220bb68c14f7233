"""From a question of the method to form fields and back. Names are `<code>-<part>`: `B2-rating`, `O1-share`, `T3-secret_text`."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.classified.models import ClassifiedAnswer, Proposal
from assessments.enums import Category, Disclosure, Evidence, Met, Trend
from assessments.forms.fields import CountField, PickField, ShareField, TextField
from assessments.models import Answer, Criterion, Question
from assessments.models.question import QuestionKind
from lagesbild.ui.swedish import capitalised

DONT_KNOW = "vet-ej"
NOTED = frozenset({QuestionKind.RATING, QuestionKind.CHOICE, QuestionKind.COUNT, QuestionKind.TREND})  # kinds that rest on evidence
CHOICE_WORDS = {"ja": gettext_lazy("Ja"), "nej": gettext_lazy("Nej")}
EMPTY: Mapping[str, Any] = {"rating": None, "count": None, "share": None, "dont_know": False}

Parts = dict[str, Any]


def lead_part(question: Question) -> str:
    """Return the part that "vet ej" belongs to, or "" when the question cannot be answered so."""
    return next((part for part in ("rating", "choice", "count") if question.part_class(part)), "")


def parts_asked(question: Question) -> list[str]:
    """Return every part of the answer that has a field, in form order."""
    if question.kind == QuestionKind.DESCRIPTION:
        return ["text", "secret_text"]
    asked = [part for part in question.PARTS if question.part_class(part)]
    if question.has_twin:
        asked.append("open_text")
    if lead_part(question) == "count":
        asked.append("dont_know")
    if question.kind in NOTED:
        asked.append("evidence")
        if "text" not in asked:
            asked.append("comment")
    return asked


def class_of(question: Question, part: str) -> str:
    """Return whether a part is open or classified. Notes and "vet ej" follow the most secret part."""
    if question.kind == QuestionKind.DESCRIPTION:
        return Disclosure.OPEN if part == "text" else Disclosure.CLASSIFIED
    if part == "open_text":
        return Disclosure.OPEN
    return question.part_class(part) if part in question.PARTS else question.notes_class


def fields_of(question: Question, where: str) -> dict[str, forms.Field]:
    """Return the form fields of a question by name. `where` is the place asked about."""
    return {f"{question.code}-{part}": _field(question, part, where) for part in parts_asked(question)}


def _field(question: Question, part: str, where: str) -> forms.Field:
    code = question.code
    unsure = [(DONT_KNOW, _("Vet ej"))]
    match part:
        case "rating":
            anchors = [(str(grade), text) for grade, text in enumerate(question.anchors)]
            return PickField(label=_("Hur ser det ut i %(where)s?") % {"where": where}, choices=anchors + unsure)
        case "choice":
            return PickField(label=_("Svar på %(code)s") % {"code": code}, choices=[*choice_words(question).items(), *unsure])
        case "trend":
            trends = [(row.value, capitalised(str(row.label))) for row in Trend]
            return PickField(label=_("Utveckling sedan förra bedömningen"), choices=trends)
        case "count":
            return CountField(label=question.count_label or _("Antal"), required=False)
        case "share":
            return ShareField(label=_("Andel av de boende, procent"), required=False)
        case "dont_know":
            return forms.BooleanField(label=_("Vet ej"), required=False)
        case "evidence":
            return PickField(label=_("Underlag till %(code)s") % {"code": code}, choices=Evidence.choices)
        case "comment":
            return TextField(label=_("Kommentar till %(code)s") % {"code": code}, widget=forms.Textarea(attrs={"rows": 2}))
        case "secret_text":
            return TextField(label=_("Beskrivning som omfattas av sekretess"), help_text=_("Skriv aldrig namn eller personnummer."))
        case "open_text":
            return TextField(label=_("Öppen formulering till %(code)s") % {"code": code}, help_text=_twin_help(question))
    return TextField(label=_text_label(question))


def _twin_help(question: Question) -> str:
    """Return whether the open formulation must be there, and how it is written."""
    words = _("Krävs när den sekretessbelagda texten är skriven.") if question.twin_required else _("Frivillig.")
    return words + " " + _("Skriv så att den går att förstå utan den sekretessbelagda texten, och utan något ur den.")


def _text_label(question: Question) -> str:
    if question.kind == QuestionKind.DESCRIPTION:
        return _("Öppen beskrivning")
    return _("Text till %(code)s") % {"code": question.code}


def choice_words(question: Question) -> dict[str, str]:
    """Return the choices of a question with their words; "vet ej" is not one of them."""
    return {choice: str(CHOICE_WORDS.get(choice, capitalised(choice))) for choice in question.choices if choice != DONT_KNOW}


def saved_parts(question: Question, open_row: Answer | None, secret_row: ClassifiedAnswer | None) -> Parts:
    """Return the saved value of each part, empty where nothing is saved."""
    found: Parts = {}
    for part in [*parts_asked(question), *(["dont_know"] if lead_part(question) else [])]:
        row = open_row if class_of(question, part) == Disclosure.OPEN else secret_row
        found[part] = getattr(row, "text" if part in {"secret_text", "open_text"} else part) if row is not None else EMPTY.get(part, "")
    return found


def initial_of(question: Question, parts: Parts) -> dict[str, Any]:
    """Return what the fields show for `parts`."""
    lead = lead_part(question)
    shown = {f"{question.code}-{part}": parts[part] for part in parts_asked(question)}
    if "rating" in parts and parts["rating"] is not None:
        shown[f"{question.code}-rating"] = str(parts["rating"])
    if lead in {"rating", "choice"} and parts["dont_know"]:
        shown[f"{question.code}-{lead}"] = DONT_KNOW
    return shown


def parts_of(question: Question, shown: Mapping[str, Any]) -> Parts:
    """Return the parts to save from what the fields hold: the reverse of `initial_of`."""
    parts = {part: shown[f"{question.code}-{part}"] for part in parts_asked(question)}
    lead = lead_part(question)
    if lead in {"rating", "choice"}:
        parts["dont_know"] = parts[lead] == DONT_KNOW
        if parts["dont_know"]:
            parts[lead] = ""
    if "rating" in parts:
        parts["rating"] = int(parts["rating"]) if parts["rating"] not in ("", None) else None
    return parts


def proposal_fields(code: str, categories: Iterable[str], criteria: Iterable[Criterion]) -> dict[str, forms.Field]:
    """Return the fields of the proposal: each criterion met or not, why, and the category."""
    fields: dict[str, forms.Field] = {}
    for row in criteria:
        fields[f"{code}-{row.code}-met"] = PickField(label=f"{row.code}. {row.text}", choices=Met.choices)
        label = _("Motivering till %(code)s") % {"code": row.code}
        fields[f"{code}-{row.code}-text"] = TextField(label=label, widget=forms.Textarea(attrs={"rows": 2}))
    offered = [Category(value) for value in (*categories, Category.INTE.value)]
    choices = [(row.value, capitalised(str(row.label))) for row in dict.fromkeys(offered)]
    return fields | {f"{code}-category": PickField(label=_("Förslag till kategori"), choices=choices)}


def proposal_initial(code: str, proposal: Proposal | None, criteria: Iterable[Criterion]) -> dict[str, Any]:
    """Return what the proposal's fields show."""
    grounds = {row.criterion.code: row for row in proposal.grounds.all()} if proposal else {}
    shown: dict[str, Any] = {f"{code}-category": proposal.category if proposal else ""}
    for row in criteria:
        ground = grounds.get(row.code)
        shown[f"{code}-{row.code}-met"] = ground.met if ground else ""
        shown[f"{code}-{row.code}-text"] = ground.text if ground else ""
    return shown
