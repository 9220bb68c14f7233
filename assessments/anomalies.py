"""What stands out in the log and takes knowing whose area it is."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import LocalPicture
from lagesbild.audit.anomalies import Finding, readings

NATIONAL = "@noa"  # how the log writes a role at the nation


def neighbours_areas(since: datetime) -> Iterator[Finding]:
    """An account without a role at the area's unit, nor at the nation, reads its classified part: it does so by a personal grant."""
    rows = readings(since).filter(object_type=LocalPicture._meta.label).exclude(actor_roles__contains=NATIONAL)
    counted = list(rows.values("actor", "actor_roles", "day", "object_id").annotate(n=Count("id")))
    units = dict(LocalPicture.objects.filter(pk__in=rows.values("object_id")).values_list("pk", "unit__key"))
    found: Counter[tuple[str, date]] = Counter()
    for row in counted:
        own = {role.partition("@")[2] for role in row["actor_roles"].split(", ")}
        if row["object_id"] in units and units[row["object_id"]] not in own:
            found[row["actor"], row["day"]] += row["n"]
    for (actor, day), number in found.items():
        why = ngettext("%(n)s läsning utanför det egna området.", "%(n)s läsningar utanför det egna området.", number)
        yield Finding("neighbour", actor, day, _("Andras områden"), why % {"n": number})
