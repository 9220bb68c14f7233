"""What the reviewer writes: a point at a question, and the day that the answers are wanted."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.rounds import DayInput
from assessments.models import AreaAssessment, LocalPicture, Question
from assessments.models.answer_parts import MAX_TEXT
from assessments.models.question import Scope
from lagesbild import clock


class PointForm(forms.Form):
    """A point: at a question of the method, about the screening (no area) or about one area of the picture."""

    question = forms.CharField(widget=forms.HiddenInput, max_length=6)
    area = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=_("Vad ska lokalpolisområdet svara på?"),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv vad lokalpolisområdet ska svara på.")},
    )

    def __init__(self, *args: Any, picture: LocalPicture, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.picture = picture

    def clean_area(self) -> AreaAssessment | None:
        """Find the area among the picture's own."""
        pk = self.cleaned_data["area"]
        if pk is None:
            return None
        area = AreaAssessment.objects.filter(picture=self.picture, pk=pk).first() if 0 < pk < 2**63 else None
        if area is None:
            raise forms.ValidationError(_("Området finns inte i den här lokala lägesbilden. Ladda om sidan."))
        return area

    def clean(self) -> dict[str, Any]:
        """Find the question: one of the method's, and asked about the place that the point is about."""
        data = super().clean() or self.cleaned_data
        scope = Scope.AREA if data.get("area") else Scope.LPO
        wanted = {"method": self.picture.round.method_id, "code": data.get("question", ""), "scope": scope}
        data["question"] = Question.objects.filter(**wanted).first()
        if data["question"] is None:
            raise forms.ValidationError(_("Frågan finns inte i den här metodversionen. Ladda om sidan."))
        return data


class ReturnForm(forms.Form):
    """The last day for answers."""

    answer_by = forms.DateField(
        label=_("Svar senast"), widget=DayInput, error_messages={"required": _("Välj vilken dag lokalpolisområdet senast ska svara.")}
    )

    def clean_answer_by(self) -> date:
        """A day that has passed cannot be kept."""
        day = self.cleaned_data["answer_by"]
        if day < clock.today():
            raise forms.ValidationError(_("Dagen har redan varit. Välj i dag eller en senare dag."))
        return day
