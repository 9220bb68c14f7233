"""Tags, filters and components: what they write, and what they never write."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.template import TemplateSyntaxError
from django.utils import translation

from lagesbild import clock
from lagesbild.ui import badges
from tests.ui.helpers import OFFICER, request_of

Write = Callable[..., str]
SPRITE = Path(__file__).parents[2] / "templates" / "_partials" / "sprite.html"
NOW = datetime(2019, 3, 5, 23, 30, tzinfo=UTC)  # already 6 March in Sweden
LETTERS = [("0", "Inte alls"), ("1", "Lite"), ("vet-ej", "Vet ej")]


class Answers(forms.Form):
    level = forms.ChoiceField(label="Nivå", choices=LETTERS, widget=forms.RadioSelect)
    count = forms.IntegerField(label="Antal", help_text="Skriv en siffra.", min_value=0)
    share = forms.DecimalField(label="Andel", decimal_places=1, required=False)
    note = forms.CharField(label="Text", required=False, widget=forms.Textarea)
    sure = forms.BooleanField(label="Säker", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def symbols() -> set[str]:
    return set(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text()))


def test_every_icon_is_drawn() -> None:
    assert {name.removeprefix("i-") for name in symbols() if name.startswith("i-")} == badges.ICONS


def test_every_category_and_check_is_drawn() -> None:
    assert {f"k-{mark.letter}" for mark in badges.CATEGORIES.values()} <= symbols()
    assert {f"s-{name}" for name in badges.CHECKS} <= symbols()


def test_every_sign_of_a_table_is_known() -> None:
    used = {row.icon for row in badges.STATES.values()} | {name for name, _words in badges.TRENDS.values()}
    assert used <= badges.ICONS


def test_icon(write: Write) -> None:
    assert (
        write('{% icon "lock" %}') == '<svg class="ic" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><use href="#i-lock"/></svg>'
    )


def test_icon_unknown(write: Write) -> None:
    with pytest.raises(KeyError, match="No icon 'unicorn'"):
        write('{% icon "unicorn" %}')


@pytest.mark.parametrize(
    ("call", "letter", "word"),
    [
        ('"utsatt"', "u", "Utsatt område"),
        ('"risk" plural=True', "r", "Riskområden"),
        ('"sarskilt" short=True', "s", "Särskilt utsatta"),
        ('"inte"', "n", "Inte utsatt område"),
        ('"sarskilt" "Alby"', "s", "Alby"),
    ],
)
def test_category(write: Write, call: str, letter: str, word: str) -> None:
    html = write(f"{{% category {call} %}}")
    assert html.startswith(f'<span class="cat cat-{letter}"><svg')
    assert f'href="#k-{letter}"' in html
    assert html.endswith(f"{word}</span>")


def test_category_none(write: Write) -> None:
    assert write("{% category value %}", value=None) == '<span class="muted">Ingen kategori</span>'


def test_category_unknown(write: Write) -> None:
    with pytest.raises(KeyError, match="No mark"):
        write('{% category "svart" %}')


def test_category_mark_has_a_word(write: Write) -> None:
    assert '<span class="vh">Riskområde</span>' in write('{% category_mark "risk" %}')
    assert "vh" not in write('{% category_mark "risk" decorative=True %}')


def test_words_are_escaped(write: Write) -> None:
    evil = "<script>x</script>"
    for call in (
        '{% category "risk" evil %}',
        '{% badge "is-ok" "check" evil %}',
        '{% blocked "a" evil %}',
        '{% state_badge "draft" evil %}',
    ):
        assert "<script>" not in write(call, evil=evil)
        assert "&lt;script&gt;" in write(call, evil=evil)
    for call in ('{% act "/x/" evil %}', "{% part_open evil %}{{ evil }}{% endpart %}", "{% notice evil %}{{ evil }}{% endnotice %}"):
        assert "<script>" not in write(call, evil=evil)


@pytest.mark.parametrize(
    ("state", "css", "sign", "word"), [(name, row.css, row.icon, str(row.word)) for name, row in badges.STATES.items()]
)
def test_state_badge(write: Write, state: str, css: str, sign: str, word: str) -> None:
    html = write("{% state_badge state %}", state=state)
    assert html.startswith(f'<span class="badge {css}">')
    assert f"#i-{sign}" in html
    assert html.endswith(f"{word}</span>")


def test_state_badge_short(write: Write) -> None:
    assert write('{% state_badge "review" short=True %}').endswith("Granskas</span>")
    assert write('{% state_badge "draft" short=True %}').endswith("Utkast</span>")


def test_state_badge_unknown(write: Write) -> None:
    with pytest.raises(KeyError, match="No badge for the state 'lost'"):
        write('{% state_badge "lost" %}')


def test_state_badges_of_one_kind_differ_without_colour() -> None:
    picture = [badges.STATES[name] for name in ("none", "draft", "submitted", "review", "returned", "approved", "zero")]
    assert len({row.icon for row in picture}) == 7
    assert len({str(row.word) for row in picture}) == 7


def test_state_class_and_icon(write: Write) -> None:
    assert write('{{ "returned"|state_class }} {{ "returned"|state_icon }}') == "is-back back"


@pytest.mark.parametrize(("change", "text"), [(2, "2 upp"), (-1, "1 ner"), (0, "Samma"), (None, "–")])
def test_movement(write: Write, change: int | None, text: str) -> None:
    assert text in write("{% movement change %}", change=change)


def test_late_says_days(write: Write) -> None:
    assert "1 dag sen" in write("{% late 1 %}")
    assert "4 dagar sen" in write("{% late 4 %}")


def test_check_sign_has_a_word(write: Write) -> None:
    assert '<span class="vh">Röd: </span>' in write('{% check_sign "bad" %}')


def test_blocked(write: Write) -> None:
    html = write('{% blocked "varfor" "Du kan inte godkänna." %}')
    assert html.startswith('<p class="blocked" id="varfor"><svg')
    assert html.endswith("<span>Du kan inte godkänna.</span></p>")


def test_act(write: Write) -> None:
    html = write('{% act "/x/1/godkann/" "Godkänn LPO Rinkeby" primary=True version=3 kind=none %}', request_of(), none=None)
    assert '<form class="act" action="/x/1/godkann/" method="post">' in html
    assert '<input type="hidden" name="version" value="3">' in html
    assert 'name="kind"' not in html
    assert '<button class="btn btn-primary" type="submit" id="act-godkann-lpo-rinkeby"' in html
    assert re.search(r'name="csrfmiddlewaretoken" value="\w{64}"', html)


def test_act_blocked(write: Write) -> None:
    html = write('{% act "/x/" "Godkänn" id="g" blocked="Du kan inte godkänna: du skrev det." %}')
    assert "<form" not in html
    assert " disabled" not in html
    assert '<p class="blocked" id="g-why">' in html
    assert 'type="button" id="g" aria-disabled="true" aria-describedby="g-why">Godkänn</button>' in html


def test_part_secret(write: Write) -> None:
    html = write('{% part_secret "B2, sekretessbelagd del" ground="OSL 18 kap. 1 §" %}<p>hemligt</p>{% endpart %}')
    assert '<div class="part part-secret" role="group" aria-label="B2, sekretessbelagd del">' in html
    assert "Sekretess</span><span>OSL 18 kap. 1 §. Publiceras aldrig.</span>" in html
    assert html.endswith("<p>hemligt</p></div>")


def test_part_open(write: Write) -> None:
    html = write('{% part_open "B3, öppen del" id="b3" tag="section" %}<p>öppet</p>{% endpart %}')
    assert '<section class="part part-open" role="group" aria-label="B3, öppen del" id="b3">' in html
    assert "Kan läsas av alla när rapporten är publicerad." in html
    assert "OSL" not in html and "part-secret" not in html


def test_notice(write: Write) -> None:
    html = write('{% notice "En kontroll är röd" state="bad" level=3 %}<p>Stopp.</p>{% endnotice %}')
    assert html.startswith('<section class="notice is-bad" aria-labelledby="en-kontroll-ar-rod"><h3 id="en-kontroll-ar-rod">')
    assert "<p>Stopp.</p>" in html


def test_crumbs(write: Write) -> None:
    html = write('{% crumbs "/a/" "Att göra" "Fittja" %}')
    assert '<li><a href="/a/">Att göra</a></li><li aria-current="page">Fittja</li>' in html


def test_crumbs_without_a_last_word(write: Write) -> None:
    with pytest.raises(TemplateSyntaxError):
        write('{% crumbs "/a/" "Att göra" %}')


def test_scale(write: Write) -> None:
    html = write('{% scale form.level legend="Hur är det?" last="0" last_label="Svar 2017" %}', form=Answers({"level": "1"}))
    assert "<legend>Hur är det?</legend>" in html
    assert html.count('type="radio"') == 3
    assert 'id="id_level_1" value="1" checked' in html
    assert html.count(" checked") == 1
    assert '<span class="txt">Inte alls</span><span class="prev">Svar 2017</span>' in html
    assert html.count('class="prev"') == 1
    assert 'class="opt opt-alone"><input type="radio" name="level" id="id_level_vet-ej"' in html


def test_scale_refused(write: Write) -> None:
    html = write("{% scale form.level %}", form=Answers({}))
    assert '<fieldset class="scale field-error" id="id_level" aria-describedby=" id_level_error">' in html
    assert '<div id="id_level_error">' in html


def test_field_order_and_links(write: Write) -> None:
    html = write("{{ form.count.as_field_group }}", form=Answers({"count": "många"}))
    places = [html.index(part) for part in ("<label", 'class="help" id="id_count_helptext"', 'id="id_count_error"', "<input")]
    assert places == sorted(places)
    assert 'aria-describedby="id_count_helptext id_count_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'value="många"' in html
    assert 'class="field field-error"' in html
    assert 'class="input input-num"' in html


def test_number_is_written_as_text(write: Write) -> None:
    html = write("{% control form.count %}{% control form.share %}", form=Answers())
    assert 'type="number"' not in html
    assert html.count('class="input input-num"') == 2
    assert html.count('inputmode="numeric"') == 1
    assert html.count('inputmode="decimal"') == 1
    assert " min=" not in html and " step=" not in html


def test_control_takes_attributes(write: Write) -> None:
    html = write('{% control form.note class="wide" hx_post="/x/" %}', form=Answers())
    assert 'class="input wide"' in html
    assert 'hx-post="/x/"' in html


def test_form_errors_lead_to_fields(write: Write) -> None:
    form = Answers({"count": "många"})
    form.add_error(None, "Något saknas.")
    html = write("{{ form }}", form=form)
    assert '<a href="#id_count">Antal: ' in html
    assert '<a href="#id_level_0">Nivå: ' in html
    assert "<li>Något saknas.</li>" in html
    assert 'id="id_level_0"' in html
    assert "data-focus" in html


def test_form_without_errors_has_no_list(write: Write) -> None:
    html = write("{{ form }}", form=Answers())
    assert "form-errors" not in html
    assert 'type="hidden" name="secret"' in html


def test_missing_only_when_something_is(write: Write) -> None:
    assert write('{% include "_components/missing.html" %}', missing=[]) == ""
    html = write('{% include "_components/missing.html" with focus=True %}', missing=[{"href": "#b2", "text": "B2 saknas"}])
    assert '<li><a href="#b2">B2 saknas</a></li>' in html
    assert 'tabindex="-1" data-focus' in html


@pytest.mark.parametrize(("state", "polled"), [("queued", True), ("running", True), ("built", False), ("failed", False)])
def test_progress_asks_again_only_while_it_goes_on(write: Write, state: str, polled: bool) -> None:
    html = write('{% include "_components/progress.html" with id="j" poll_url="/j/" page_url="/s/" done=1 total=2 %}', state=state)
    assert ('hx-get="/j/"' in html) is polled
    assert ("<progress" in html) is polled
    assert ('<a href="/s/">' in html) is polled


def test_progress_failed_can_be_tried_again(write: Write) -> None:
    html = write('{% include "_components/progress.html" with id="j" state="failed" retry_url="/om/" %}')
    assert '<form action="/om/" method="post">' in html
    assert "Det som var klart finns kvar." in html


def test_prevbox_new_area(write: Write) -> None:
    assert "Nytt område" in write('{% include "_components/prevbox.html" with is_new=True %}')
    html = write('{% include "_components/prevbox.html" with year=2017 value=0 words="x" %}')
    assert "Förra omgången, 2017" in html and "<b>0</b>" in html


def test_prevbox_zero_without_words(write: Write) -> None:
    html = write('{% include "_components/prevbox.html" with year=2017 value=0 anchor="Förekommer inte" %}')
    assert "<b>0 – Förekommer inte</b>" in html


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2019, 3, 9), "3 dagar kvar"),
        (date(2019, 3, 7), "1 dag kvar"),
        (date(2019, 3, 6), "i dag är sista dagen"),
        (date(2019, 3, 5), "1 dag sen"),
        (date(2019, 3, 2), "4 dagar sen"),
        (None, ""),
    ],
)
def test_days_left(write: Write, day: date | None, text: str) -> None:
    with clock.at(NOW):
        assert write("{{ day|days_left }}", day=day) == text


def test_days_since(write: Write) -> None:
    with clock.at(NOW):
        assert write("{{ day|days_since }}", day=date(2019, 3, 3)) == "3"


def test_dates_are_swedish_days(write: Write) -> None:
    assert write("{{ now|short_date }}", now=NOW) == "6 mars 2019"
    assert write("{{ day|short_date }}", day=date(2019, 3, 8)) == "8 mars 2019"
    assert write("{{ now|day_month }}", now=NOW) == "6 mars"
    assert write("{{ now|time }}", now=NOW) == "00.30"
    assert write("{{ now|date_time }}", now=NOW) == "6 mars 2019 kl. 00.30"
    assert write("[{{ day|short_date }}{{ day|time }}]", day=None) == "[]"


def test_month_follows_the_language(write: Write) -> None:
    with translation.override("en"):
        assert write("{{ day|short_date }}", day=date(2019, 5, 8)) == "8 May 2019"


def test_number_filters(write: Write) -> None:
    assert write("{{ 60|number_word|capitalised }} {{ n|minus }} {{ n|signed }}", n=-1) == "Sextio −1 −1"
    assert write("{{ names|join_swedish }}", names=["a", "b", "c"]) == "a, b och c"


def test_get(write: Write) -> None:
    assert write("{{ row|get:key }}{{ list|get:1 }}{{ list|get:9|default:'-' }}", row={"B2": "ja"}, key="B2", list=["a", "b"]) == "jab-"


def test_who_in_words(write: Write, clean_menu: Any) -> None:
    html = write('{% include "_partials/who.html" %}', request_of(roles=(OFFICER, OFFICER)))
    assert "<strong>Handläggare</strong>LPO Botkyrka" in html
    assert "och en roll till" in html
