"""Sentences made from the numbers of a report. Nothing here knows a certain year."""

from dataclasses import dataclass

from areas.comparing import Sum
from assessments.enums import Category
from lagesbild.ui.swedish import capitalised, join_swedish, number_word, signed

from . import words
from .change import Lists
from .data import OpenArea, OpenRegion, OpenRemoved, OpenReport
from .totals import Changes, Move, areas_in, changes, count


@dataclass(frozen=True, slots=True)
class Item:
    """A list item: the first words stand out, the rest tells which areas."""

    strong: str
    rest: str


def big_number(number: int) -> str:
    """Return the number in words with a large first letter: "Sextio"."""
    return capitalised(number_word(number))


def areas_word(number: int) -> str:
    return "område" if number == 1 else "områden"


def headline(report: OpenReport) -> str:
    """Say how many areas there are: the title of the overview."""
    total = len(report.areas)
    if total == 0:
        return "Inget område i Sverige är utsatt"
    return f"{big_number(total)} {areas_word(total)} i Sverige är {'utsatt' if total == 1 else 'utsatta'}"


def lead(report: OpenReport) -> str:
    """Say what the number means, who was asked, and how it compares with the last list."""
    parts = ["Här påverkar kriminella lokalsamhället."]
    if report.lpo_count is not None:
        parts.append(f"Polisen har bedömt läget i landets alla {report.lpo_count} lokalpolisområden med samma metod.")
    since = changes(report)
    if since is not None:
        parts.append(_compared_total(since))
    return " ".join(parts)


def _compared_total(since: Changes) -> str:
    difference = since.total - since.previous_total
    told = _told_apart(since.sum)
    if difference == 0:
        text = f"Antalet områden är detsamma som {since.previous_year}"
    elif abs(difference) <= 2:
        text = f"Antalet områden är nästan detsamma som {since.previous_year}"
    else:
        text = f"Det är {number_word(abs(difference))} {'fler' if difference > 0 else 'färre'} än {since.previous_year}"
    text += told
    if since.moved == 0:
        return f"{text}."
    word = "men" if abs(difference) <= 2 else "och"
    return f"{text}, {word} {number_word(since.moved)} har bytt kategori."


def _told_apart(numbers: Sum) -> str:
    """Return how much of a difference is real and how much technical, for a parenthesis; nothing where nothing has changed."""
    if numbers.real == numbers.technical == numbers.moved == 0:
        return ""
    moved = f", flyttade mellan regioner {signed(numbers.moved)}" if numbers.moved else ""
    return f" (verklig förändring {signed(numbers.real)}, teknisk {signed(numbers.technical)}{moved})"


def real_summary(since: Changes) -> str:
    """Say how the number of areas has moved because the situation has changed."""
    if since.technical_balance == 0 and since.total != since.previous_total:
        return f"Från {since.previous_total} till {since.total} områden, för att läget har ändrats."
    balance = since.real_balance
    if balance == 0:
        return "Lika många områden som förut, när man räknar bort tekniska förändringar."
    number = number_word(abs(balance))
    return f"{capitalised(number)} {areas_word(abs(balance))} {'fler' if balance > 0 else 'färre'}, för att läget har ändrats."


def real_items(since: Changes) -> tuple[Item, ...]:
    """List what has really changed: new areas, areas that left, areas that changed category."""
    items = []
    if since.new:
        strong = "Ett nytt:" if len(since.new) == 1 else f"{big_number(len(since.new))} nya:"
        items.append(Item(strong, f"{_named(since.new)}."))
    if since.removed:
        items.append(Item(f"{big_number(len(since.removed))} är inte längre med:", f"{_named(since.removed)}."))
    items += [_move_item(move) for move in since.moves]
    return tuple(items) or (Item("Inget område", "har kommit till, tagits bort eller bytt kategori."),)


def method_items(since: Changes) -> tuple[Item, ...]:
    """List the areas whose category changed because the method no longer has the old one."""
    return tuple(_move_item(move) for move in since.method_moves)


def _move_item(move: Move) -> Item:
    before, after = words.CATEGORY[move.before], words.CATEGORY[move.after]
    return Item(f"{big_number(len(move.areas))} har gått från {before} till {after}:", f"{_named(move.areas)}.")


def _named(areas: tuple[OpenArea, ...] | tuple[OpenRemoved, ...]) -> str:
    """Join the names; one or two are told with their municipality."""
    if len(areas) > 2:
        return join_swedish([area.name for area in areas])
    return join_swedish([f"{area.name} i {area.municipality}" if area.municipality else area.name for area in areas])


def region_summary(report: OpenReport, region: OpenRegion) -> str:
    """Say how many areas a region has, how many of them are särskilt utsatta, and whether that is new."""
    areas = areas_in(report, region)
    if not areas:
        return f"Inget område i region {region.name} är på listan{_emptied(report, region)}."
    text = f"{big_number(len(areas))} {areas_word(len(areas))}"
    if report.previous_year is not None and report.previous_totals:
        numbers = Lists(report).sum_in(region)
        text += f", {_compared(numbers.after, numbers.before)} {report.previous_year}{_told_apart(numbers)}"
    return f"{text}. {_most_serious(report, region, areas)}".strip()


def _emptied(report: OpenReport, region: OpenRegion) -> str:
    """Say how many areas an empty region had on the last list; nothing when it had none then either."""
    if report.previous_year is None or not sum(report.previous_totals.get(region.name, {}).values()):
        return ""
    numbers = Lists(report).sum_in(region)
    return f", {_compared(0, numbers.before)} {report.previous_year}{_told_apart(numbers)}"


def _compared(now: int, before: int) -> str:
    if now == before:
        return "lika många som"
    return f"{number_word(abs(now - before))} {'fler' if now > before else 'färre'} än"


def _most_serious(report: OpenReport, region: OpenRegion, areas: tuple[OpenArea, ...]) -> str:
    worst = [area for area in areas if area.category == Category.SARSKILT]
    if not worst:
        return "Inget av dem är särskilt utsatt." if len(areas) > 1 else "Det är inte särskilt utsatt."
    text = f"{big_number(len(worst))} av dem är särskilt {'utsatt' if len(worst) == 1 else 'utsatta'}"
    if len(worst) == len(areas):
        text = "Det är särskilt utsatt" if len(areas) == 1 else "Alla är särskilt utsatta"
    if all(area.previous_category == Category.SARSKILT for area in worst) and len(worst) == _worst_before(report, region):
        text += f", samma {number_word(len(worst))} som då" if len(worst) > 1 else ", samma som då"
    places = {area.lpo_name for area in worst}
    if len(places) > 1 and None not in places:
        text += f". De ligger i {number_word(len(places))} lokalpolisområden"
    return f"{text}."


def _worst_before(report: OpenReport, region: OpenRegion) -> int:
    return report.previous_totals.get(region.name, {}).get(Category.SARSKILT, 0)


def area_lead(area: OpenArea, year: int) -> str:
    """Say what the area is and since when: "Särskilt utsatt område i tre omgångar, 2015–2019."."""
    label = capitalised(words.CATEGORY[area.category])
    years = _unbroken_years(area, year)
    if len(years) > 1:
        return f"{label} i {number_word(len(years))} omgångar, {years[0]}–{years[-1]}."
    before = [past for past in area.history if past.year < year]
    if before and before[-1].category in words.DEFINITION:
        return f"{label} {year}. I förra omgången, {before[-1].year}, var det {words.CATEGORY[Category(before[-1].category)]}."
    if before:
        return f"{label} {year}. Området var inte med på förra listan."
    return f"{label} {year}."


def _unbroken_years(area: OpenArea, year: int) -> list[int]:
    """Return the rounds in a row, up to this one, in which the area had today's category."""
    years: list[int] = []
    for past in reversed([past for past in area.history if past.year <= year]):
        if past.category != area.category:
            break
        years.insert(0, past.year)
    return years


def lpo_summary(name: str, areas: tuple[OpenArea, ...]) -> str:
    """Say how many areas a local police area has on the list; having none is said plainly, as the good news it is."""
    if not areas:
        return f"Inget område i {name} är på listan. Läget här har bedömts med samma frågor som i resten av landet."
    return f"{big_number(len(areas))} {areas_word(len(areas))} i {name} är på listan."


def map_title(report: OpenReport) -> str:
    """Tell the finding of the country map: where the areas lie, and which regions have none."""
    empty = [region.name for region in report.regions if not areas_in(report, region)]
    parts = [f"Karta över Sverige med {len(report.areas)} {areas_word(len(report.areas))}."]
    if empty:
        label = "Region" if len(empty) == 1 else "Regionerna"
        parts.append(f"{label} {join_swedish(empty)} har inget område.")
    top = max(report.regions, key=lambda region: len(areas_in(report, region)), default=None)
    if top is not None and report.areas:
        parts.append(f"Flest finns i region {top.name}: {len(areas_in(report, top))}.")
    parts.append("Alla områden finns i tabell.")
    return " ".join(parts)


def category_sentence(report: OpenReport) -> str:
    """Tell the number per category in one sentence."""
    counts = zip(report.categories, count(report.areas, report.categories), strict=True)
    parts = [f"{number} {(words.CATEGORY if number == 1 else words.CATEGORY_PLURAL)[category]}" for category, number in counts]
    return capitalised(f"{join_swedish(parts)}.")
