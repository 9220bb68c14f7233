"""What waits on the way from a closed round to a publication: for the editor, the head, the lead and the publisher."""

from dataclasses import dataclass, replace

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.enums import RoundState
from assessments.models import Round
from lagesbild.access.codenames import Codename
from lagesbild.access.scope import Scope
from lagesbild.ui.badges import Badge, Words, badge
from lagesbild.ui.worklist import Work, Worklist
from reports.enums import NationalState, Outcome
from reports.models import Build, NationalPicture, PictureEdit, Publication, ReleaseCheck, WordingSource

EDITOR = gettext_lazy("Bollen ligger hos Redaktör, Noa")
HEAD = gettext_lazy("Bollen ligger hos Chef, Noa")
SIGNER = gettext_lazy("Bollen ligger hos Omgångsledare eller Chef, Noa")
PUBLISHER = gettext_lazy("Bollen ligger hos Administratör för publicering, Noa")


@dataclass(frozen=True, slots=True)
class Unpublished:
    """The latest picture of a round that is not published: who edited or confirmed a wording, whether one is stale, its last build."""

    picture: NationalPicture
    editors: frozenset[int]
    is_stale: bool
    build: Build | None
    is_red: bool


def items(scope: Scope) -> Worklist:
    """Return what waits. Seven queries, whatever the number of rounds; none for who has no part in it."""
    if not scope.can(Codename.VIEW_NATIONAL):
        return Worklist()
    found = Worklist(
        empty=_("När en omgång är stängd, eller en lägesbild eller ett bygge väntar på dig, står det här."),
        href=reverse("reports:nationals"),
        link=_("Nationella lägesbilder"),
    )
    for round_ in Round.objects.filter(state=RoundState.CLOSED, national_pictures__isnull=True).order_by("year"):
        _put(found, scope.can(Codename.COMPILE), _to_compile(round_), EDITOR)
    for row in _unpublished():
        picture = row.picture
        if picture.state == NationalState.COMPILED and row.is_stale:
            _put(found, scope.can(Codename.COMPILE), _to_confirm(picture), EDITOR)
        elif picture.state == NationalState.COMPILED:
            mine = scope.can(Codename.APPROVE_PICTURE) and picture.compiled_by_id != scope.user_id and scope.user_id not in row.editors
            _put(found, mine, _to_approve(picture), HEAD)
        else:
            _put_build(found, scope, row)
    return found


def _unpublished() -> list[Unpublished]:
    """Return the latest picture of each round, when it is not published."""
    latest = NationalPicture.objects.order_by("round_id", "-version").distinct("round_id")
    published = set(Publication.objects.values_list("build__picture", flat=True))
    pictures = [picture for picture in latest if picture.pk not in published]
    builds = {build.picture_id: build for build in Build.objects.filter(picture__in=pictures).select_related("job").order_by("pk")}
    red = set(ReleaseCheck.objects.filter(build__in=builds.values(), outcome=Outcome.BAD).values_list("build", flat=True))
    editors: dict[int, set[int]] = {}
    for picture_id, user_id in PictureEdit.objects.filter(picture__in=pictures).values_list("picture", "edited_by"):
        editors.setdefault(picture_id, set()).add(user_id)
    noted = WordingSource.objects.filter(Q(confirmed_by__isnull=False) | ~Q(written_from=F("now")), picture__in=pictures)
    stale: set[int] = set()
    for source in noted:
        if source.is_stale:
            stale.add(source.picture_id)
        if source.confirmed_by_id is not None:
            editors.setdefault(source.picture_id, set()).add(source.confirmed_by_id)
    last = [(picture, frozenset(editors.get(picture.pk, ())), builds.get(picture.pk)) for picture in pictures]
    return [
        Unpublished(picture, by, picture.pk in stale, build, is_red=build is not None and build.pk in red) for picture, by, build in last
    ]


def _put_build(found: Worklist, scope: Scope, row: Unpublished) -> None:
    """Say whose turn it is with an approved picture, from the order of the build to the publication."""
    picture, build = row.picture, row.build
    if build is None or (build.built_at is None and build.job is not None and build.job.is_over):
        _put(found, scope.can(Codename.PUBLISH), _to_build(picture, failed=build is not None), PUBLISHER)
    elif build.built_at is None:
        return
    elif row.is_red:
        _put(found, scope.can(Codename.COMPILE), _red(picture, build), EDITOR)
    elif build.release_approved_at is None:
        _put(found, scope.can(Codename.APPROVE_RELEASE), _to_sign(picture, build), SIGNER)
    else:
        mine = scope.can(Codename.PUBLISH) and build.release_approved_by_id != scope.user_id
        _put(found, mine, _to_publish(picture, build), PUBLISHER)


def _put(found: Worklist, mine: bool, work: Work, ball: Words) -> None:
    """Add a row: with its own button to whoever has the ball, else with one that only shows the page."""
    row = work if mine else replace(work, button=_("Visa"), ball=ball)
    (found.mine if mine else found.others).append(row)


def _to_compile(round_: Round) -> Work:
    return Work(
        title=_("Sammanställ den nationella lägesbilden %(year)s") % {"year": round_.year},
        text=_("Omgången är stängd och alla områden har ett beslut."),
        href=reverse("reports:national", args=[round_.year]),
        button=_("Sammanställ"),
        badge=badge("closed"),
    )


def _to_approve(picture: NationalPicture) -> Work:
    return Work(
        title=_("Godkänn den nationella lägesbilden %(year)s") % {"year": picture.year},
        text=_("Version %(n)s är sammanställd. Läs den innan du godkänner.") % {"n": picture.version},
        href=reverse("reports:national", args=[picture.year]),
        button=_("Läs och godkänn"),
        badge=badge("compiled"),
    )


def _to_confirm(picture: NationalPicture) -> Work:
    return Work(
        title=_("Bekräfta skälen i den nationella lägesbilden %(year)s") % {"year": picture.year},
        text=_("Det som skäl är skrivna ur har ändrats sedan dess. Bekräfta dem eller skriv om dem."),
        href=reverse("reports:national", args=[picture.year]),
        button=_("Läs skälen"),
        badge=badge("compiled"),
    )


def _to_build(picture: NationalPicture, *, failed: bool) -> Work:
    text = _("Förra bygget misslyckades. Bygg igen.") if failed else _("Lägesbilden är godkänd. Rapporten kan byggas.")
    return Work(
        title=_("Bygg rapporten %(year)s") % {"year": picture.year},
        text=text,
        href=reverse("reports:national", args=[picture.year]),
        button=_("Bygg"),
        badge=badge("failed" if failed else "approved"),
    )


def _red(picture: NationalPicture, build: Build) -> Work:
    return Work(
        title=_("Rätta det som kontrollerna fann i rapporten %(year)s") % {"year": picture.year},
        text=_("Minst en kontroll är röd. Rapporten kan inte publiceras."),
        href=reverse("reports:build", args=[build.pk]),
        button=_("Visa kontrollerna"),
        badge=Badge("is-bad", "cross", _("Röd kontroll")),
    )


def _to_sign(picture: NationalPicture, build: Build) -> Work:
    return Work(
        title=_("Godkänn kontrollerna av rapporten %(year)s") % {"year": picture.year},
        text=_("Ingen kontroll är röd. Läs dem och förhandsvisa rapporten."),
        href=reverse("reports:build", args=[build.pk]),
        button=_("Visa kontrollerna"),
        badge=badge("built"),
    )


def _to_publish(picture: NationalPicture, build: Build) -> Work:
    return Work(
        title=_("Publicera rapporten %(year)s") % {"year": picture.year},
        text=_("Kontrollerna är godkända. Alla sidor byts samtidigt när du publicerar."),
        href=reverse("reports:build", args=[build.pk]),
        button=_("Publicera"),
        badge=badge("signed"),
    )
