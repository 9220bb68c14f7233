"""Who holds which role at the units that a reviewer reaches, when that was last reviewed, and what is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    DateTimeField,
    ExpressionWrapper,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from areas.grants import unit_label
from areas.models import RoleReview, Unit, UnitName
from lagesbild import clock
from lagesbild.access.codenames import Codename
from lagesbild.access.models import RoleGroup
from lagesbild.access.roles import Role
from lagesbild.access.scope import Scope, personal_counts
from lagesbild.accounts.models import User
from lagesbild.audit.events import Event
from lagesbild.audit.models import AuditEvent
from lagesbild.audit.queries import last_readings

REVIEWED_EACH = timedelta(days=365)  # a role that was not reviewed within it is due

Memberships = QuerySet[Any, Any]


@dataclass(frozen=True, slots=True)
class Held:
    """One role of one account, with what a reviewer needs to judge whether it is needed still."""

    user: User
    group: RoleGroup
    role: str
    unit: str
    given_at: datetime | None
    last_reading: datetime | None
    personal: int
    is_due: bool
    since: datetime  # due since then, or to be due then
    review: RoleReview | None


@dataclass(frozen=True, slots=True)
class Due:
    """How many roles wait for the reviewer, and since when the oldest does."""

    number: int
    oldest: datetime | None


def memberships(scope: Scope) -> Memberships:
    """Return the roles of accounts at the units whose access the person reviews: what is due first, the oldest first.

    A review counts from the day it was made, and no longer once the role was taken and given anew. What nobody has reviewed is due.
    """
    held = User.groups.through.objects.filter(group__role_group__isnull=False)
    rows: Any = scope.limit(held, Codename.REVIEW_ACCESS, "group__role_group__unit")
    reviews = RoleReview.objects.filter(role_group=OuterRef("group__role_group"), user=OuterRef("user_id")).order_by("-at", "-pk")
    rows = rows.annotate(given_at=Subquery(_given().values("at")[:1]), last_at=Subquery(reviews.values("at")[:1]))
    holds = Q(last_at__isnull=False) & (Q(given_at__isnull=True) | Q(last_at__gte=F("given_at")))
    rows = rows.annotate(reviewed_at=Case(When(holds, then=F("last_at")), output_field=DateTimeField()))
    due = Q(reviewed_at__isnull=True) | Q(reviewed_at__lte=clock.now() - REVIEWED_EACH)
    again = ExpressionWrapper(F("reviewed_at") + REVIEWED_EACH, output_field=DateTimeField())
    found: Memberships = rows.annotate(
        is_due=Case(When(due, then=Value(True)), default=Value(False), output_field=BooleanField()),
        since=Coalesce(again, F("given_at"), F("user__created_at")),
    )
    return found.order_by("-is_due", "since", "user__username", "pk")


def _given() -> QuerySet[AuditEvent]:
    """Return when the role of the outer row was last given, out of the log; roles that are older than the log have nothing there."""
    events = AuditEvent.objects.filter(event=Event.ROLE_GIVEN, object_type=User._meta.label, object_id=OuterRef("user_id"))
    keys = events.annotate(role=KeyTextTransform("role", "detail"), unit=KeyTextTransform("unit", "detail"))
    return keys.filter(role=OuterRef("group__role_group__role"), unit=OuterRef("group__role_group__unit__key")).order_by("-id")


def due_for(scope: Scope) -> Due:
    """Return what waits for the person. Their own roles wait for somebody else. One query."""
    found = memberships(scope).filter(is_due=True).exclude(user=scope.user_id).order_by().aggregate(n=Count("pk"), oldest=Min("since"))
    return Due(found["n"], found["oldest"])


def cut(rows: Memberships, *, words: str = "", role: str = "", shown: str = "") -> Memberships:
    """Cut roles to those whose account or unit holds `words`, to one role, to what is due ("due") or not ("done")."""
    if words:
        names = UnitName.objects.as_of(clock.today()).filter(name__icontains=words.removeprefix("LPO ").strip()).values("unit")
        rows = rows.filter(Q(user__username__icontains=words) | Q(group__role_group__unit__in=names))
    if role:
        rows = rows.filter(group__role_group__role=role)
    if shown:
        rows = rows.filter(is_due=shown == "due")
    return rows


def in_words(rows: Iterable[Any]) -> list[Held]:
    """Return the roles with what is known about their accounts. Five queries, however many."""
    rows = list(rows)
    users = User.objects.in_bulk({row.user_id for row in rows})
    groups = {row.group_id: row for row in RoleGroup.objects.filter(group__in={row.group_id for row in rows})}
    units = {
        row.pk: unit_label(row) for row in Unit.objects.labelled(clock.today()).filter(pk__in={row.unit_id for row in groups.values()})
    }
    read, personal, reviews = last_readings(users), personal_counts(users), _last_reviews(groups.values(), users)
    found = []
    for row in rows:
        group = groups[row.group_id]
        found.append(
            Held(
                user=users[row.user_id],
                group=group,
                role=str(Role(group.role).label),
                unit=units[group.unit_id],
                given_at=row.given_at,
                last_reading=read.get(row.user_id),
                personal=personal.get(row.user_id, 0),
                is_due=row.is_due,
                since=row.since,
                review=reviews.get((group.pk, row.user_id)) if row.reviewed_at else None,
            )
        )
    return found


def _last_reviews(groups: Iterable[RoleGroup], users: Iterable[int]) -> dict[tuple[int, int], RoleReview]:
    rows = RoleReview.objects.filter(role_group__in=list(groups), user__in=list(users)).select_related("by").order_by("at", "pk")
    return {(row.role_group_id, row.user_id): row for row in rows}
