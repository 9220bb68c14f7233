"""What an answer consists of, open or classified alike."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.enums import Evidence, Trend

MAX_TEXT = 20_000  # characters in one text answer
MAX_RATING = 4


class AnswerParts(models.Model):
    """Base of the two tables of answers. A part that the question does not ask for, or that has the other class, stays empty.

    The classified table seals the same parts (`ClassifiedAnswer`), so that no column of it tells anything.
    """

    rating = models.PositiveSmallIntegerField(_("gradering"), null=True, blank=True, validators=[MaxValueValidator(MAX_RATING)])
    count = models.PositiveIntegerField(_("antal"), null=True, blank=True)
    share = models.DecimalField(_("andel, procent"), max_digits=5, decimal_places=2, null=True, blank=True)
    choice = models.CharField(_("val"), max_length=40, blank=True)
    trend = models.CharField(_("utveckling"), max_length=12, choices=Trend.choices, blank=True)
    text = models.TextField(_("text"), max_length=MAX_TEXT, blank=True)
    dont_know = models.BooleanField(_("vet ej"), default=False)
    evidence = models.CharField(_("underlag"), max_length=10, choices=Evidence.choices, blank=True)
    comment = models.TextField(_("kommentar"), max_length=MAX_TEXT, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    VALUE_FIELDS = ("rating", "count", "share", "choice", "trend", "text", "dont_know", "evidence", "comment")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(rating__isnull=True) | Q(rating__lte=4), name="%(app_label)s_%(class)s_rating_0_to_4"),
            models.CheckConstraint(
                condition=Q(dont_know=False) | Q(rating__isnull=True), name="%(app_label)s_%(class)s_dont_know_has_no_rating"
            ),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__range=(0, 100)), name="%(app_label)s_%(class)s_share_is_percent"
            ),
        ]

    def impossible(self) -> str:
        """Return what no answer can be, in words; empty when all is well. `Meta.constraints` again, where the database cannot see."""
        if self.rating is not None and not 0 <= self.rating <= MAX_RATING:
            return "a rating is 0 to 4"
        if self.dont_know and self.rating is not None:
            return "who does not know gives no rating"
        if self.share is not None and not 0 <= self.share <= 100:
            return "a share is 0 to 100 percent"
        return ""

    def values(self) -> dict[str, object]:
        """Return the parts by name."""
        return {name: getattr(self, name) for name in self.VALUE_FIELDS}
