"""When answers were saved."""

from datetime import datetime

from assessments.models import AreaAssessment, Edit, LocalPicture


def last_saved(picture: LocalPicture, area: AreaAssessment | None) -> datetime | None:
    """Return when the screening (`area` None) or the area was saved last."""
    return Edit.objects.filter(picture=picture, area=area).values_list("at", flat=True).order_by("-at").first()
