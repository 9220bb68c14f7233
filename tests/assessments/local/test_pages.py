"""The pages of a local police area: who sees what."""

from django.test import Client
from django.urls import reverse

from assessments.models import AreaAssessment, LocalPicture


def test_the_pages_answer(officer: Client, picture: LocalPicture, area: AreaAssessment) -> None:
    for url in ("/arbete/", "/lagesbilder/", reverse("assessments:picture", args=[picture.pk]), reverse("assessments:area", args=[area.pk])):
        response = officer.get(url)
        assert response.status_code == 200, url
