"""A request for a document, from its registration to its end."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from assessments.models import LocalPicture
from lagesbild.access.codenames import Codename
from lagesbild.access.scope import Scope
from reports.handout.enums import Kind, RequestState, Result, Way
from reports.models import NationalPicture

S = RequestState
BEGUN = (S.ASSESSING.value, S.WITHDRAWN.value)  # a request that was withdrawn may or may not have been handed in


class RequestQuerySet(models.QuerySet["DocumentRequest"]):
    def visible_to(self, scope: Scope) -> models.QuerySet["DocumentRequest"]:
        """Return the requests whose document the person reads in their own role. Who handles requests reads no more by it."""
        if not (scope.can(Codename.HANDLE_REQUESTS) or scope.can(Codename.DECIDE_REQUESTS)):
            return self.none()
        pictures = scope.limit(self.filter(kind=Kind.PICTURE), Codename.VIEW_CLASSIFIED, "picture__unit_id")
        annexes = self.filter(kind=Kind.ANNEX) if scope.can(Codename.VIEW_ANNEX) else self.none()
        return pictures | annexes


class DocumentRequest(models.Model):
    """Nothing here is secret: what was asked for, by which rule it is tried and what was decided can be handed out itself.

    Who asks need not say who they are (TF 2 kap. 18 §, from general knowledge), so `recipient` may be empty.
    """

    register_number = models.CharField(_("diarienummer"), max_length=40, unique=True)
    received_on = models.DateField(_("kom in"))
    wording = models.TextField(_("vad som begärs"), max_length=1000)
    recipient = models.CharField(_("lämnas till"), max_length=120, blank=True)
    kind = models.CharField(_("slag av handling"), max_length=10, choices=Kind.choices)
    picture = models.ForeignKey(LocalPicture, on_delete=models.PROTECT, null=True, related_name="document_requests")
    annex_of = models.ForeignKey(NationalPicture, on_delete=models.PROTECT, null=True, related_name="document_requests")
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.ASSESSING)
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()
    reasons = models.TextField(_("skäl i beslutet"), max_length=4000, blank=True)
    ready_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    ready_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=10, choices=Result.choices, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decider_role = models.CharField(max_length=200, blank=True)  # as it was then; the letter names the role and not the person
    way = models.CharField(_("sätt"), max_length=10, choices=Way.choices, blank=True)
    handed_out_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    handed_out_at = models.DateTimeField(null=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("begäran om utlämnande")
        verbose_name_plural = _("begäranden om utlämnande")
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="picture", picture__isnull=False, annex_of=None) | Q(kind="annex", picture=None, annex_of__isnull=False),
                name="handout_request_asks_for_one_document",
            ),
            models.CheckConstraint(
                condition=Q(state__in=BEGUN) | Q(ready_by__isnull=False, ready_at__isnull=False), name="handout_ready_by_somebody"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[S.DECIDED, S.HANDED_OUT], decided_by__isnull=False, decided_at__isnull=False) & ~Q(result="")
                | Q(state__in=[S.ASSESSING, S.READY, S.WITHDRAWN], decided_by=None, decided_at=None, result=""),
                name="handout_decided_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(decided_by=F("ready_by")), name="handout_four_eyes"),
            models.CheckConstraint(
                condition=Q(state=S.HANDED_OUT, handed_out_by__isnull=False, handed_out_at__isnull=False) & ~Q(way="")
                | ~Q(state=S.HANDED_OUT) & Q(handed_out_by=None, handed_out_at=None, way=""),
                name="handout_handed_out_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.register_number

    @property
    def document(self) -> str:
        """Return the document's name, as people write it."""
        if self.picture is not None:
            return _("Lokal lägesbild %(unit)s %(year)s") % {"unit": self.picture.roster, "year": self.picture.round.year}
        assert self.annex_of is not None, "a request asks for one document (check constraint)"
        words = {"year": self.annex_of.year, "version": self.annex_of.version}
        return _("Sekretessbelagd bilaga %(year)s, version %(version)s") % words

    @property
    def handed_in_at(self) -> str:
        """Tell one handing in from another; a request that is judged again is handed in anew."""
        return self.ready_at.isoformat() if self.ready_at else ""

    @property
    def is_over(self) -> bool:
        return self.state in {S.DECIDED, S.HANDED_OUT, S.WITHDRAWN}
