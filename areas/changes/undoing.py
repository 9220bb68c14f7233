"""What stands in the way of taking a change back: whatever was built on the rows that it wrote."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils.translation import gettext as _

from areas import consequences
from areas.enums import ChangeState
from areas.journal import touched
from areas.models import AreaVersion, OrganisationChange, RoleReview, Unit, UnitGroupGrant, UnitUserGrant
from lagesbild.access.models import RoleGroup
from lagesbild.accounts.models import User
from lagesbild.ui.templatetags.ui import short_date

COUNTED_APART = (RoleGroup, UnitGroupGrant)  # who has a role at a unit that was made is asked for itself


def built_on(change: OrganisationChange) -> Iterator[str]:
    """Yield a part of a sentence for each thing that would lose its ground if the change were taken back."""
    for name in consequences.rounds_opened(change.effective_on, change.took_effect_at):
        yield _("%(round)s har öppnats på den nya organisationen") % {"round": name}
    rows = OrganisationChange.objects.filter(units__in=change.units.all()).exclude(pk=change.pk).distinct()
    done_after = rows.filter(state=ChangeState.IN_EFFECT, took_effect_at__gt=change.took_effect_at)
    for other in (rows.filter(state__in=ChangeState.waiting()) | done_after).distinct():
        yield _("en senare ändring rör samma enhet: %(other)s den %(day)s") % {
            "other": other.title,
            "day": short_date(other.effective_on),
        }
    if touched(change.journal):
        yield _("något som ändringen skrev har ändrats sedan dess")
    yield from _holders(change)
    yield from _rows_built(change.journal)
    yield from _gone_on(change)


def _holders(change: OrganisationChange) -> Iterator[str]:
    """Roles at a unit that the change made, which somebody else gave or reviewed since."""
    made = _made(change.journal)[Unit]
    given = {(step["user"], step["role"], step["unit"]) for step in change.journal if step["step"] == "role"}
    held = User.groups.through.objects.filter(group__role_group__unit__in=made)
    now = set(held.values_list("user_id", "group__role_group__role", "group__role_group__unit_id"))
    if now - given or UnitUserGrant.objects.filter(content_object__in=made).exists():
        yield _("konton har fått roller vid en enhet som ändringen gjorde")
    if RoleReview.objects.filter(role_group__unit__in=made).exists():
        yield _("behörigheter vid en enhet som ändringen gjorde har gåtts igenom")


def _rows_built(journal: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Rows of any app that refer to a unit or to an area's version which the change made. What the change wrote itself does not count."""
    made, ours = _made(journal), _written(journal)
    words = {Unit: _("en enhet"), AreaVersion: _("ett områdes version")}
    for model, what in words.items():
        for relation in model._meta.related_objects:
            other: Any = relation.related_model
            if relation.many_to_many or other in COUNTED_APART or other is UnitUserGrant:
                continue
            rows = other._base_manager.filter(**{f"{relation.field.name}__in": made[model]}).exclude(pk__in=ours[other])
            if made[model] and rows.exists():
                yield _("uppgifter som har kommit till sedan dess bygger på %(what)s som ändringen gjorde") % {"what": what}


def _gone_on(change: OrganisationChange) -> Iterator[str]:
    """An area that came into being afterwards, from a day before the change, and has gone on with its unit (`create_area`)."""
    ours = _written(change.journal)[AreaVersion]
    eve = change.effective_on - timedelta(days=1)
    for name in AreaVersion.objects.filter(unit__in=change.units.all(), valid_to=eve).exclude(pk__in=ours).values_list("name", flat=True):
        yield _("området %(area)s har kommit till sedan dess och gått vidare med ändringen") % {"area": name}


def _made(journal: Iterable[dict[str, Any]]) -> dict[type[Model], list[int]]:
    return _written(step for step in journal if step["step"] == "made")


def _written(journal: Iterable[dict[str, Any]]) -> dict[type[Model], list[int]]:
    """Return the ids of the rows that the change made or changed, by their model."""
    found: dict[type[Model], list[int]] = defaultdict(list)
    for step in journal:
        if step["step"] in {"made", "changed"}:
            found[apps.get_model(step["model"])].append(step["id"])
    return found
