"""Fields that say in one sentence what to do when they cannot take what was written."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models.answer_parts import MAX_TEXT
from lagesbild.ui.swedish import NBSP, swedish_number

MAX_COUNT = 1_000_000
QUOTED = 40  # characters of what was written that an error repeats


def quoted(value: Any) -> str:
    """Return what was written, cut so that a whole text is not repeated in a sentence."""
    words = " ".join(str(value).split())
    return words if len(words) <= QUOTED else f"{words[:QUOTED]} …"


def words_field(label: Any, required: Any, help_text: Any = "", *, longest: int = 500, rows: int = 3) -> forms.CharField:
    """Return a field for a few sentences. `required` is what to do when it is empty."""
    return forms.CharField(
        label=label,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
        error_messages={"required": required, "max_length": gettext_lazy("Texten är för lång: skriv högst %(limit_value)s tecken.")},
    )


class CountField(forms.Field):
    """A whole number from nought; spaces between thousands are fine."""

    widget = forms.TextInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric", "autocomplete": "off", "class": "input-num"}

    def to_python(self, value: Any) -> int | None:
        """Return the number, or say that it cannot be counted with."""
        digits = str(value or "").replace(NBSP, "").replace(" ", "")
        if not digits:
            return None
        if not (digits.isascii() and digits.isdigit()):
            raise ValidationError(_("”%(value)s” går inte att räkna med. Skriv en siffra.") % {"value": quoted(value)})
        if len(digits) > 9 or int(digits) > MAX_COUNT:
            raise ValidationError(_("Talet är för stort. Skriv högst %(max)s.") % {"max": swedish_number(MAX_COUNT)})
        return int(digits)


class ShareField(forms.Field):
    """A share in percent, 0 to 100, with comma or point and at most two decimals."""

    widget = forms.TextInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off", "class": "input-num"}

    def to_python(self, value: Any) -> Decimal | None:
        """Return the percentage, or say why it is none."""
        number = _decimal(value, strip="%")
        if number is None:
            return None
        if not 0 <= number <= 100:
            raise ValidationError(_("En andel är mellan 0 och 100 procent."))
        return number.quantize(Decimal("0.01"))

    def prepare_value(self, value: Any) -> Any:
        """Return a saved share as people write it: 41 or 12,5."""
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value


class CoordinateField(forms.Field):
    """A latitude or longitude in degrees that lies in Sweden."""

    widget = forms.TextInput

    def __init__(self, *, low: int, high: int, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.low, self.high = low, high

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off", "class": "input-num"}

    def to_python(self, value: Any) -> Decimal | None:
        """Return the degrees, or say that the point is not in Sweden."""
        number = _decimal(value)
        if number is None:
            return None
        if not self.low <= number <= self.high:
            raise ValidationError(_("Punkten ligger inte i Sverige: skriv ett tal mellan %(low)s och %(high)s.") % vars(self))
        return number.quantize(Decimal("0.00001"))


class TextField(forms.CharField):
    """A text answer of at most `MAX_TEXT` characters. Lines end the same way whatever the browser."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.widget.attrs.setdefault("rows", 4)

    def to_python(self, value: Any) -> str:
        text = (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")
        if "\x00" in text:
            raise ValidationError(_("Texten innehåller ett tecken som inte går att spara. Skriv om den."))
        if len(text) > MAX_TEXT:
            sentence = _("Texten är %(n)s tecken. Korta den till högst %(max)s. Inget är sparat, och texten står kvar här.")
            raise ValidationError(sentence % {"n": swedish_number(len(text)), "max": swedish_number(MAX_TEXT)})
        return text


class PickField(forms.ChoiceField):
    """One of a few choices, shown as cards or buttons."""

    widget = forms.RadioSelect
    default_error_messages = {"invalid_choice": gettext_lazy("Välj ett av svaren i listan. ”%(value)s” finns inte där.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def validate(self, value: Any) -> None:
        """Refuse what is not among the choices without repeating a long text."""
        if value and not self.valid_value(value):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": quoted(value)})


def _decimal(value: Any, *, strip: str = "") -> Decimal | None:
    text = str(value or "").replace(NBSP, "").replace(" ", "").replace(strip, "").replace(",", ".").replace("\N{MINUS SIGN}", "-")
    if not text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or len(text) > 20:
        raise ValidationError(_("”%(value)s” går inte att räkna med. Skriv ett tal.") % {"value": quoted(value)})
    return number
