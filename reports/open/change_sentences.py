"""Sentences on what has changed since the last list: the sum, and what became of areas on the map."""

from areas.comparing import Sum
from areas.enums import LineageKind
from assessments.enums import Category
from lagesbild.ui.swedish import join_swedish, signed

from . import words
from .change import Lists
from .data import OpenArea, OpenLineage, OpenReport
from .sentences import Item, areas_word, big_number
from .totals import Changes

LINEAGE_VERBS = {"split": "delades i", "merged": "slogs ihop till", "renamed": "heter nu", "trimmed": "fick en ny gräns och heter nu"}


def sum_words(numbers: Sum, since: int, until: int) -> str:
    """Say the sum in words, term by term: "59 områden 2023, minus 1 som inte längre är med, plus 1 nytt, …"."""
    technical = "och ingen teknisk förändring"
    if numbers.technical:
        word, why = ("plus", "delats") if numbers.technical > 0 else ("minus", "slagits ihop")
        technical = f"{word} {abs(numbers.technical)} för att områden har {why}"
    moved = ""
    if numbers.moved:
        word, whence = ("plus", "från") if numbers.moved > 0 else ("minus", "till")
        moved = f"{word} {numbers.moved_size} som har flyttats {whence} en annan region, "
    return (
        f"{numbers.before} {areas_word(numbers.before)} {since}, minus {numbers.gone} som inte längre är med, "
        f"plus {numbers.new} {'nytt' if numbers.new == 1 else 'nya'}, {technical}, {moved}"
        f"blir {numbers.after} {areas_word(numbers.after)} {until}."
    )


def technical_summary(since: Changes) -> str:
    """Say whether areas have been split, merged or renamed."""
    if not since.technical:
        return f"Inget område har delats, slagits ihop eller bytt namn mellan {since.previous_year} och {since.year}."
    number = len(since.technical)
    verb = "Ett område har" if number == 1 else f"{big_number(number)} områden har"
    return f"{verb} delats, slagits ihop, bytt namn eller fått en ny gräns. Platserna är desamma."


def technical_items(report: OpenReport, since: Changes) -> tuple[str, ...]:
    """List what was split, merged, renamed or given another border; for what changes the number of areas, by how much."""
    return tuple(_technical_item(report, change) for change in since.technical)


def _technical_item(report: OpenReport, change: OpenLineage) -> str:
    text = lineage_sentence(change)
    if change.kind not in {LineageKind.SPLIT, LineageKind.MERGED}:
        return text
    balance = len(change.after) - len(change.before)
    return f"{text[:-1]} ({signed(balance)}).{_categories_told(report, change)}"


def _categories_told(report: OpenReport, change: OpenLineage) -> str:
    """Say which categories there were and are. Parts are not compared with the whole one to one, so it is no change of category."""
    lists = Lists(report)
    before = [lists.category_before(slug) for slug in change.before_slugs]
    after = [lists.areas[slug].category for slug in change.after_slugs if slug in lists.areas]
    if not after or None in before or not before:
        return ""
    return f" Före: {_category_list([Category(category) for category in before if category])}. Nu: {_category_list(after)}."


def _category_list(categories: list[Category]) -> str:
    found = [(category, categories.count(category)) for category in Category if category in categories]
    return join_swedish([f"{number} {(words.CATEGORY if number == 1 else words.CATEGORY_PLURAL)[category]}" for category, number in found])


def lineage_sentence(change: OpenLineage) -> str:
    """Say what happened to an area's border or name: "Rinkeby/Tensta delades i Rinkeby och Tensta."."""
    before = join_swedish(change.before)
    if change.before == change.after:
        return f"{before} fick en ny gräns."
    return f"{before} {LINEAGE_VERBS.get(change.kind, 'blev')} {join_swedish(change.after)}."


def compared(area: OpenArea, report: OpenReport) -> Item | None:
    """Tell how an area's category compares with the last list; `strong` when it is not the same.

    A part of a split area, or a merged one, is not compared one to one: what it came from is told with its category.
    """
    if report.previous_year is None:
        return None
    origin = origin_of(area, report)
    if origin:
        return Item("", origin)
    if area.previous_category is None:
        return Item("Ny på listan", "")
    if area.previous_category == area.category:
        return Item("", "Samma")
    return Item(f"Var {words.CATEGORY[area.previous_category]}", "")


def origin_of(area: OpenArea, report: OpenReport) -> str:
    """Say what an area was split from or merged of, with the categories then; nothing for an area that is what it was."""
    for change in report.lineage:
        if change.kind in {LineageKind.SPLIT, LineageKind.MERGED} and area.slug in change.after_slugs:
            mine = {before for before, after in change.pairs if after == area.slug}
            return f"{'Del' if len(mine) == 1 else 'Sammanslaget'} av {_origins(Lists(report), change, mine)}"
    return ""


def _origins(lists: Lists, change: OpenLineage, mine: set[str]) -> str:
    """Return areas of the last list, each with its category: "Rinkeby/Tensta (särskilt utsatt område)"."""
    known = [(name, lists.category_before(slug)) for slug, name in zip(change.before_slugs, change.before, strict=True) if slug in mine]
    return join_swedish([f"{name} ({words.CATEGORY[category]})" if category else name for name, category in known])
