"""Noting what was made of something that stood out in the log."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from lagesbild import clock
from lagesbild.access.checks import require_grant
from lagesbild.access.codenames import Codename
from lagesbild.accounts.models import User
from lagesbild.audit.anomalies import findings
from lagesbild.audit.events import Event
from lagesbild.audit.models import AnomalyReview
from lagesbild.audit.recording import record
from lagesbild.exceptions import ActionDenied


@transaction.atomic
def review_anomaly(*, rule: str, actor: str, day: date, outcome: str, by: User) -> AnomalyReview:
    """Keep in words what a finding turned out to be. Nobody reviews what they did themselves, and it is done once."""
    require_grant(by, Codename.READ_AUDIT, None, verb=_("granska avvikelsen"))
    if by.get_username() == actor:
        raise ActionDenied(_("Du kan inte granska avvikelsen: den gäller dig själv."))
    if not any(found.key == (rule, actor, day) for found in findings()):
        raise ActionDenied(_("Du kan inte granska avvikelsen: den finns inte i listan längre."))
    row, made = AnomalyReview.objects.get_or_create(
        rule=rule, actor=actor, day=day, defaults={"outcome": outcome.strip(), "reviewed_by": by, "reviewed_at": clock.now()}
    )
    if not made:
        raise ActionDenied(_("Du kan inte granska avvikelsen: den är redan granskad."))
    record(Event.ANOMALY_REVIEWED, obj=row, by=by, detail={"rule": rule})
    return row
