"""A role at a unit, as a group that people are members of."""

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _

from lagesbild.access.roles import Role


class RoleGroup(models.Model):
    """The group of everybody with `role` at `unit`. Made and kept in step by `access.actions`."""

    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="role_group")
    role = models.CharField(_("roll"), max_length=40, choices=Role.choices)
    unit = models.ForeignKey("areas.Unit", on_delete=models.PROTECT, related_name="role_groups")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["role", "unit"], name="access_one_group_per_role_and_unit")]

    def __str__(self) -> str:
        return f"{self.role} @ {self.unit_id}"
