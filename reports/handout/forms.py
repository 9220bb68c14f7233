"""What is asked when a request is registered, when a paragraph is judged, and at the end."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.rounds import DayInput
from assessments.models import LocalPicture
from lagesbild.access.scope import Scope
from lagesbild.secrecy.grounds import present_grounds
from lagesbild.secrecy.models import SecrecyGround
from reports.handout.actions.judging import Judgement, what_blocks_judgement
from reports.handout.enums import Kind, Verdict, Way
from reports.handout.models import DocumentRequest, Paragraph
from reports.handout.sources import annexes_to_ask_for, pictures_to_ask_for
from reports.models import NationalPicture

MAX_REASON = 2000


class RegisterForm(forms.Form):
    """What was asked for, when, and which document it is. Who asks is not asked."""

    register_number = forms.CharField(
        label=_("Diarienummer"),
        max_length=40,
        error_messages={"required": _("Skriv begärans diarienummer.")},
        help_text=_("Till exempel A123.456/2026."),
    )
    received_on = forms.DateField(
        label=_("Kom in"), widget=DayInput, error_messages={"required": _("Välj dagen."), "invalid": _("Skriv dagen så här: 2019-03-08.")}
    )
    document = forms.ChoiceField(
        label=_("Handling"),
        help_text=_("Bara godkända handlingar som du läser i din roll. Ett utkast är inte en upprättad handling."),
        error_messages={"required": _("Välj handlingen."), "invalid_choice": _("Välj en handling i listan.")},
    )
    section = forms.CharField(
        label=_("Gäller bara området"), required=False, max_length=120, help_text=_("Områdets namn. Tomt: hela handlingen.")
    )
    wording = forms.CharField(
        label=_("Vad som begärs"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Som det står i begäran. Skriv inget sekretessbelagt här: texten kommer med i beslutet."),
        error_messages={"required": _("Skriv vad som begärs.")},
    )
    recipient = forms.CharField(
        label=_("Lämnas till"),
        required=False,
        max_length=120,
        help_text=_("Den som begär behöver inte säga vem den är. Tomt: okänd sökande."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.documents: dict[str, LocalPicture | NationalPicture] = {f"{Kind.ANNEX}-{row.pk}": row for row in annexes_to_ask_for(scope)}
        self.documents |= {f"{Kind.PICTURE}-{row.pk}": row for row in pictures_to_ask_for(scope)}
        choices = [(key, _name(row)) for key, row in self.documents.items()]
        cast(forms.ChoiceField, self.fields["document"]).choices = [("", _("Välj")), *choices]

    def clean_register_number(self) -> str:
        number = self.cleaned_data["register_number"].strip()
        if DocumentRequest.objects.filter(register_number=number).exists():
            raise forms.ValidationError(_("Diarienumret är redan använt."))
        return str(number)

    def given(self) -> dict[str, Any]:
        """Return what the action takes; the document first."""
        return self.cleaned_data | {"document": self.documents[self.cleaned_data["document"]]}


def _name(document: LocalPicture | NationalPicture) -> str:
    row = DocumentRequest(kind=Kind.PICTURE, picture=document) if isinstance(document, LocalPicture) else DocumentRequest(annex_of=document)
    return row.document


class JudgementForm(forms.Form):
    """What becomes of one paragraph. A form whose verdict is left empty says nothing."""

    verdict = forms.ChoiceField(
        label=_("Prövning"),
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("Välj en av de tre.")},
    )
    ground = forms.ModelChoiceField(
        label=_("Bestämmelse"), queryset=SecrecyGround.objects.none(), required=False, empty_label=_("Ingen"),
        error_messages={"invalid_choice": _("Välj en bestämmelse i listan.")},
    )  # fmt: skip
    passages = forms.CharField(
        label=_("Ord som ska maskas"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("När delar maskas: kopiera orden ur stycket, en rad för varje ställe."),
    )
    reason = forms.CharField(
        label=_("Skäl"),
        required=False,
        max_length=MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Vilken skada, eller varför ingen. Det är internt och sekretessbelagt."),
    )

    def __init__(
        self, data: Any = None, *, paragraph: Paragraph, grounds: list[SecrecyGround], start: str = "", common_reason: str = ""
    ) -> None:
        """Take `start` as the verdict of a classified paragraph without one, and `common_reason` where no reason of its own is written."""
        self.common_reason = common_reason
        initial = {
            "verdict": paragraph.verdict or (start if paragraph.is_secret else ""),
            "ground": paragraph.ground_id,
            "passages": "\n".join(paragraph.passages),
            "reason": paragraph.reason,
        }
        super().__init__(data, prefix=f"s{paragraph.order}", initial=initial)
        self.paragraph = paragraph
        field = cast("forms.ModelChoiceField[SecrecyGround]", self.fields["ground"])
        field.queryset = SecrecyGround.objects.all()
        field.choices = [("", _("Ingen")), *((row.pk, str(row)) for row in _with(grounds, paragraph.ground))]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("verdict") and not self.errors:
            why = what_blocks_judgement(self.paragraph, self.judgement())
            if why:
                self.add_error(_field_of(self.paragraph, self.judgement()), why)
        return data

    def judgement(self) -> Judgement:
        """Return what the action takes."""
        data = self.cleaned_data
        passages = [line.strip() for line in data.get("passages", "").splitlines() if line.strip()]
        needs_reason = self.paragraph.is_secret or data["verdict"] != Verdict.GIVE
        reason = data.get("reason", "").strip() or (self.common_reason if needs_reason else "")
        return Judgement(data["verdict"], data.get("ground"), passages, reason)


def _field_of(paragraph: Paragraph, given: Judgement) -> str:
    """Return the field that a refused judgement is mended in, in the order that the rule asks."""
    if given.verdict != Verdict.GIVE and given.ground is None:
        return "ground"
    needs_reason = paragraph.is_secret or given.verdict != Verdict.GIVE
    return "reason" if needs_reason and not given.reason.strip() else "passages"


def _with(grounds: list[SecrecyGround], kept: SecrecyGround | None) -> list[SecrecyGround]:
    """Return the present grounds, and the older version that a paragraph was marked with."""
    return grounds if kept is None or kept in grounds else [kept, *grounds]


def active_grounds() -> list[SecrecyGround]:
    """Return the grounds that may be used for new masks. One query for a whole page of forms."""
    return [row for row in present_grounds() if row.is_active]


class ReasonsForm(forms.Form):
    """The reasons of the decision, handed in with it."""

    reasons = forms.CharField(
        label=_("Skäl i beslutet"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Den som begärt handlingen läser dem. Återge inget som är maskat. Lämnas allt ut behövs inga skäl."),
    )


class HandOutForm(forms.Form):
    """How the document left."""

    way = forms.ChoiceField(label=_("Hur"), choices=Way.choices, error_messages={"required": _("Välj hur det lämnades ut.")})
