"""A secrecy marking: on which ground the answers to a question are secret, or one single text that has a ground of its own."""

from typing import Any, Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.models.area_assessment import AreaAssessment
from assessments.models.decision import Decision
from assessments.models.local_picture import LocalPicture
from assessments.models.question import Question
from assessments.models.review_point import ReviewPoint
from lagesbild.access.codenames import Codename
from lagesbild.access.scope import Scope
from lagesbild.secrecy.models import SecrecyGround

# What is marked → who reviews the marking, at the unit of the text's local picture: its owner. Those of questions belong to no unit.
REVIEWED_WITH: Final = {
    "question": Codename.APPROVE_METHOD,
    "answer_to": Codename.SIGN,
    "point": Codename.REVIEW,
    "decision": Codename.DECIDE,
}
MARKED_WITH: Final = {"answer_to": Codename.FILL, "point": Codename.REVIEW, "decision": Codename.DECIDE}
TEXTS: Final = tuple(MARKED_WITH)


class MarkingQuerySet(models.QuerySet["Marking"]):
    def visible_to(self, scope: Scope) -> models.QuerySet["Marking"]:
        """Return the markings of questions, and those of single texts that the person may read."""
        texts = scope.limit(self.filter(question=None), Codename.VIEW_CLASSIFIED, "picture__unit_id", "picture_id")
        return self.filter(Q(question__isnull=False) | Q(pk__in=texts.order_by().values("pk")))


def _only(name: str) -> Q:
    """Return that of everything that can be marked, only `name` is."""
    given: dict[str, Any] = {f"{other}__isnull": other != name for other in REVIEWED_WITH}
    where = {"picture__isnull": name == "question"}
    return Q(**given, **where) if name == "answer_to" else Q(**given, **where, area__isnull=True)


class Marking(models.Model):
    """Holds for every answer to `question`, or for one text in `picture`: an answer (`answer_to`, about `area` or the whole local police
    area), a point, or the classified grounds of a decision. It says where the text is and never what stands in it.

    `ground` is the version that it was marked with, whatever is corrected later. Lifting says that the marking was looked at and found to
    be needed no more. It opens nothing: what is classified stays where it is.
    """

    question = models.OneToOneField(Question, on_delete=models.PROTECT, null=True, related_name="marking")
    picture = models.ForeignKey(LocalPicture, on_delete=models.PROTECT, null=True, related_name="markings")
    area = models.ForeignKey(AreaAssessment, on_delete=models.CASCADE, null=True, related_name="+")
    answer_to = models.ForeignKey(Question, on_delete=models.PROTECT, null=True, related_name="+")
    point = models.ForeignKey(ReviewPoint, on_delete=models.CASCADE, null=True, related_name="+")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="+")
    ground = models.ForeignKey(SecrecyGround, on_delete=models.PROTECT, related_name="+")
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    marked_at = models.DateTimeField()
    review_by = models.DateField(_("omprövas senast"))
    renewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    renewed_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    objects = MarkingQuerySet.as_manager()

    class Meta:
        verbose_name = _("sekretessmarkering")
        verbose_name_plural = _("sekretessmarkeringar")
        ordering = ["review_by", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=_only("question") | _only("answer_to") | _only("point") | _only("decision"),
                name="assessments_marking_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["picture", "area", "answer_to"],
                condition=Q(answer_to__isnull=False, lifted_at=None),
                nulls_distinct=False,
                name="assessments_one_marking_per_answer",
            ),
            models.UniqueConstraint(fields=["point"], condition=Q(lifted_at=None), name="assessments_one_marking_per_point"),
            models.UniqueConstraint(fields=["decision"], condition=Q(lifted_at=None), name="assessments_one_marking_per_decision"),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True) | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="assessments_marking_lifted_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(renewed_at__isnull=True, renewed_by__isnull=True) | Q(renewed_at__isnull=False, renewed_by__isnull=False),
                name="assessments_marking_renewed_at_with_by",
            ),
        ]

    def __str__(self) -> str:
        return f"markering {self.pk}"

    @property
    def kind(self) -> str:
        """Return what is marked: the name of the field that is set."""
        return next(name for name in REVIEWED_WITH if getattr(self, f"{name}_id") is not None)

    @property
    def unit_id(self) -> int | None:
        """Return the unit that a marked text belongs to; a marked question belongs to none."""
        return self.picture.unit_id if self.picture is not None else None

    @property
    def where(self) -> str:
        """Return what is marked in words: a place, never a value."""
        if self.question is not None:
            return self.question.code
        assert self.picture is not None  # a marked text has one (check constraint)
        area = self.point.area if self.point is not None else self.area
        words = {"place": area or self.picture.roster, "year": self.picture.round.year}
        if self.answer_to is not None:
            return gettext("%(place)s %(year)s, %(code)s") % (words | {"code": self.answer_to.code})
        if self.point is not None:
            code, number = self.point.question.code, self.point.number
            return gettext("%(place)s %(year)s, punkt %(number)s vid %(code)s") % (words | {"code": code, "number": number})
        assert self.decision is not None
        return gettext("beslutet om %(place)s %(year)s") % (words | {"place": self.decision.assessment})

    @property
    def page(self) -> str:
        """Return the name of the page where its owner reads a marked text; `page_id` is of what."""
        names = {"answer_to": ("area", "picture"), "point": ("review_area", "review"), "decision": ("decide", "decide")}[self.kind]
        return f"assessments:{names[0] if self._area_id else names[1]}"

    @property
    def page_id(self) -> int | None:
        """Return the id of the area that the page is about, or of the picture."""
        return self._area_id or self.picture_id

    @property
    def _area_id(self) -> int | None:
        if self.decision is not None:
            return self.decision.assessment_id
        return self.point.area_id if self.point is not None else self.area_id
