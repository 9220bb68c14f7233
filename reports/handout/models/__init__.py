"""A request, the paragraphs of the document that it asks for, and the masked copy that is handed out."""

from reports.handout.models.document_request import DocumentRequest
from reports.handout.models.masked_copy import MaskedCopy
from reports.handout.models.paragraph import Paragraph

__all__ = ["DocumentRequest", "MaskedCopy", "Paragraph"]
