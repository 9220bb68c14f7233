"""A unit of the police organisation: the nation, a region, a district or a local police area."""

from datetime import date
from typing import TYPE_CHECKING, TypedDict, cast

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from areas.enums import UnitKind
from areas.models.period import Period, PeriodQuerySet
from areas.models.unit_name import UnitName
from areas.models.unit_placement import UnitPlacement
from lagesbild.access.codenames import Codename


class OnDay(TypedDict):
    """What `Unit.objects.named(day)` adds to a unit. `name` and `slug` are empty only for a unit that was no more on the day."""

    name: str
    slug: str
    parent_unit_id: int | None


class UnitQuerySet(PeriodQuerySet["Unit"]):
    """Units, asked as they were on a day."""

    def named(self, day: date) -> "models.QuerySet[NamedUnit]":
        """Add `name` and `slug` as they were on `day`, and `parent_unit_id` as the unit was placed."""
        names = UnitName.objects.filter(unit=OuterRef("pk")).as_of(day)
        placements = UnitPlacement.objects.filter(unit=OuterRef("pk")).as_of(day)
        rows = self.annotate(
            name=Subquery(names.values("name")[:1]),
            slug=Subquery(names.values("slug")[:1]),
            parent_unit_id=Subquery(placements.values("parent_id")[:1]),
        )
        return cast("models.QuerySet[NamedUnit]", rows)

    def labelled(self, day: date) -> "models.QuerySet[NamedUnit]":
        """As `named`, with the `last_name` of each unit beside: what it was called where it is no more on `day`."""
        last = UnitName.objects.filter(unit=OuterRef("pk")).order_by("-valid_from")
        return self.named(day).annotate(last_name=Subquery(last.values("name")[:1]))


class Unit(Period):
    """An identity through time. Its name and its place in the organisation are rows of their own, since both change."""

    kind = models.CharField(_("slag"), max_length=10, choices=UnitKind.choices)
    key = models.SlugField(_("nyckel"), max_length=60, unique=True)
    code = models.CharField(_("kod"), max_length=10, blank=True)  # the police's own, where a public source has it
    is_named = models.BooleanField(_("namngiven i offentliga källor"), default=True)
    source = models.TextField(_("källa"), blank=True)
    note = models.TextField(_("anmärkning"), blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = _("enhet")
        verbose_name_plural = _("enheter")
        default_permissions = ()
        permissions = [*Codename.choices]
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(fields=["kind"], condition=models.Q(kind=UnitKind.NATIONAL), name="areas_one_national_unit"),
        ]

    def __str__(self) -> str:
        return self.key


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    NamedUnit = WithAnnotations[Unit, OnDay]
else:
    NamedUnit = Unit  # the added values are plain attributes when the program runs
