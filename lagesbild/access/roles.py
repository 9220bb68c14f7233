"""The roles and what each is granted. The one place to read who may what (`docs/generated/permissions.md` is made from it)."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from lagesbild.access.codenames import Codename as C


class Role(TextChoices):
    """A service role. Together with a unit it is a group; grants go to groups only."""

    LPO_OFFICER = "lpo-handlaggare", _("Handläggare")
    LPO_CHIEF = "lpo-chef", _("Lokalpolisområdeschef")
    NOA_LEAD = "noa-ledning", _("Omgångsledare")
    NOA_REVIEWER = "noa-granskare", _("Granskare")
    NOA_DECIDER = "noa-beslutare", _("Beslutsfattare")
    NOA_EDITOR = "noa-redaktor", _("Redaktör")
    NOA_HEAD = "noa-chef", _("Chef")
    PUBLISHER = "publicist", _("Administratör för publicering")
    DATA_ADMIN = "dataadministrator", _("Dataadministratör")
    SYSTEM_ADMIN = "systemadministrator", _("Systemadministratör")
    SECURITY = "sakerhetsgranskare", _("Säkerhetsgranskare")


LOCAL_ROLES = frozenset({Role.LPO_OFFICER, Role.LPO_CHIEF})

GRANTS: Mapping[Role, frozenset[C]] = {
    Role.LPO_OFFICER: frozenset({C.VIEW_PICTURE, C.VIEW_CLASSIFIED, C.FILL}),
    Role.LPO_CHIEF: frozenset({C.VIEW_PICTURE, C.VIEW_CLASSIFIED, C.FILL, C.SIGN, C.GIVE_GRANTS, C.BREAK_GLASS, C.REVIEW_ACCESS}),
    Role.NOA_LEAD: frozenset({C.VIEW_PICTURE, C.LEAD, C.VIEW_NATIONAL, C.APPROVE_RELEASE, C.GIVE_GRANTS, C.BREAK_GLASS}),
    Role.NOA_REVIEWER: frozenset({C.VIEW_PICTURE, C.VIEW_CLASSIFIED, C.REVIEW, C.HANDLE_REQUESTS}),
    Role.NOA_DECIDER: frozenset(
        {C.VIEW_PICTURE, C.VIEW_CLASSIFIED, C.DECIDE, C.APPROVE_METHOD, C.VIEW_ANNEX, C.HANDLE_REQUESTS, C.DECIDE_REQUESTS}
    ),
    Role.NOA_EDITOR: frozenset({C.VIEW_PICTURE, C.VIEW_NATIONAL, C.COMPILE, C.VIEW_ANNEX}),
    Role.NOA_HEAD: frozenset(
        {C.VIEW_PICTURE, C.VIEW_NATIONAL, C.APPROVE_PICTURE, C.APPROVE_RELEASE, C.APPROVE_METHOD, C.VIEW_ANNEX}
        | {C.GIVE_GRANTS, C.BREAK_GLASS, C.REVIEW_ACCESS, C.DECIDE_REQUESTS}
    ),
    Role.PUBLISHER: frozenset({C.VIEW_NATIONAL, C.PUBLISH}),
    Role.DATA_ADMIN: frozenset({C.IMPORT_DATA}),
    Role.SYSTEM_ADMIN: frozenset({C.MANAGE_ACCOUNTS}),
    Role.SECURITY: frozenset({C.READ_AUDIT}),
}
