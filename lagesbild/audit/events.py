"""Everything that is logged, with the sentence people read."""

from enum import StrEnum


class Event(StrEnum):
    """A kind of event. The value is what is stored and never changes."""

    ROLE_GIVEN = "role.given"
    ROLE_TAKEN = "role.taken"
    BATCH_RECEIVED = "batch.received"
    BATCH_APPLIED = "batch.applied"
    BATCH_DISCARDED = "batch.discarded"
    METHOD_CREATED = "method.created"
    METHOD_APPROVED = "method.approved"
    ROUND_PLANNED = "round.planned"
    ROUND_OPENED = "round.opened"
    ROUND_CLOSED = "round.closed"
    ANSWERS_SAVED = "picture.answers_saved"
    AREA_PROPOSED = "picture.area_proposed"
    AREA_WITHDRAWN = "picture.area_withdrawn"
    POINT_ANSWERED = "picture.point_answered"
    PICTURE_SUBMITTED = "picture.submitted"
    PICTURE_TAKEN_UP = "picture.taken_up"
    POINT_ADDED = "picture.point_added"
    POINT_REMOVED = "picture.point_removed"
    PICTURE_RETURNED = "picture.returned"
    PICTURE_APPROVED = "picture.approved"
    CATEGORY_DECIDED = "area.decided"
    AREA_LEFT_OUT = "area.left_out"
    CLASSIFIED_READ = "classified.read"
    NATIONAL_COMPILED = "national.compiled"
    NATIONAL_EDITED = "national.edited"
    NATIONAL_APPROVED = "national.approved"
    BUILD_REQUESTED = "build.requested"
    BUILD_FINISHED = "build.finished"
    BUILD_FAILED = "build.failed"
    RELEASE_APPROVED = "release.approved"
    PUBLISHED = "publication.published"
    ANNEX_READ = "annex.read"


SENTENCES: dict[Event, str] = {
    Event.ROLE_GIVEN: "fick en roll",
    Event.ROLE_TAKEN: "förlorade en roll",
    Event.BATCH_RECEIVED: "tog emot en fil",
    Event.BATCH_APPLIED: "läste in en fil",
    Event.BATCH_DISCARDED: "kastade en fil",
    Event.METHOD_CREATED: "skapade en metodversion",
    Event.METHOD_APPROVED: "godkände en metodversion",
    Event.ROUND_PLANNED: "planerade en omgång",
    Event.ROUND_OPENED: "öppnade omgången",
    Event.ROUND_CLOSED: "stängde omgången",
    Event.ANSWERS_SAVED: "sparade svar",
    Event.AREA_PROPOSED: "föreslog ett nytt område",
    Event.AREA_WITHDRAWN: "tog tillbaka ett föreslaget område",
    Event.POINT_ANSWERED: "besvarade en punkt",
    Event.PICTURE_SUBMITTED: "signerade och lämnade in",
    Event.PICTURE_TAKEN_UP: "tog upp till granskning",
    Event.POINT_ADDED: "lade till en punkt",
    Event.POINT_REMOVED: "tog bort en punkt",
    Event.PICTURE_RETURNED: "återlämnade med punkter",
    Event.PICTURE_APPROVED: "godkände",
    Event.CATEGORY_DECIDED: "beslutade kategori",
    Event.AREA_LEFT_OUT: "lämnade området utan beslut",
    Event.CLASSIFIED_READ: "läste sekretessbelagd del",
    Event.NATIONAL_COMPILED: "sammanställde den nationella lägesbilden",
    Event.NATIONAL_EDITED: "ändrade text i den nationella lägesbilden",
    Event.NATIONAL_APPROVED: "godkände den nationella lägesbilden",
    Event.BUILD_REQUESTED: "beställde ett bygge",
    Event.BUILD_FINISHED: "byggde rapporten",
    Event.BUILD_FAILED: "bygget misslyckades",
    Event.RELEASE_APPROVED: "godkände kontrollerna före publicering",
    Event.PUBLISHED: "publicerade",
    Event.ANNEX_READ: "läste den sekretessbelagda bilagan",
}
