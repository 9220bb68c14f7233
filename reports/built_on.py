"""What reports are made from a file that was read in: such a file is not taken back any more."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from areas.models import ImportBatch
from assessments.models import Decision
from reports.models import NationalPicture


def national_pictures(batch: ImportBatch) -> Iterator[str]:
    """Yield the national pictures that were compiled from lists whose decisions came with the file."""
    rounds = Decision.objects.filter(batch=batch).values("round")
    for year in NationalPicture.objects.filter(round__in=rounds).order_by("year").values_list("year", flat=True).distinct():
        yield _("den nationella lägesbilden %(year)s är sammanställd") % {"year": year}
