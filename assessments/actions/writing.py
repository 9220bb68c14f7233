"""What writing in a local picture always takes: the right to, the version that was read, an unlocked section; and what it leaves behind."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from assessments.checks import unlocked_sections
from assessments.enums import PictureState
from assessments.models import AreaAssessment, Edit, LocalPicture
from assessments.workflow import EDITABLE, PICTURE
from lagesbild.access.checks import require_grant
from lagesbild.access.codenames import Codename
from lagesbild.db import locked
from lagesbild.exceptions import ActionDenied, Stale


def lock_to_write(
    picture: LocalPicture, area: AreaAssessment | None, *, version: int, by: Any
) -> tuple[LocalPicture, LocalPicture | AreaAssessment]:
    """Return the picture, and what is written in (the area, else the picture), both locked. Refuses who may not, and a version gone by."""
    require_grant(by, Codename.FILL, picture.unit_id, verb=_("fylla i"))
    picture = locked(picture)
    if area and area.picture_id != picture.pk:
        raise ActionDenied(_("Du kan inte fylla i: området finns inte i den här lokala lägesbilden."))
    target = locked(area) if area else picture
    if picture.state not in EDITABLE:
        PICTURE.check("submit", picture.state)
    if target.version != version:
        raise Stale(_("Någon annan har sparat sedan du öppnade sidan. Dina ändringar är inte sparade: jämför och spara igen."))
    return picture, target


def refuse_locked(picture: LocalPicture, area: AreaAssessment | None, sections: set[str]) -> None:
    """Refuse sections that Noa has not unlocked."""
    points = picture.points.select_related("question").filter(turn=picture.turn)
    unlocked = unlocked_sections(picture, points, area.pk if area else None)
    closed = sorted(sections - unlocked) if unlocked is not None else []
    if closed:
        raise ActionDenied(
            _("Du kan inte ändra avsnitt %(section)s: Noa har bara låst upp de avsnitt som punkterna gäller.") % {"section": closed[0]}
        )


def note_writing(picture: LocalPicture, target: LocalPicture | AreaAssessment, sections: set[str], *, by: Any, now: datetime) -> None:
    """Note who wrote in which section, give what was written in its next version, and let the picture begin."""
    area = target if isinstance(target, AreaAssessment) else None
    Edit.objects.bulk_create(
        [Edit(picture=picture, area=area, turn=picture.turn, section_code=section, user=by, at=now) for section in sorted(sections)],
        update_conflicts=True,
        unique_fields=["picture", "area", "turn", "section_code", "user"],
        update_fields=["at"],
    )
    target.version += 1
    target.save(update_fields=["version"])
    if picture.state == PictureState.NONE:
        LocalPicture.objects.filter(pk=picture.pk).update(state=PICTURE.check("begin", picture.state).target, state_since=now)
