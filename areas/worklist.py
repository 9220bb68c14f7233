"""What waits for those who read in files, and where those who manage accounts go on from their first page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from areas import imports
from areas.enums import BatchState
from areas.models import ImportBatch
from lagesbild.access.codenames import Codename
from lagesbild.access.scope import Scope
from lagesbild.ui.badges import badge
from lagesbild.ui.worklist import Work, Worklist


def import_items(scope: Scope) -> Worklist:
    """Return the files that were sent in and neither read in nor thrown away. One query; none for who has no part in it."""
    if not scope.can(Codename.IMPORT_DATA):
        return Worklist()
    waiting = ImportBatch.objects.filter(state=BatchState.RECEIVED).defer("content").order_by("pk")
    return Worklist(
        mine=[_batch_work(batch) for batch in waiting],
        empty=_("Ingen fil väntar. När en fil är skickad och inte inläst står den här."),
        href=reverse("areas:imports"),
        link=_("Skicka en fil"),
    )


def _batch_work(batch: ImportBatch) -> Work:
    return Work(
        title=_("Läs in eller kasta %(file)s") % {"file": batch.filename},
        text=imports.get(batch.kind).label,
        href=reverse("areas:batch", args=[batch.pk]),
        button=_("Visa vad filen gör"),
        badge=badge(batch.state),
    )


def account_items(scope: Scope) -> Worklist:
    """Say where accounts are managed. Nothing waits there: who needs an account or a role asks for it outside the system."""
    if not scope.can(Codename.MANAGE_ACCOUNTS):
        return Worklist()
    return Worklist(
        empty=_("Du skapar och stänger konton och ger roller när någon ber om det."),
        href=reverse("areas:people"),
        link=_("Alla konton"),
    )
