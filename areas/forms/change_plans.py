"""Forms of planned changes of the organisation, one for each kind: what is to become of the units."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.changes.plans import Part, Plan
from areas.changes.situation import Situation
from areas.enums import ChangeKind, UnitKind
from areas.forms.organisation import day_field
from areas.grants import unit_label
from areas.models import NamedUnit
from areas.queries.units import units_on
from lagesbild import clock
from lagesbild.ui.swedish import swedish_key

NAME = {"required": gettext_lazy("Skriv ett namn."), "max_length": gettext_lazy("Skriv högst 80 tecken.")}
PLACE = {"required": gettext_lazy("Välj en enhet."), "invalid_choice": gettext_lazy("Välj en enhet i listan.")}


class ChangeForm(forms.Form):
    """What a change needs whatever its kind: the day and why. `plan` is what the form says."""

    kind: ChangeKind
    datum = day_field(gettext_lazy("Gäller från"), help_text=gettext_lazy("Första dagen som ändringen gäller."))
    skal = forms.CharField(
        label=gettext_lazy("Skäl"),
        help_text=gettext_lazy("Varför ändringen görs, med beslut eller diarienummer. Skriv inga uppgifter om personer."),
        max_length=500,
        error_messages={"required": gettext_lazy("Skriv varför ändringen görs."), "max_length": gettext_lazy("Skriv högst 500 tecken.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    LAST = ("datum", "skal")

    def __init__(self, *args: Any, units: list[int], parts: int = 2, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units, self.parts = tuple(units), parts
        self.today = units_on(clock.today())
        self.build()
        self.order_fields([*(name for name in self.fields if name not in self.LAST), *self.LAST])

    def build(self) -> None:
        """Add the fields of the kind."""

    def plan(self) -> Plan:
        """Return the plan. Asked only of a form that is valid."""
        raise NotImplementedError

    def places(self) -> list[tuple[Any, str]]:
        """Return the districts and regions below which a local police area can stand, by name."""
        kinds = {UnitKind.DISTRICT, UnitKind.REGION}
        found = [(unit.pk, unit_label(unit)) for unit in self.today.values() if unit.kind in kinds]
        return [("", _("Välj enhet")), *sorted(found, key=lambda choice: swedish_key(choice[1]))]

    @property
    def labels(self) -> list[str]:
        """The units that the change is about, in words."""
        return [self.label(unit_id) for unit_id in self.units]

    def label(self, unit_id: int) -> str:
        unit: NamedUnit | None = self.today.get(unit_id)
        return unit_label(unit) if unit else ""


def name_field(label: Any, **given: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=80,
        error_messages=NAME,
        widget=forms.TextInput(attrs={"class": "input-short", "autocomplete": "off"}),
        **given,
    )


def code_field(label: Any) -> forms.CharField:
    return forms.RegexField(
        r"^[0-9]{1,10}$",
        label=label,
        required=False,
        help_text=_("Polisens egen kod, om den är känd."),
        error_messages={"invalid": _("Skriv högst tio siffror.")},
        widget=forms.TextInput(attrs={"class": "input-short", "inputmode": "numeric", "autocomplete": "off"}),
    )


class RenameForm(ChangeForm):
    kind = ChangeKind.RENAME

    def build(self) -> None:
        self.fields["namn"] = name_field(_("Nytt namn"), help_text=_("Utan ”LPO” framför."))

    def plan(self) -> Plan:
        return Plan(self.kind, self.units, name=self.cleaned_data["namn"])


class MoveForm(ChangeForm):
    kind = ChangeKind.MOVE

    def build(self) -> None:
        self.fields["plats"] = forms.TypedChoiceField(label=_("Flyttas till"), coerce=int, choices=self.places(), error_messages=PLACE)

    def plan(self) -> Plan:
        return Plan(self.kind, self.units, parent=self.cleaned_data["plats"])


class MergeForm(ChangeForm):
    kind = ChangeKind.MERGE

    def build(self) -> None:
        choices = [("", _("Inget av dem: ett nytt lokalpolisområde bildas")), *((pk, self.label(pk)) for pk in self.units)]
        self.fields["fortsatter"] = forms.TypedChoiceField(
            label=_("Vilket fortsätter?"),
            coerce=int,
            empty_value=None,
            required=False,
            choices=choices,
            help_text=_("Det som fortsätter behåller sin kod och sin plats. De andra upphör."),
            error_messages=PLACE,
        )
        self.fields["namn"] = name_field(
            _("Namn efter sammanslagningen"),
            required=False,
            help_text=_("Utan ”LPO” framför. Tomt: det som fortsätter behåller sitt namn."),
        )
        self.fields["plats"] = forms.TypedChoiceField(
            label=_("Hör till, om det är nytt"),
            coerce=int,
            empty_value=None,
            required=False,
            choices=self.places(),
            initial=self._common_place(),
            error_messages=PLACE,
        )
        self.fields["kod"] = code_field(_("Kod, om det är nytt"))

    def _common_place(self) -> int | None:
        above = {self.today[pk].parent_unit_id for pk in self.units if pk in self.today}
        return above.pop() if len(above) == 1 else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and cleaned["fortsatter"] is None:
            if not cleaned["namn"]:
                self.add_error("namn", _("Skriv vad det nya lokalpolisområdet ska heta."))
            if cleaned["plats"] is None:
                self.add_error("plats", _("Välj var det nya lokalpolisområdet hör hemma."))
        return cleaned

    def plan(self) -> Plan:
        given = self.cleaned_data
        if given["fortsatter"] is not None:
            return Plan(self.kind, self.units, name=given["namn"], into=given["fortsatter"])
        return Plan(self.kind, self.units, name=given["namn"], code=given["kod"], parent=given["plats"])


class SplitForm(ChangeForm):
    """A split: the parts, which area goes to which, and which accounts go to some of them only."""

    kind = ChangeKind.SPLIT

    def build(self) -> None:
        there = Situation(Plan(self.kind, self.units), clock.today())
        self.numbers = range(self.parts)
        words = [_("Del %(n)s") % {"n": number + 1} for number in self.numbers]
        self.choices = list(zip(self.numbers, words, strict=True))
        for number, word in self.choices:
            self.fields[f"namn-{number}"] = name_field(_("%(part)s: namn") % {"part": word}, help_text=_("Utan ”LPO” framför."))
            self.fields[f"kod-{number}"] = code_field(_("%(part)s: kod") % {"part": word})
        self.fields["pagaende"] = forms.TypedChoiceField(
            label=_("Vem går vidare med det som är påbörjat?"),
            help_text=_(
                "Öppna lägesbilder, och det som är skrivet tidigare, läses och skrivs av den delen. Ditt val gäller inte områdena."
            ),
            coerce=int,
            choices=self.choices,
            error_messages=PLACE,
        )
        self.areas = {row.area_id: row.name for row in there.areas}
        for area_id, name in self.areas.items():
            self.fields[f"omrade-{area_id}"] = forms.TypedChoiceField(
                label=_("Området %(area)s går till") % {"area": name},
                coerce=int,
                choices=[("", _("Välj del")), *self.choices],
                error_messages={"required": _("Välj vilken del området går till."), "invalid_choice": _("Välj en del i listan.")},
            )
        self.accounts = {member.user_id: member.account for member in there.members}
        for user_id, account in self.accounts.items():
            self.fields[f"konto-{user_id}"] = forms.TypedMultipleChoiceField(
                label=_("Kontot %(account)s får sin roll vid") % {"account": account},
                coerce=int,
                choices=self.choices,
                initial=list(self.numbers),
                widget=forms.CheckboxSelectMultiple,
                error_messages={"required": _("Välj minst en del."), "invalid_choice": _("Välj en del i listan.")},
            )

    def plan(self) -> Plan:
        given = self.cleaned_data
        chosen = {user_id: tuple(given[f"konto-{user_id}"]) for user_id in self.accounts}
        return Plan(
            self.kind,
            self.units,
            parts=tuple(Part(given[f"namn-{number}"], given[f"kod-{number}"]) for number in self.numbers),
            main=given["pagaende"],
            areas={area_id: given[f"omrade-{area_id}"] for area_id in self.areas},
            accounts={user_id: parts for user_id, parts in chosen.items() if len(parts) < self.parts},
        )


FORMS: dict[ChangeKind, type[ChangeForm]] = {form.kind: form for form in (RenameForm, MoveForm, MergeForm, SplitForm)}
