"""Ninety-seven of everything, put straight into the tables, and how many queries each page costs then.

The acts themselves are too slow for this; the rows are such as the acts leave. `bench/lists.py` prints the same figures.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.contrib.auth.models import Group
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.text import slugify

from areas.enums import UnitKind
from areas.models import (
    Area,
    AreaVersion,
    ImportBatch,
    Lineage,
    OrganisationChange,
    Statistic,
    StatisticDelivery,
    StatisticSeries,
    Unit,
    UnitName,
    UnitPlacement,
)
from assessments.classified.models import PointText, Proposal
from assessments.enums import PictureState, RoundState
from assessments.models import Answer, AreaAssessment, Decision, LocalPicture, PersonalGrant, Question, ReviewPoint, RosterEntry, Round
from assessments.models.personal_grant import GLASS_TIME, Ended, Level
from assessments.models.review_point import PointState
from lagesbild import clock
from lagesbild.access.models import RoleGroup
from lagesbild.access.roles import LOCAL_ROLES, Role
from lagesbild.accounts.models import User
from lagesbild.audit.events import Event
from lagesbild.audit.models import AuditEvent
from lagesbild.jobs.models import Job, JobState
from reports.annex.models import AnnexEntry
from reports.certificates import digest
from reports.handout.models import DocumentRequest, Paragraph
from reports.models import Build, NationalPicture, PictureEntry, Publication, ReleaseCertificate
from tests.factories import boundaries, files, people, places, statistics
from tests.factories import reports as made
from tests.factories import rounds as made_rounds
from tests.factories.whole import Whole

MANY = 97
FEW = 20  # areas in one local picture, and points in one review: more than there ever are
FIRST_YEAR = 1900

Page = tuple[str, Role, Callable[[Whole], str]]


def pages(scene: Whole) -> list[Page]:
    """Return every page with a list: its name, who reads it, its address."""
    own = [(f"arbetslistan ({role.label})", role, lambda s: "/arbete/") for role in Role]
    return [
        *own,
        ("lägesväggen", Role.NOA_LEAD, lambda s: f"/omgangar/{s.open.year}/"),
        ("lägesväggen (lokalpolisområdet)", Role.LPO_OFFICER, lambda s: f"/omgangar/{s.open.year}/"),
        ("lokala lägesbilder", Role.LPO_OFFICER, lambda s: "/lagesbilder/"),
        ("lokal lägesbild, skrivs", Role.LPO_OFFICER, lambda s: f"/lagesbilder/{draft_of(s).pk}/"),
        ("lokal lägesbild, läses", Role.NOA_LEAD, lambda s: f"/lagesbilder/{s.picture.pk}/"),
        ("område, skrivs", Role.LPO_OFFICER, lambda s: f"/omraden/{draft_of(s).areas.first().pk}/"),
        ("område, läses", Role.NOA_REVIEWER, lambda s: f"/omraden/{s.area.pk}/"),
        ("läsare av lägesbild", Role.NOA_LEAD, lambda s: f"/lagesbilder/{s.picture.pk}/lasare/"),
        ("anstånd", Role.NOA_LEAD, lambda s: f"/lagesbilder/{s.picture.pk}/anstand/"),
        ("läsningar i nödläge", Role.NOA_LEAD, lambda s: "/nodlagen/"),
        ("läsning i nödläge", Role.SECURITY, lambda s: f"/nodlagen/{s.glass.pk}/"),
        ("granskning", Role.NOA_REVIEWER, lambda s: f"/lagesbilder/{s.picture.pk}/granska/"),
        ("granskning av område", Role.NOA_REVIEWER, lambda s: f"/omraden/{s.area.pk}/granska/"),
        ("markeringar", Role.NOA_HEAD, lambda s: "/markeringar/"),
        ("markeringar (lokalpolisområdet)", Role.LPO_CHIEF, lambda s: "/markeringar/"),
        ("sekretessgrunder i metoden", Role.NOA_LEAD, lambda s: f"/metoder/{s.draft_method.pk}/grunder/"),
        ("omgångar", Role.NOA_LEAD, lambda s: "/omgangar/"),
        ("beslut", Role.NOA_DECIDER, lambda s: f"/beslut/{s.open.year}/"),
        ("beslut (utan sekretess)", Role.NOA_LEAD, lambda s: f"/beslut/{s.open.year}/"),
        ("nationella lägesbilder", Role.NOA_EDITOR, lambda s: "/nationell/"),
        ("nationell lägesbild", Role.NOA_EDITOR, lambda s: f"/nationell/{s.published.year}/"),
        ("bygge", Role.PUBLISHER, lambda s: f"/bygge/{s.build.pk}/"),
        ("publiceringar", Role.PUBLISHER, lambda s: "/publiceringar/"),
        ("bilagor", Role.NOA_HEAD, lambda s: "/bilaga/"),
        ("bilaga", Role.NOA_HEAD, lambda s: f"/bilaga/{latest(s).pk}/"),
        ("läsare av bilaga", Role.NOA_HEAD, lambda s: f"/bilaga/{latest(s).pk}/lasare/"),
        ("läsare av nationell lägesbild", Role.NOA_EDITOR, lambda s: f"/nationell/{s.published.year}/lasare/"),
        ("begäranden om utlämnande", Role.NOA_REVIEWER, lambda s: "/utlamnande/"),
        ("begäran om utlämnande", Role.NOA_REVIEWER, lambda s: f"/utlamnande/{s.request.pk}/?del=1"),
        ("inläsningar", Role.DATA_ADMIN, lambda s: "/data/"),
        ("härkomst", Role.DATA_ADMIN, lambda s: "/harkomst/2017/2019/"),
        ("jämförelse", Role.LPO_OFFICER, lambda s: "/jamfor/?fran=2017&till=2019"),
        ("område genom tiden", Role.LPO_OFFICER, lambda s: "/harkomst/omrade/husby/"),
        ("statistik", Role.NOA_LEAD, lambda s: "/statistik/"),
        ("statistik (dataadministratören)", Role.DATA_ADMIN, lambda s: "/statistik/"),
        ("statistik om ett område", Role.NOA_LEAD, lambda s: "/statistik/omrade/husby/"),
        ("bemanning", Role.NOA_LEAD, lambda s: "/bemanning/"),
        ("bemanning (lokalpolisområdet)", Role.LPO_OFFICER, lambda s: "/bemanning/"),
        ("konton", Role.SYSTEM_ADMIN, lambda s: "/konton/"),
        ("konto", Role.SYSTEM_ADMIN, lambda s: f"/konton/{people.officer(s.own).pk}/"),
        ("organisationen", Role.DATA_ADMIN, lambda s: "/organisation/"),
        ("organisationen en annan dag", Role.LPO_OFFICER, lambda s: "/organisation/?datum=2019-06-03"),
        ("områden en dag", Role.LPO_OFFICER, lambda s: "/organisation/omraden/"),
        ("enhet", Role.LPO_OFFICER, lambda s: f"/organisation/enhet/{s.own.key}/"),
        ("organisationsändring", Role.NOA_LEAD, lambda s: f"/organisation/andring/{s.change.pk}/"),
        ("planera en sammanslagning", Role.DATA_ADMIN, lambda s: "/organisation/andring/ny/merge/"),
        ("händelser i en lägesbild", Role.LPO_CHIEF, lambda s: f"/lagesbilder/{s.picture.pk}/handelser/"),
        ("händelser i ett område", Role.NOA_LEAD, lambda s: f"/omraden/{s.area.pk}/handelser/"),
        ("händelser med en bilaga", Role.NOA_HEAD, lambda s: f"/bilaga/{latest(s).pk}/handelser/"),
        ("händelser med ett bygge", Role.PUBLISHER, lambda s: f"/bygge/{s.build.pk}/handelser/"),
        ("behörigheter (chefen)", Role.LPO_CHIEF, lambda s: "/behorigheter/"),
        ("behörigheter (hela landet)", Role.NOA_HEAD, lambda s: "/behorigheter/"),
        ("händelseloggen", Role.SECURITY, lambda s: "/logg/"),
        ("karta", Role.NOA_LEAD, lambda s: "/karta/?ar=2017"),
        ("karta (lokalpolisområdet)", Role.LPO_OFFICER, lambda s: "/karta/?ar=2017"),
        ("karta över en region", Role.NOA_LEAD, lambda s: "/karta/region/stockholm/?ar=2017"),
        ("kartans områden", Role.NOA_LEAD, lambda s: "/karta/omraden.geojson?ar=2017"),
        ("export", Role.NOA_LEAD, lambda s: "/export/"),
        *((f"uttag: {key}", role, _taken(key)) for key, role in TAKEN.items()),
    ]


TAKEN = {
    "omraden": Role.LPO_OFFICER,
    "listor": Role.NOA_LEAD,
    "granser": Role.LPO_OFFICER,
    "enheter": Role.LPO_OFFICER,
    "harstamning": Role.LPO_OFFICER,
    "lagesbilder": Role.NOA_LEAD,
    "beslut": Role.NOA_LEAD,
    "inlasningar": Role.DATA_ADMIN,
}


def _taken(key: str) -> Callable[[Whole], str]:
    """Return the address of an export as a table. Files of a round: of the open one; of a list: of 2017."""
    year = {"omraden": 2017, "listor": 2017}.get(key)
    return lambda scene: f"/export/{key}/?format=csv&ar={year or scene.open.year}&dag=2019-01-01"


def latest(scene: Whole) -> NationalPicture:
    return NationalPicture.objects.filter(round=scene.published).latest("version")


def draft_of(scene: Whole) -> LocalPicture:
    """Return a picture of the own unit that is open for writing, with its areas: in a round of its own."""
    return LocalPicture.objects.get(round__year=FIRST_YEAR - 1, unit=scene.own)


def start(scene: Whole) -> None:
    """Add what a list needs one of: a picture that waits for approval, a build that waits for publication, a draft."""
    _rounds(scene, range(FIRST_YEAR - 2, FIRST_YEAR - 1))
    made.compiled(scene.published, correction_reason="En rättelse.")
    _grants([scene.picture])
    round_ = Round.objects.create(**_round(scene, FIRST_YEAR - 1, state=RoundState.OPEN, is_historic=False))
    picture = _pictures([_roster(round_, scene.own, "rinkeby")], PictureState.DRAFT)[0]
    _areas(picture, ["Husby A"])


def counts(scene: Whole, *, warm: bool = False) -> dict[str, int]:
    """Return the queries of each page. `warm`: ask for it once before, so that nothing is counted that a process reads only once."""
    found = {}
    for name, role, address in pages(scene):
        client = Client()
        client.force_login(people.make_user(role, scene.own if role in LOCAL_ROLES else None))
        path = address(scene)
        for _time in range(2 if warm else 1):
            reset_queries()  # the log is cut when it is full
            with CaptureQueriesContext(connection) as caught:
                response = client.get(path)
            assert response.status_code == 200, (name, path, response.status_code)
        assert len(caught) > 2, (name, "nothing was counted")
        found[name] = len(caught)
    return found


def grow(scene: Whole) -> None:
    """Make it ninety-seven of everything that a page lists."""
    entries = [_roster(scene.open, unit, unit.key) for unit in _units()]
    pictures = [
        row
        for number, state in enumerate(PictureState.values)
        for row in _pictures(entries[number :: len(PictureState.values)], PictureState(state))
    ]
    for number, picture in enumerate(pictures):
        _areas(picture, [f"Ort {number}"], decided=number % 2 == 0)
    _grants(pictures)
    _areas(draft_of(scene), [f"Husby {number}" for number in range(FEW - 1)])
    _areas(scene.picture, [f"Kista {number}" for number in range(FEW - 1)])
    _points(scene)
    _rounds(scene, range(FIRST_YEAR, FIRST_YEAR + MANY))
    _national(latest(scene))
    _requests(scene)
    _files_and_people(scene)
    _changes(scene)
    _numbers(scene)
    _on_the_list()


def _on_the_list() -> None:
    """Put areas on the list of 2017, each with a boundary, and one on the list of each of many other years."""
    versions = [places.make_area(f"Lista {number}", places.make_lpo()) for number in range(MANY)]
    for version in versions:
        made_rounds.list_area(version)
        boundaries.bound(version)
    Lineage.objects.bulk_create(Lineage(kind="split", before=one.area, after=other.area, year=2017) for one, other in pairwise(versions))
    for round_ in Round.objects.filter(year__gte=FIRST_YEAR, year__lt=FIRST_YEAR + MANY, is_historic=True):
        Decision.objects.create(round=round_, area=versions[0].area, area_version=versions[0], category="utsatt", source="x")


def _units() -> list[Unit]:
    rows = Unit.objects.bulk_create(Unit(kind=UnitKind.LPO, key=f"lpo-nr-{n}", valid_from=places.START) for n in range(MANY - 1))
    region = places.make_region()
    UnitName.objects.bulk_create(UnitName(unit=unit, name=f"Nr {unit.pk}", slug=unit.key, valid_from=places.START) for unit in rows)
    UnitPlacement.objects.bulk_create(UnitPlacement(unit=unit, parent=region, valid_from=places.START) for unit in rows)
    return rows


def _roster(round_: Round, unit: Unit, slug: str) -> RosterEntry:
    region = places.make_region()
    words = {"region_name": "Stockholm", "region_slug": "stockholm", "region_order": 3, "is_named": True}
    return RosterEntry.objects.create(round=round_, unit=unit, name=f"Nr {unit.pk}", slug=slug, region=region, **words)


def _pictures(entries: list[RosterEntry], state: PictureState) -> list[LocalPicture]:
    now, reviewer = clock.now(), people.reviewer()
    given: dict[str, Any] = {"state": state, "state_since": now, "due": date(2021, 2, 15)}
    if state not in {PictureState.NONE, PictureState.DRAFT}:
        given |= {"submitted_by": people.chief(), "submitted_at": now}
    if state in {PictureState.REVIEW, PictureState.RETURNED, PictureState.APPROVED}:
        given |= {"reviewer": reviewer, "taken_up_at": now}
    if state == PictureState.APPROVED:
        given |= {"approved_by": reviewer, "approved_at": now}
    return LocalPicture.objects.bulk_create(LocalPicture(round=row.round, unit=row.unit, roster=row, **given) for row in entries)


def _areas(picture: LocalPicture, names: list[str], *, decided: bool = False) -> None:
    """Give a picture areas; each with a proposal where the picture is open for writing, and half of the approved ones decided."""
    town = places.make_municipality()
    areas = Area.objects.bulk_create(Area(slug=f"ort-{picture.pk}-{slugify(name)}") for name in names)
    versions = AreaVersion.objects.bulk_create(
        AreaVersion(area=area, name=name, unit=picture.unit, municipality=town, valid_from=places.START)
        for area, name in zip(areas, names, strict=True)
    )
    rows = AreaAssessment.objects.bulk_create(
        AreaAssessment(picture=picture, area=row.area, area_version=row, name=row.name, municipality=town) for row in versions
    )
    by, now = people.officer(), clock.now()
    if picture.state in {PictureState.NONE, PictureState.DRAFT, PictureState.RETURNED}:
        Proposal.objects.bulk_create(Proposal(area=row, category="utsatt", written_by=by, written_at=now) for row in rows)
        question = Question.objects.filter(method=picture.round.method, scope="area", kind="description").get()
        Answer.objects.bulk_create(
            Answer(picture=picture, area=row, question=question, text="Text.", written_by=by, written_at=now) for row in rows
        )
    if decided and picture.state == PictureState.APPROVED:
        signed = {"reviewed_by": people.reviewer(), "decided_by": people.decider(), "decided_at": now}
        Decision.objects.bulk_create(
            Decision(
                round=picture.round,
                area=row.area,
                area_version=row.area_version,
                assessment=row,
                category="utsatt",
                open_grounds="x",
                **signed,
            )
            for row in rows
        )


def _grants(pictures: list[LocalPicture]) -> None:
    """Let everybody who reads worklists have been lent each picture, and have read it in an emergency long ago."""
    now, then = clock.now(), clock.now() - timedelta(days=9)
    common = {"picture": None, "level": Level.CLASSIFIED, "purpose": "x"}
    for role in (Role.NOA_REVIEWER, Role.NOA_LEAD, Role.SECURITY):
        user = people.make_user(role)
        lent = common | {"user": user, "given_by": people.chief(), "given_at": now, "until": now + timedelta(days=3)}
        taken = common | {"user": user, "given_by": user, "given_at": then, "until": then + GLASS_TIME, "case_number": "A1"}
        taken |= {"ended_at": then + GLASS_TIME, "ended_why": Ended.TIME}
        rows = [given | {"picture": picture} for picture in pictures for given in (lent, taken)]
        PersonalGrant.objects.bulk_create(PersonalGrant(**row) for row in rows)


def _points(scene: Whole) -> None:
    question = Question.objects.get(method=scene.method, code="S1")
    last = ReviewPoint.objects.filter(picture=scene.picture, turn=scene.point.turn).count()
    common = {"picture": scene.picture, "question": question, "created_by": people.reviewer(), "created_at": clock.now()}
    rows = [ReviewPoint(**common, turn=scene.point.turn, number=last + n, state=PointState.DRAFT) for n in range(1, FEW)]
    PointText.objects.bulk_create(PointText(point=row, text="Fråga?") for row in ReviewPoint.objects.bulk_create(rows))


def _round(scene: Whole, year: int, **given: Any) -> dict[str, Any]:
    days = {"submit_by": date(2021, 2, 15), "review_by": date(2021, 3, 15), "decide_by": date(2021, 4, 15)}
    values = {"year": year, "state": RoundState.CLOSED, "reference_date": date(2021, 1, 1), "method": scene.method, **days}
    return values | {"planned_by": people.lead(), "planned_at": clock.now(), "is_historic": True} | given


def _rounds(scene: Whole, years: range) -> None:
    """Make rounds, each with a picture of the own unit, a national picture and a signed build; every other one is published."""
    rounds = Round.objects.bulk_create(Round(**_round(scene, year)) for year in years)
    entries = [_roster(row, scene.own, "rinkeby") for row in rounds]
    _pictures(entries, PictureState.SUBMITTED)
    now = clock.now()
    nationals = NationalPicture.objects.bulk_create(
        NationalPicture(
            round=row,
            year=row.year,
            version=1,
            state="approved",
            summary="x",
            categories=["utsatt"],
            compiled_by=made.editor(),
            compiled_at=now,
            approved_by=people.head(),
            approved_at=now,
        )
        for row in rounds
    )
    jobs = Job.objects.bulk_create(
        Job(task="reports.build", subject_id=row.pk, state=JobState.DONE, created_by=made.publisher(), created_at=now) for row in nationals
    )
    signed = {"release_approved_by": people.lead(), "release_approved_at": now}
    builds = Build.objects.bulk_create(
        Build(
            picture=row,
            job=job,
            version=1,
            edition_date=date(2021, 6, 3),
            folder=f"b{row.pk}",
            manifest_sha256="0" * 64,
            requested_by=made.publisher(),
            requested_at=now,
            built_at=now,
            **signed,
        )
        for row, job in zip(nationals, jobs, strict=True)
    )
    certificates = ReleaseCertificate.objects.bulk_create(
        ReleaseCertificate(
            build=row,
            manifest_sha256=row.manifest_sha256,
            content="{}",
            sha256=digest("{}"),
            app_version="1",
            issued_by=people.lead(),
            issued_at=now,
        )
        for row in builds[1::2]
    )
    Publication.objects.bulk_create(
        Publication(
            build=row,
            certificate=certificate,
            year=row.picture.year,
            version=1,
            manifest_sha256=row.manifest_sha256,
            release_approved_by=people.lead(),
            published_by=made.publisher(),
            published_at=now,
        )
        for row, certificate in zip(builds[1::2], certificates, strict=True)
    )


def _national(picture: NationalPicture) -> None:
    place = {"region_name": "Stockholm", "region_slug": "stockholm", "municipality": "Stockholm", "category": "utsatt"}
    PictureEntry.objects.bulk_create(PictureEntry(picture=picture, slug=f"ort-{n}", name=f"Ort {n}", **place) for n in range(MANY))
    secret = {
        "lpo_name": "Rinkeby",
        "region_name": "Stockholm",
        "category": "utsatt",
        "grounds": [{"criterion": "x", "met": "ja", "text": "x"}],
    }
    AnnexEntry.objects.bulk_create(AnnexEntry(picture=picture, area_name=f"Ort {n}", **secret) for n in range(MANY))


def _requests(scene: Whole) -> None:
    """Add requests for the same document, and paragraphs to the one that is shown."""
    common = {"received_on": clock.today(), "wording": "x", "kind": "picture", "picture": scene.request.picture}
    common |= {"registered_by": people.reviewer(), "registered_at": clock.now()}
    DocumentRequest.objects.bulk_create(DocumentRequest(register_number=f"B{n}/2019", **common) for n in range(MANY))
    last, now = Paragraph.objects.filter(request=scene.request, section=1).latest("order"), clock.now()
    given = {"verdict": "give", "judged_by": people.reviewer(), "judged_at": now, "fingerprint": "", "source_class": "open"}
    Paragraph.objects.bulk_create(
        Paragraph(request=scene.request, order=10_000 + n, section=1, section_name=last.section_name, heading="x", **given).holding(
            text="x"
        )
        for n in range(FEW)
    )


def _files_and_people(scene: Whole) -> None:
    now, admin = clock.now(), people.make_user(Role.DATA_ADMIN)
    common = {"content": b"x", "received_by": admin, "received_at": now}
    ImportBatch.objects.bulk_create(
        ImportBatch(kind="municipalities", filename=f"{n}.csv", sha256=f"{n:064}", **common) for n in range(MANY)
    )
    users = User.objects.bulk_create(User(username=f"konto-{n}", password="!") for n in range(MANY))
    for user, group in zip(users, _groups(), strict=False):
        user.groups.add(group)
    people.officer(scene.own).groups.add(*list(_groups())[:FEW])
    AuditEvent.objects.bulk_create(
        AuditEvent(at=now, event=Event.ANSWERS_SAVED, actor_id=user.pk, actor=user.username, object_type="x", object_id=1) for user in users
    )


def _numbers(scene: Whole) -> None:
    """Give every unit and every area two numbers a year."""
    delivery = StatisticDelivery.objects.latest("pk")
    indicators = [statistics.make_indicator(), statistics.make_indicator("omradespoliser", "posts")]
    places = [{"unit": row} for row in Unit.objects.filter(kind=UnitKind.LPO)] + [{"area": row} for row in Area.objects.all()]
    series = StatisticSeries.objects.bulk_create(
        (StatisticSeries(indicator=indicator, **place) for indicator in indicators for place in places), ignore_conflicts=True
    )
    fresh = StatisticSeries.objects.filter(values=None)
    assert len(series) >= MANY
    Statistic.objects.bulk_create(
        Statistic(series=row, year=year, value=7 + row.pk, delivery=delivery) for row in fresh for year in (2017, 2019, 2020)
    )


def _groups() -> Iterator[Group]:
    """Return the groups of officers at each unit; they have no grants here, since the lists show roles and not what they reach."""
    for unit in Unit.objects.filter(key__startswith="lpo-nr-"):
        group, _made = Group.objects.get_or_create(name=f"{Role.LPO_OFFICER}:{unit.key}")
        RoleGroup.objects.get_or_create(group=group, role=Role.LPO_OFFICER, unit=unit)
        yield group


def _changes(scene: Whole) -> None:
    """Let units have been renamed and moved, one that waits and one that was cancelled for each; half of those of the own unit."""
    now, admin = clock.now(), files.data_admin()
    common = {"kind": "rename", "reason": "x", "plan": {}, "basis": {}, "preview": {}, "planned_by": admin, "planned_at": now}
    over = {"state": "cancelled", "cancelled_by": admin, "cancelled_at": now, "end_reason": "x"}
    rows = OrganisationChange.objects.bulk_create(
        OrganisationChange(title=f"Ändring {n}", effective_on=date(2030, 1, 1) + timedelta(days=n), **common, **(over if n % 2 else {}))
        for n in range(MANY)
    )
    units = [scene.own, scene.neighbour]
    through = OrganisationChange.units.through
    through.objects.bulk_create(through(organisationchange=row, unit=units[row.pk % 4 // 2]) for row in rows)
