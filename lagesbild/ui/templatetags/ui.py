"""Template tags of the interface. Registered as built-in: templates need no `{% load %}` for them.

Marks and badges are made here; larger components are templates in `templates/_components/`.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date, datetime
from typing import Any, cast

from django import template
from django.forms import BoundField, Widget
from django.forms.widgets import Input
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lagesbild import clock
from lagesbild.secrecy.heads import standard_ground
from lagesbild.ui import badges, language, swedish

register = template.Library()

_USE = '<svg{} viewBox="0 0 {} {}" aria-hidden="true" focusable="false"><use href="#{}"/></svg>'


# Signs


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """Return a sign of the sprite. It is hidden from screen readers: a word always stands beside."""
    if name not in badges.ICONS:
        raise KeyError(f"No icon {name!r}: add it to lagesbild/ui/badges.py and templates/_partials/sprite.html.")
    return _use(f"i-{name}", f"ic {css}".strip())


@register.simple_tag
def logo() -> SafeString:
    """Return the mark of the system."""
    return _use("logo", size=36)


@register.simple_tag
def category(value: str | None, text: object = "", plural: bool = False, short: bool = False) -> SafeString:
    """Return symbol and word of a category in its colour. `text` replaces the word (say, the area's name)."""
    if not value:
        return format_html('<span class="muted">{}</span>', text or _("Ingen kategori"))
    mark = badges.mark(value)
    word = text or (mark.plural if plural else mark.short if short else mark.word)
    return format_html('<span class="cat cat-{}">{}{}</span>', mark.letter, _use(f"k-{mark.letter}"), word)


@register.simple_tag
def category_mark(value: str, decorative: bool = False, css: str = "") -> SafeString:
    """Return the symbol of a category alone, with its word for screen readers unless `decorative` (the word stands near)."""
    mark = badges.mark(value)
    sign = _use(f"k-{mark.letter}", f"mark-{mark.letter} {css}".strip())
    return sign if decorative else format_html('{}<span class="vh">{}</span>', sign, mark.word)


@register.simple_tag
def state_badge(state: str, text: object = "", short: bool = False) -> SafeString:
    """Return the badge of a state: sign, word and colour. `short` takes the word for narrow places."""
    row = badges.badge(state)
    return badge(row.css, row.icon, text or (row.short if short and row.short else row.word))


@register.simple_tag
def state_line(state: str, short: bool = True) -> SafeString:
    """Return sign and word of a state without the pill, as a tile shows it."""
    row = badges.badge(state)
    return format_html('<span class="st">{}{}</span>', icon(row.icon), row.short if short and row.short else row.word)


@register.simple_tag
def badge(css: str, icon_name: str, text: object) -> SafeString:
    """Return a badge with words of its own, e.g. `{% badge "is-ok" "check" "Giltigt" %}`."""
    return format_html('<span class="badge {}">{}{}</span>', css, icon(icon_name), text)


@register.filter
def state_class(state: str) -> str:
    """Return the colour class of a state, e.g. `is-back`, for tiles, sums and rows."""
    return badges.badge(state).css


@register.filter
def state_icon(state: str) -> str:
    """Return the name of a state's sign, for `{% icon %}`."""
    return badges.badge(state).icon


@register.filter
def state_word(state: str) -> str:
    """Return the word of a state for narrow places, e.g. on a filter chip."""
    row = badges.badge(state)
    return str(row.short or row.word)


@register.simple_tag
def trend(value: str) -> SafeString:
    """Return sign and words of a development: positive and negative are equally visible."""
    name, words = badges.TRENDS[str(value)]
    return format_html('<span class="move">{} {}</span>', icon(name), words)


@register.simple_tag
def movement(change: int | None) -> SafeString:
    """Return a change of an answer in words: "2 upp", "1 ner", "Samma"."""
    if not change:
        return format_html("{}", _("Samma") if change == 0 else "–")
    name, words = ("up", _("%(n)s upp")) if change > 0 else ("down", _("%(n)s ner"))
    return format_html('<span class="move">{} {}</span>', icon(name), words % {"n": abs(change)})


@register.simple_tag
def check_sign(result: str) -> SafeString:
    """Return the sign of a release check (ok, wait, warn, bad): disc, dashed clock, triangle or octagon, with a hidden word."""
    sign = _use(f"s-{result}", f"sig sig-{result}", size=28)
    return format_html('{}<span class="vh">{}: </span>', sign, badges.CHECKS[result])


@register.simple_tag
def late(days: int) -> SafeString:
    """Return the flag of what is late: "4 dagar sen"."""
    words = ngettext("%(n)s dag sen", "%(n)s dagar sen", days) % {"n": days}
    return format_html('<strong class="soon">{} {}</strong>', icon("flag"), words)


@register.simple_tag
def blocked(id: str, sentence: object, css: str = "") -> SafeString:
    """Return the sentence that says why something cannot be done now. Point to it with `aria-describedby`."""
    return format_html('<p class="{}" id="{}">{}<span>{}</span></p>', f"blocked {css}".strip(), id, icon("lock"), sentence)


# Frames and boxes with a body


@register.simple_block_tag(end_name="endpart")
def part_open(content: str, label: str, words: object = None, id: str = "", tag: str = "div") -> SafeString:
    """Return an open part of a question. `label` names question and class for screen readers."""
    words = _("Kan läsas av alla när rapporten är publicerad.") if words is None else words
    context = {"body": content, "label": label, "words": words, "id": id, "tag": tag}
    return render_to_string("_components/part_open.html", context)


@register.simple_block_tag(takes_context=True, end_name="endpart")
def part_secret(
    context: template.Context,
    content: str,
    label: str,
    ground: object = "",
    words: object = None,
    id: str = "",
    tag: str = "div",
    marking: Any = None,
    mark_url: str = "",
) -> SafeString:
    """Return a classified part. Its head shows the ground: `ground` as words, or that of `marking`, or the standard one.

    `mark_url` is where the text can be marked on a ground of its own.
    """
    words = _("Publiceras aldrig.") if words is None else words
    given = ground or (marking.ground if marking else standard_ground(context.get("request")))
    values = {
        "body": content,
        "label": label,
        "ground": given,
        "words": words,
        "id": id,
        "tag": tag,
        "marking": marking,
        "mark_url": mark_url,
    }
    return render_to_string("_components/part_secret.html", values)


@register.simple_block_tag
def notice(content: str, title: object, state: str = "info", id: str = "", level: int = 2) -> SafeString:
    """Return a notice. `state`: info, back (something to do), bad (stopped), ok."""
    context = {"body": content, "title": title, "state": state, "id": id or slugify(str(title)), "level": level}
    return render_to_string("_components/notice.html", context)


@register.inclusion_tag("_components/crumbs.html")
def crumbs(*parts: object) -> dict[str, object]:
    """Return the breadcrumb. Address and words in turn, last the words of this page: `{% crumbs list "Att göra" "Fittja" %}`."""
    if len(parts) % 2 == 0:
        raise template.TemplateSyntaxError("crumbs: address and words in turn, and last the words of this page.")
    return {"crumbs": list(zip(parts[:-1:2], parts[1:-1:2], strict=True)), "here": parts[-1]}


@register.inclusion_tag("_components/act.html", takes_context=True)
def act(
    context: template.Context,
    url: str,
    label: object,
    primary: bool = False,
    blocked: object = "",
    id: str = "",
    css: str = "",
    busy: object = "",
    **fields: object,
) -> dict[str, object]:
    """Return a button that does one thing by POST. With `blocked` it stays, and the sentence says why it cannot.

    Every other named argument becomes a hidden field: `{% act url "Godkänn LPO Rinkeby" primary=True version=picture.version %}`.
    """
    return {
        "url": url,
        "label": label,
        "primary": primary,
        "blocked": blocked,
        "id": id or f"act-{slugify(str(label))}",
        "css": css,
        "busy": busy or _("Skickar …"),
        "fields": {name: value for name, value in fields.items() if value is not None},
    }


# Form fields


@register.simple_tag
def control(field: BoundField, **attrs: str | bool) -> SafeString:
    """Return the input of a field with the class of the interface; other named arguments become attributes."""
    widget = field.field.widget
    kind = getattr(widget, "input_type", "")
    given = {name.replace("_", "-"): value for name, value in attrs.items()}
    if kind in {"checkbox", "radio", "hidden"} or field.use_fieldset:
        return field.as_widget(attrs=given)
    classes = ["input", widget.attrs.get("class", ""), given.pop("class", "")]
    if kind == "number":
        classes.append("input-num")
        widget = _number_as_text(widget)
    return field.as_widget(widget, attrs={**given, "class": " ".join(str(name) for name in classes if name)})


def _number_as_text(widget: Widget) -> Widget:
    """Return a number input that keeps what was written: browsers empty a real one when it holds words."""
    as_text = cast(Input, deepcopy(widget))
    as_text.input_type = "text"
    steps = str(as_text.attrs.get("step", "1"))
    as_text.attrs = {name: value for name, value in as_text.attrs.items() if name not in {"min", "max", "step"}}
    as_text.attrs.setdefault("inputmode", "numeric" if steps == "1" else "decimal")
    return as_text


@register.inclusion_tag("_components/scale.html")
def scale(
    field: BoundField, legend: object = "", last: object = None, last_label: object = "", unsure: str = "vet-ej", help: object = ""
) -> dict[str, object]:
    """Return a field with choices as the scale: digit and anchor in cards, "Vet ej" apart, the last answer marked."""
    chosen = field.value()
    answers = [
        {
            "value": str(value),
            "text": text,
            "id": f"{field.auto_id}_{value}",
            "checked": chosen is not None and str(chosen) == str(value),
            "last": last is not None and str(last) == str(value),
        }
        for value, text in cast(Any, field.field).choices
        if str(value) != ""
    ]
    return {
        "id": field.auto_id,
        "name": field.html_name,
        "legend": legend or field.label,
        "help": help or field.help_text,
        "errors": field.errors,
        "options": [answer for answer in answers if answer["value"] != unsure],
        "unsure": next((answer for answer in answers if answer["value"] == unsure), None),
        "last_label": last_label,
        "disabled": field.field.disabled,
    }


@register.filter
def form_problems(form: Any) -> list[dict[str, str]]:
    """Return one row per error of a form: the sentence, the field's words and its place on the page."""
    rows = [{"href": "", "label": "", "text": str(text)} for text in form.non_field_errors()]
    for field in form:
        label = str(field.label or "")
        rows.extend({"href": f"#{_first_id(field)}", "label": label, "text": str(text)} for text in field.errors)
    return rows


def _first_id(field: BoundField) -> str:
    """Return the id to go to: the first choice when the field is a group of choices."""
    return f"{field.auto_id}_0" if field.use_fieldset and not field.id_for_label else field.id_for_label or field.auto_id


# Words, numbers, days


register.filter("swedish_number", swedish.swedish_number)
register.filter("minus", swedish.minus)
register.filter("signed", swedish.signed)
register.filter("capitalised", swedish.capitalised)
register.filter("number_word", language.number_word)
register.filter("join_swedish", language.joined)


@register.filter
def short_date(value: date | None) -> str:
    """Return 8 mars 2019. A moment is shown as the day it is in Sweden."""
    return date_format(_local(value), "j F Y") if value else ""


@register.filter
def day_month(value: date | None) -> str:
    """Return 8 mars."""
    return date_format(_local(value), "j F") if value else ""


@register.filter
def time(value: datetime | None) -> str:
    """Return 14.02."""
    return date_format(_local(value), "H.i") if value else ""


@register.filter
def date_time(value: datetime | None) -> str:
    """Return 8 mars 2019 kl. 14.02."""
    return _("%(day)s kl. %(time)s") % {"day": short_date(value), "time": time(value)} if value else ""


@register.filter
def time_or_date(value: datetime | None) -> str:
    """Return 14.02 for a moment of today, otherwise the day with it: a bare time is read as today's."""
    return time(value) if value and days_until(value) == 0 else date_time(value)


@register.filter
def days_left(value: date | None) -> str:
    """Return how far off a deadline is: "3 dagar kvar", "i dag", "4 dagar sen"."""
    if not value:
        return ""
    days = days_until(value)
    if days > 0:
        return ngettext("%(n)s dag kvar", "%(n)s dagar kvar", days) % {"n": days}
    if days == 0:
        return _("i dag är sista dagen")
    return ngettext("%(n)s dag sen", "%(n)s dagar sen", -days) % {"n": -days}


@register.filter
def days_until(value: date) -> int:
    """Return the days from today to `value`; negative when it has passed."""
    local = _local(value)
    day = local.date() if isinstance(local, datetime) else local
    return (day - clock.today()).days


@register.filter
def days_since(value: date) -> int:
    """Return the days from `value` to today."""
    return -days_until(value)


@register.filter
def get(mapping: Mapping[Any, Any] | Sequence[Any] | None, key: Any) -> Any:
    """Return `mapping[key]`, or nothing when it is not there."""
    if isinstance(mapping, Mapping):
        return mapping.get(key)
    try:
        return mapping[key] if mapping is not None else None
    except (IndexError, TypeError, ValueError):
        return None


def _local(value: date) -> date:
    """Return a moment in Swedish time, without its zone so that it is not moved again; a day as it is."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def _use(name: str, css: str = "", size: int = 16) -> SafeString:
    return format_html(_USE, format_html(' class="{}"', css) if css else "", size, size, name)
