"""Numbers of the register stand beside each judgement: where it is written, reviewed and decided."""

from collections.abc import Callable

from django.test import Client

from assessments.models import AreaAssessment
from lagesbild.access.roles import Role
from tests.factories.whole import Whole


def test_beside_each_judgement(scene: Whole, login: Callable[[str], Client]) -> None:
    area = scene.area.pk
    decided = AreaAssessment.objects.get(pk=scene.decision.assessment_id).pk
    for actor, path in (
        (Role.LPO_OFFICER, f"/omraden/{area}/"),
        (Role.NOA_LEAD, f"/omraden/{area}/"),
        (Role.NOA_REVIEWER, f"/omraden/{area}/granska/"),
        (Role.NOA_DECIDER, f"/omraden/{area}/beslut/"),
        (Role.NOA_DECIDER, f"/omraden/{decided}/beslut/"),
    ):
        page = login(actor).get(path).content.decode()
        assert "Registeruppgifter om området" in page, path
        assert "12\u00a0500" in page, path
        assert "färre än 5" in page, path
        assert "arealviktat: minst 11\u00a0000, högst 14\u00a0000" in page, path
        if not path.endswith("beslut/"):
            assert 'id="f-A2-befolkning-register-d"' in page, path  # at the question itself
