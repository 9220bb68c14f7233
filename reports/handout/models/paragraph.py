"""One paragraph of a requested document, and what was judged of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lagesbild.sealing.fields import SealedColumn, SealedModel, sealed
from lagesbild.secrecy.classes import OF_QUESTIONS, Disclosure
from lagesbild.secrecy.models import SecrecyGround
from reports.handout.enums import Verdict
from reports.handout.models.document_request import DocumentRequest


class Paragraph(SealedModel):
    """A frozen copy of the words as they were when the request was registered, so that what was tried is what is handed out.

    A verdict without `judged_at` is a proposal out of an earlier request (`reused_from`): nobody has stood by it in this one. Passages
    and reasons repeat what is secret and lie sealed apart, since they are written later.
    """

    request = models.ForeignKey(DocumentRequest, on_delete=models.PROTECT, related_name="paragraphs")
    order = models.PositiveIntegerField()
    section = models.PositiveSmallIntegerField()  # from 1, in the document's order
    section_name = models.CharField(max_length=120)
    heading = models.TextField()
    source_class = models.CharField(max_length=10, choices=OF_QUESTIONS)
    text = sealed(models.TextField())
    fingerprint = models.CharField(max_length=64)  # keyed: the same words at the same place of another request
    verdict = models.CharField(_("prövning"), max_length=5, choices=Verdict.choices, blank=True)
    ground = models.ForeignKey(SecrecyGround, on_delete=models.PROTECT, null=True, related_name="+")
    reason = sealed(models.TextField(_("skäl"), max_length=2000, blank=True), column="sealed_judgement")
    passages = sealed(models.JSONField(default=list), column="sealed_judgement")  # what is masked of the text, for `part`
    sealed_judgement = SealedColumn(editable=False)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    judged_at = models.DateTimeField(null=True)
    reused_from = models.ForeignKey(DocumentRequest, on_delete=models.PROTECT, null=True, related_name="+")

    SEALED_BY = ("request_id", "order")

    class Meta:
        verbose_name = _("stycke")
        verbose_name_plural = _("stycken")
        ordering = ["request_id", "order"]
        indexes = [models.Index(fields=["fingerprint"], name="handout_fingerprint")]
        constraints = [
            models.UniqueConstraint(fields=["request", "order"], name="handout_paragraph_once"),
            models.CheckConstraint(
                condition=Q(judged_at=None, judged_by=None) | Q(judged_at__isnull=False, judged_by__isnull=False) & ~Q(verdict=""),
                name="handout_judged_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(verdict__in=[Verdict.PART, Verdict.MASK]) | Q(ground__isnull=False), name="handout_mask_has_ground"
            ),
        ]

    def __str__(self) -> str:
        return f"stycke {self.order}"

    @property
    def is_judged(self) -> bool:
        return self.judged_at is not None

    @property
    def is_secret(self) -> bool:
        """Whether the words were classified in the document that they come from."""
        return self.source_class == Disclosure.CLASSIFIED
