"""What waits for those who read in files, change the organisation or review access, and where those who manage accounts go on."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from areas import imports
from areas.enums import BatchState, ChangeState
from areas.models import ImportBatch, OrganisationChange
from areas.queries.access_review import due_for
from areas.queries.organisation import changes_to_tell
from lagesbild import clock
from lagesbild.access.codenames import Codename
from lagesbild.access.scope import Scope
from lagesbild.ui.badges import Badge, badge
from lagesbild.ui.templatetags.ui import short_date
from lagesbild.ui.worklist import YOURS, Work, Worklist


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
        text=imports.label_of(batch.kind),
        href=reverse(imports.page_of(batch.kind), args=[batch.pk]),
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


def review_items(scope: Scope) -> Worklist:
    """Say in one row how many roles the person has to review. One query; none for who reviews nothing."""
    if not scope.can(Codename.REVIEW_ACCESS):
        return Worklist()
    due = due_for(scope)
    if not due.number:
        return Worklist()
    title = ngettext("%(n)s behörighet att gå igenom", "%(n)s behörigheter att gå igenom", due.number) % {"n": due.number}
    work = Work(
        title=title,
        text=_("Den äldsta sedan %(day)s. Varje roll gås igenom minst en gång om året.") % {"day": short_date(due.oldest)},
        href=reverse("areas:access_review"),
        button=_("Gå igenom"),
        badge=Badge("is-review", "eye", _("Att gå igenom")),
    )
    return Worklist(mine=[work])


def change_items(scope: Scope) -> Worklist:
    """Say which changes of the organisation wait: for approval, for their day, or because they were stopped; and what became of them.

    One query; none for who neither plans nor approves.
    """
    plans, approves = scope.can(Codename.IMPORT_DATA), scope.can(Codename.LEAD)
    found = Worklist()
    if not plans and not approves:
        return found
    for change in changes_to_tell(clock.today()):
        own = change.planned_by_id == scope.user_id
        if change.state == ChangeState.PLANNED and approves and not own:
            found.mine.append(_change_work(change, _("Godkänn eller avslå: %(title)s"), _("Läs planen")))
        elif change.failure and change.state == ChangeState.APPROVED:
            stopped = Badge("is-bad", "cross", _("Stoppad"))
            found.mine.append(_change_work(change, _("Kunde inte genomföras: %(title)s"), _("Läs varför"), stopped))
        elif change.is_waiting and plans:
            ball = _("Väntar på godkännande av Noa") if change.state == ChangeState.PLANNED else _("Genomförs på dagen")
            found.others.append(_change_work(change, "%(title)s", _("Visa"), ball=ball))
        elif own and not change.is_waiting:
            found.told.append(_change_work(change, "%(title)s", _("Visa"), ball=_("Inget mer att göra")))
    return found


def _change_work(change: OrganisationChange, title: str, button: str, state: Badge | None = None, ball: str = "") -> Work:
    return Work(
        title=title % {"title": change.title},
        text=change.failure or change.end_reason or _("Gäller från %(day)s.") % {"day": short_date(change.effective_on)},
        href=reverse("areas:change", args=[change.pk]),
        button=button,
        badge=state or badge(change.state),
        due=change.effective_on if change.state == ChangeState.PLANNED else None,
        ball=ball or YOURS,
    )
