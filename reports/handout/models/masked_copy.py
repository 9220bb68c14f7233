"""The masked copy of a document, as it was decided."""

import base64

from django.db import models

from lagesbild.sealing.fields import SealedModel, sealed
from reports.handout.models.document_request import DocumentRequest


class MaskedCopy(SealedModel):
    """The PDF that may be handed out, made once when it was decided. Sealed: it is nobody's until it is handed out."""

    request = models.OneToOneField(DocumentRequest, on_delete=models.PROTECT, related_name="copy")
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    content = sealed(models.TextField())  # the PDF, as base64

    SEALED_BY = ("request_id",)

    def __str__(self) -> str:
        return f"maskad kopia {self.pk}"

    @property
    def pdf(self) -> bytes:
        return base64.b64decode(self.content)
