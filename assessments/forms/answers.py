"""The form of the screening or of one area, built from the questions of the method version."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from assessments.classified.queries import Sheet
from assessments.forms.fields import PickField, TextField, quoted
from assessments.forms.parts import fields_of, initial_of, parts_of, proposal_fields, proposal_initial, saved_parts
from assessments.models import Criterion, Question, ReviewPoint
from assessments.models.question import QuestionKind

NOT_ANSWERS = frozenset({"csrfmiddlewaretoken", "version", "then"})  # what the page itself sends


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked, of whom: everything that the form is built from."""

    questions: list[Question]
    sheet: Sheet
    area_id: int | None
    where: str
    criteria: list[Criterion]
    categories: list[str]
    points: list[ReviewPoint]  # those of this turn, which may be answered now
    writable: frozenset[str] | None  # section codes; None: every one

    def can_write(self, question: Question) -> bool:
        return question.kind != QuestionKind.REGISTER and (self.writable is None or question.section_code in self.writable)


class AnswerForm(forms.Form):
    """One field for each part that a question asks for. What the page did not send stays as it is saved.

    A question that is locked has no field, unless somebody sent an answer to it all the same: then it is shown again and refused.
    """

    def __init__(self, data: Mapping[str, Any] | None, *, asking: Asking) -> None:
        super().__init__(data)
        self.asking = asking
        self.fields_by_code: dict[str, list[str]] = {}
        self.points_by_name = {f"point-{point.pk}": point for point in asking.points}
        for question in asking.questions:
            self._add(question)
        for name, point in self.points_by_name.items():
            label = _("Ert svar på punkt %(number)s") % {"number": point.number}
            self.fields[name] = TextField(label=label, help_text=_("Svaret läses bara av Noa."), widget=forms.Textarea(attrs={"rows": 3}))
            self.initial[name] = point.words.answer

    def _add(self, question: Question) -> None:
        if question.kind == QuestionKind.PROPOSAL:
            fields = proposal_fields(question.code, self.asking.categories, self.asking.criteria)
        else:
            fields = fields_of(question, self.asking.where)
        if question.kind == QuestionKind.REGISTER or not (self.asking.can_write(question) or any(name in self.data for name in fields)):
            return
        self.fields |= fields
        self.fields_by_code[question.code] = list(fields)
        self.initial.update(self._saved(question))

    def _saved(self, question: Question) -> dict[str, Any]:
        if question.kind == QuestionKind.PROPOSAL:
            return proposal_initial(question.code, self.asking.sheet.proposals.get(self.asking.area_id), self.asking.criteria)
        key = (self.asking.area_id, question.pk)
        return initial_of(question, saved_parts(question, self.asking.sheet.open.get(key), self.asking.sheet.secret.get(key)))

    def clean(self) -> dict[str, Any]:
        """Take over what was not sent from what is saved, and refuse what the method does not ask or what is locked."""
        cleaned = super().clean() or self.cleaned_data
        for code, names in self.fields_by_code.items():
            sent = any(name in self.data for name in names)
            for name in names:
                unchecked = isinstance(self.fields[name], forms.BooleanField) and sent
                if name not in self.data and not unchecked:
                    cleaned[name] = self.initial[name]
            self._one_or_the_other(code, cleaned)
        self._refuse_unknown()
        self._refuse_locked(cleaned)
        self._refuse_emptied(cleaned)
        return cleaned

    def _one_or_the_other(self, code: str, cleaned: dict[str, Any]) -> None:
        if cleaned.get(f"{code}-dont_know") and cleaned.get(f"{code}-count") is not None:
            self.add_error(f"{code}-count", _("Du har både skrivit ett antal och valt vet ej. Välj ett av dem."))

    def _refuse_unknown(self) -> None:
        unknown = sorted(set(self.data) - set(self.fields) - NOT_ANSWERS)
        if unknown:
            sentence = _("Frågan ”%(code)s” finns inte i den här metodversionen. Inget är sparat. Ladda om sidan.")
            self.add_error(None, sentence % {"code": quoted(unknown[0].split("-")[0])})

    def _refuse_locked(self, cleaned: dict[str, Any]) -> None:
        for question in self.asking.questions:
            names = self.fields_by_code.get(question.code, [])
            if not self.asking.can_write(question) and any(cleaned.get(name) != self.initial[name] for name in names):
                sentence = _("Du kan inte ändra avsnitt %(section)s: det är låst. Inget är sparat, men det du skrev står kvar här.")
                self.add_error(None, sentence % {"section": question.section_code})
                return

    def _refuse_emptied(self, cleaned: dict[str, Any]) -> None:
        for name in self.points_by_name:
            if name in self.data and self.initial[name] and name in cleaned and not cleaned[name]:
                self.add_error(name, _("Skriv ett svar på punkten. Det ni svarade förut är kvar tills ni skriver ett nytt."))

    # What to save

    def changed_codes(self) -> list[str]:
        """Return the codes of the questions whose answer differs from what is saved."""
        return [code for code, names in self.fields_by_code.items() if any(self.cleaned_data[name] != self.initial[name] for name in names)]

    def answers(self) -> dict[str, dict[str, Any]]:
        """Return the changed answers by question code, as `save_answers` takes them."""
        changed = set(self.changed_codes())
        asked = [row for row in self.asking.questions if row.code in changed and row.kind != QuestionKind.PROPOSAL]
        return {question.code: parts_of(question, self.cleaned_data) for question in asked}

    def proposal(self) -> dict[str, Any] | None:
        """Return the proposal when it has changed."""
        changed = set(self.changed_codes())
        code = next((row.code for row in self.asking.questions if row.kind == QuestionKind.PROPOSAL and row.code in changed), None)
        if code is None:
            return None
        grounds = {
            row.code: {"met": self.cleaned_data[f"{code}-{row.code}-met"], "text": self.cleaned_data[f"{code}-{row.code}-text"]}
            for row in self.asking.criteria
        }
        return {"category": self.cleaned_data[f"{code}-category"], "grounds": grounds}

    def point_answers(self) -> list[tuple[ReviewPoint, str]]:
        """Return the points whose answer is new, with the answer."""
        rows = ((point, self.cleaned_data[name]) for name, point in self.points_by_name.items() if name in self.data)
        return [(point, text) for point, text in rows if text and text != point.words.answer]

    def problems(self) -> Iterable[dict[str, str]]:
        """Return one row per error: where it is, never what was written, since the list stands outside the frames."""
        for text in self.non_field_errors():
            yield {"href": "", "text": str(text)}
        for name in self.errors:
            if name in self.fields:
                field = self[name]
                first = f"{field.auto_id}_0" if isinstance(field.field, PickField) else field.auto_id
                code = name.split("-")[0]
                words = _("Punkt") if code == "point" else code
                yield {"href": f"#{first}", "text": _("%(code)s: rätta ”%(label)s”") % {"code": words, "label": field.label}}
