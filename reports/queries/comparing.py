"""Any two lists side by side, for the pages inside. Only lists that are published, or that the person reads anyway."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from areas.comparing import Comparison, Place, Sum, compare
from areas.enums import LineageKind
from areas.models import Area, AreaVersion
from areas.queries.lineage import links_until
from assessments.enums import Category, RoundState
from assessments.models import Decision, Round
from assessments.queries.categories import decisions_of
from assessments.queries.decisions import READERS
from lagesbild.access.codenames import Codename
from lagesbild.access.scope import ALL, Scope
from lagesbild.ui.swedish import signed, swedish_key
from reports.models import Publication
from reports.queries.moved_boundaries import MovedBoundaries, moved_boundaries

WHOLE_COUNTRY = (*READERS, Codename.VIEW_NATIONAL)  # who reads decisions, or the national picture, before they are published


@dataclass(frozen=True, slots=True)
class Row:
    """One area of either list: what it was called and judged, and what has become of it."""

    place: Place[int]
    slug: str
    names_before: tuple[str, ...]
    names_after: tuple[str, ...]
    municipality: str
    categories_before: tuple[str, ...]
    category_after: str
    own_name: str  # its own, on the earlier list if it was there

    @property
    def renamed(self) -> str:
        """Return its name on the later list when that is another one."""
        return self.names_after[0] if self.names_after and self.names_after[0] != self.own_name else ""


@dataclass(frozen=True, slots=True)
class GroupInWords:
    """Areas that were split, merged, renamed or given another border, by their names on the two lists."""

    kind: str
    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    balance: int


class TwoLists:
    """The lists of two rounds compared. Four queries, one more when a part of a split area is on neither list."""

    def __init__(self, since: Round, until: Round) -> None:
        self.since, self.until = since, until
        self.before, self.after = _listed(since), _listed(until)
        names_before = {area_id: row.area_version.name for area_id, row in self.before.items()}
        names_after = {area_id: row.area_version.name for area_id, row in self.after.items()}
        self.comparison = compare(names_before, names_after, links_until(until.year), since=since.year, until=until.year)
        self.names, self.slugs = names_of(self.before.values(), self.after.values(), self.comparison)

    @property
    def words(self) -> str:
        return sum_words(self.comparison.sum, self.since.year, self.until.year)

    def rows(self) -> list[Row]:
        """Return every area of both lists, by name."""
        return sorted((self._row(place) for place in self.comparison.places), key=lambda row: swedish_key(row.own_name))

    def _row(self, place: Place[int]) -> Row:
        old, new = self.before.get(place.key), self.after.get(place.key)
        near = new or old or self.before[place.before[0]]
        return Row(
            place=place,
            slug=self.slugs[place.key],
            names_before=tuple(self.before[key].area_version.name for key in place.before),
            names_after=() if place.real < 0 else tuple(self.names[key] for key in place.after),
            municipality=near.area_version.municipality.name,
            categories_before=tuple(self.before[key].category for key in place.before),
            category_after=new.category if new else "",
            own_name=old.area_version.name if old else self.names[place.key],
        )

    def boundaries(self) -> MovedBoundaries:
        """Return how the boundaries moved of the areas that stand on both lists. Two queries."""
        both = {area_id: row.area_version.name for area_id, row in self.after.items() if area_id in self.before}
        redrawn = frozenset(key for group in self.comparison.groups if group.kind == LineageKind.TRIMMED for key in group.after)
        return moved_boundaries(both, self.since.reference_date, self.until.reference_date, redrawn)

    def groups(self) -> list[GroupInWords]:
        """Return the technical changes: first those that change the number of areas, then by name."""
        found = [
            GroupInWords(
                group.kind,
                str(group.kind.label),
                tuple(self.before[key].area_version.name for key in group.before),
                tuple(sorted((self.names[key] for key in group.after), key=swedish_key)),
                group.balance,
            )
            for group in self.comparison.groups
        ]
        return sorted(found, key=lambda group: (-abs(group.balance), swedish_key(group.before[0])))


def rounds_for(scope: Scope) -> list[Round]:
    """Return the rounds whose lists the person may compare, the first one first.

    What is published is for everybody. A closed round that is not published yet is for those who read its decisions or the national
    picture of the whole country. Two queries.
    """
    closed = Round.objects.filter(state=RoundState.CLOSED, decisions__isnull=False).distinct().order_by("year")
    published = set(Publication.objects.values_list("year", flat=True))
    reads_all = any(scope.units(codename) is ALL for codename in WHOLE_COUNTRY)
    return [row for row in closed if row.is_historic or row.year in published or reads_all]


def reads_everything(scope: Scope) -> bool:
    """Answer whether the person may see how areas come from one another also for lists that are not published yet."""
    return scope.can(Codename.IMPORT_DATA) or any(scope.units(codename) is ALL for codename in WHOLE_COUNTRY)


def names_of(before: Iterable[Decision], after: Iterable[Decision], comparison: Comparison[int]) -> tuple[dict[int, str], dict[int, str]]:
    """Return the latest name and the public id of every area of a comparison. Parts that are on neither list: as the register has them."""
    decisions = [*before, *after]
    slugs = {row.area_id: row.area.slug for row in decisions}
    names = {row.area_id: row.area_version.name for row in decisions}
    unlisted = comparison.projected - names.keys()
    if unlisted:
        slugs |= dict(Area.objects.filter(pk__in=unlisted).values_list("pk", "slug"))
        names = slugs | dict(AreaVersion.objects.filter(area__in=unlisted).order_by("valid_from").values_list("area_id", "name")) | names
    return names, slugs


def sum_words(numbers: Sum, since: int, until: int) -> str:
    """Say the sum in words, in the language of the person."""
    return _(
        "%(before)s områden %(since)s, minus %(gone)s som inte längre är med, plus %(new)s nya, tekniskt %(technical)s, "
        "blir %(after)s områden %(until)s."
    ) % {
        "before": numbers.before,
        "since": since,
        "gone": numbers.gone,
        "new": numbers.new,
        "technical": signed(numbers.technical),
        "after": numbers.after,
        "until": until,
    }


def _listed(round_: Round) -> dict[int, Decision]:
    """Return the decisions that put an area on the round's list, by the area's id."""
    return {row.area_id: row for row in decisions_of(round_).exclude(category=Category.INTE)}
