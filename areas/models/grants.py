"""The tables of grants on units. Deleting a unit deletes its grants."""

from django.db import models

from areas.models.unit import Unit
from lagesbild.access.guardian import GroupGrantBase, UserGrantBase


class UnitUserGrant(UserGrantBase):
    """A grant to one person. Almost always empty: grants go to groups."""

    content_object = models.ForeignKey(Unit, on_delete=models.CASCADE)


class UnitGroupGrant(GroupGrantBase):
    """A grant to everybody with a role at a unit."""

    content_object = models.ForeignKey(Unit, on_delete=models.CASCADE)
