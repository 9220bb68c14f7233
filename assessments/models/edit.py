"""Who has written in which section, in which turn."""

from django.conf import settings
from django.db import models

from assessments.models.area_assessment import AreaAssessment
from assessments.models.local_picture import LocalPicture


class Edit(models.Model):
    """The last time `user` saved a section in a turn. Four eyes are counted on these rows, in the actions and by a trigger."""

    picture = models.ForeignKey(LocalPicture, on_delete=models.PROTECT, related_name="edits")
    area = models.ForeignKey(AreaAssessment, on_delete=models.CASCADE, null=True, related_name="edits")
    turn = models.PositiveSmallIntegerField()
    section_code = models.CharField(max_length=3)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["picture", "area", "turn", "section_code", "user"],
                nulls_distinct=False,
                name="assessments_one_edit_row_per_section",
            )
        ]

    def __str__(self) -> str:
        return f"{self.section_code} {self.turn}"
