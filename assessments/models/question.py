"""A question of a method version, and which parts of its answer are open or classified."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.enums import Disclosure
from assessments.models.method import Method
from lagesbild.secrecy.classes import OF_QUESTIONS


class QuestionKind(models.TextChoices):
    """How the question is asked on the form."""

    RATING = "rating", _("gradering 0–4")
    CHOICE = "choice", _("val")
    COUNT = "count", _("antal")
    TEXT = "text", _("text")
    TREND = "trend", _("utveckling")
    REGISTER = "register", _("hämtas ur register")
    PROPOSAL = "proposal", _("förslag till kategori")
    DESCRIPTION = "description", _("beskrivning")
    MEASURE = "measure", _("åtgärder")
    MUNICIPALITY = "municipality", _("kommunens del")
    BOUNDARY = "boundary", _("avgränsning")


class Scope(models.TextChoices):
    LPO = "lpo", _("lokalpolisområdet")
    AREA = "area", _("området")


class Question(models.Model):
    """A part of the answer that is asked for has a class (open or classified); an empty class means that the part is not asked for."""

    method = models.ForeignKey(Method, on_delete=models.PROTECT, related_name="questions")
    code = models.CharField(_("kod"), max_length=6)
    section_code = models.CharField(_("avsnittskod"), max_length=3)
    section = models.CharField(_("avsnitt"), max_length=120)
    kind = models.CharField(_("slag"), max_length=20, choices=QuestionKind.choices)
    scope = models.CharField(_("gäller"), max_length=5, choices=Scope.choices)
    text = models.TextField(_("fråga"))
    help = models.TextField(_("hjälp"), blank=True)
    anchors = ArrayField(models.CharField(max_length=200), default=list, blank=True)  # what each of 0–4 means; empty when not rated
    order = models.PositiveSmallIntegerField()
    required = models.BooleanField(_("måste besvaras"), default=True)
    rating_class = models.CharField(max_length=10, choices=OF_QUESTIONS, blank=True)
    count_class = models.CharField(max_length=10, choices=OF_QUESTIONS, blank=True)
    count_label = models.CharField(max_length=120, blank=True)
    share_class = models.CharField(max_length=10, choices=OF_QUESTIONS, blank=True)
    choice_class = models.CharField(max_length=10, choices=OF_QUESTIONS, blank=True)
    choices = ArrayField(models.CharField(max_length=40), default=list, blank=True)  # "ja", "nej" …
    trend_class = models.CharField(max_length=10, choices=OF_QUESTIONS, blank=True)
    text_class = models.CharField(max_length=10, choices=OF_QUESTIONS, blank=True)
    twin_required = models.BooleanField(_("öppen formulering krävs"), default=False)  # beside a classified text about an area
    basis = models.TextField(_("grund"), blank=True)

    class Meta:
        ordering = ["method_id", "order"]
        constraints = [
            models.UniqueConstraint(fields=["method", "code"], name="assessments_one_question_code_per_method"),
            models.UniqueConstraint(fields=["method", "order"], name="assessments_one_question_order_per_method"),
        ]

    def __str__(self) -> str:
        return self.code

    PARTS = ("rating", "count", "share", "choice", "trend", "text")

    def part_class(self, part: str) -> str:
        """Return the class of one part ("rating", "count" …), or "" when it is not asked for."""
        return getattr(self, f"{part}_class")

    def parts(self, disclosure: str) -> list[str]:
        """Return the parts of the answer that have this class, in form order. A description is written twice: open and classified."""
        if self.kind == QuestionKind.DESCRIPTION:
            return ["text"]
        return [part for part in self.PARTS if self.part_class(part) == disclosure]

    @property
    def has_twin(self) -> bool:
        """Whether its classified text about an area can have an open formulation beside it. A description always is written twice."""
        return self.kind != QuestionKind.DESCRIPTION and self.scope == Scope.AREA and self.text_class == Disclosure.CLASSIFIED

    def writes(self, disclosure: str) -> bool:
        """Whether something in the answer has this class, an open formulation counted."""
        return bool(self.parts(disclosure)) or (disclosure == Disclosure.OPEN and self.has_twin)

    @property
    def notes_class(self) -> str:
        """Return where comment and evidence stand: beside the most secret part of the answer."""
        return Disclosure.CLASSIFIED if self.is_classified else Disclosure.OPEN

    @property
    def is_open(self) -> bool:
        """Whether any part of the answer may be read by everybody after publication."""
        return bool(self.parts(Disclosure.OPEN))

    @property
    def is_classified(self) -> bool:
        """Whether any part of the answer is secret. A proposal always is, until the decision."""
        return bool(self.parts(Disclosure.CLASSIFIED)) or self.kind == QuestionKind.PROPOSAL
