"""Correcting a ground of secrecy."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lagesbild import audit, clock
from lagesbild.access.checks import require_grant
from lagesbild.access.codenames import Codename
from lagesbild.audit.events import Event
from lagesbild.db import one_writer
from lagesbild.exceptions import ActionDenied, Stale
from lagesbild.secrecy.models import SecrecyGround

CORRECTED = ("statute", "chapter", "paragraph", "words", "harm", "review_years", "is_active")


@transaction.atomic
def correct_ground(ground: SecrecyGround, *, by: Any, **given: Any) -> SecrecyGround:
    """Add a version with these values. What is marked keeps the version that it was marked with; so the history stays."""
    require_grant(by, Codename.IMPORT_DATA, None, verb=_("rätta sekretessgrunden"))
    one_writer("secrecy_ground")  # rows are only added, so that none can be locked
    last = SecrecyGround.objects.filter(key=ground.key).latest("version")
    if last.pk != ground.pk:
        raise Stale(_("Någon annan har rättat grunden sedan du öppnade sidan. Läs den nya och rätta igen."))
    values = {name: given.get(name, getattr(last, name)) for name in CORRECTED}
    if all(values[name] == getattr(last, name) for name in CORRECTED):
        raise ActionDenied(_("Du kan inte rätta grunden: inget är ändrat."))
    made = SecrecyGround.objects.create(key=last.key, version=last.version + 1, corrected_by=by, corrected_at=clock.now(), **values)
    audit.record(Event.GROUND_CORRECTED, obj=made, by=by, detail={"version": made.version})
    return made
