"""Everything that is logged, with the sentence people read."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Event(StrEnum):
    """A kind of event. The value is what is stored and never changes."""

    ROLE_GIVEN = "role.given"
    ROLE_TAKEN = "role.taken"
    ROLE_REVIEWED = "role.reviewed"
    ROLES_SYNCED = "role.synced"
    GRANT_GIVEN = "grant.given"
    GRANT_ENDED = "grant.ended"
    GLASS_BROKEN = "glass.broken"
    GLASS_REVIEWED = "glass.reviewed"
    ACCOUNT_CREATED = "account.created"
    ACCOUNT_CLOSED = "account.closed"
    ACCOUNT_OPENED = "account.opened"
    ACCOUNT_PASSWORD = "account.password"
    LOGGED_IN = "session.logged_in"
    LOGGED_OUT = "session.logged_out"
    LOGIN_FAILED = "session.login_failed"
    LOCKED_OUT = "session.locked_out"
    SESSION_CONFIRMED = "session.confirmed"
    SESSION_ENDED = "session.ended"
    PASSWORD_CHANGED = "account.password_changed"
    FACTOR_ADDED = "factor.added"
    FACTOR_REMOVED = "factor.removed"
    FACTOR_USED = "factor.used"
    FACTOR_REFUSED = "factor.refused"
    FACTORS_RESET = "factor.reset"
    RECOVERY_USED = "factor.recovery_used"
    RECOVERY_MADE = "factor.recovery_made"
    PROVIDER_NAMED = "provider.named"
    PROVIDER_LINKED = "provider.linked"
    BATCH_RECEIVED = "batch.received"
    BATCH_APPLIED = "batch.applied"
    BATCH_DISCARDED = "batch.discarded"
    BATCH_MAPPED = "batch.mapped"
    BATCH_UNDONE = "batch.undone"
    LINEAGE_DECIDED = "lineage.decided"
    LINEAGE_REJECTED = "lineage.rejected"
    LINEAGE_UNDONE = "lineage.undone"
    METHOD_CREATED = "method.created"
    METHOD_GROUNDS = "method.grounds_chosen"
    METHOD_APPROVED = "method.approved"
    ROUND_PLANNED = "round.planned"
    ROUND_OPENED = "round.opened"
    ROUND_CLOSED = "round.closed"
    ANSWERS_SAVED = "picture.answers_saved"
    AREA_PROPOSED = "picture.area_proposed"
    AREA_WITHDRAWN = "picture.area_withdrawn"
    BOUNDARY_DRAWN = "picture.boundary_drawn"
    BOUNDARY_TAKEN_BACK = "picture.boundary_taken_back"
    POINT_ANSWERED = "picture.point_answered"
    PICTURE_SUBMITTED = "picture.submitted"
    PICTURE_TAKEN_UP = "picture.taken_up"
    POINT_ADDED = "picture.point_added"
    POINT_REMOVED = "picture.point_removed"
    PICTURE_RETURNED = "picture.returned"
    PICTURE_APPROVED = "picture.approved"
    EXTENSION_ASKED = "extension.asked"
    EXTENSION_WITHDRAWN = "extension.withdrawn"
    EXTENSION_GRANTED = "extension.granted"
    EXTENSION_REFUSED = "extension.refused"
    CATEGORY_DECIDED = "area.decided"
    AREA_LEFT_OUT = "area.left_out"
    CLASSIFIED_READ = "classified.read"
    NATIONAL_COMPILED = "national.compiled"
    NATIONAL_EDITED = "national.edited"
    NATIONAL_WORDING = "national.wording_confirmed"
    NATIONAL_APPROVED = "national.approved"
    BUILD_REQUESTED = "build.requested"
    BUILD_FINISHED = "build.finished"
    BUILD_FAILED = "build.failed"
    RELEASE_APPROVED = "release.approved"
    PUBLISHED = "publication.published"
    ANNEX_READ = "annex.read"
    ANNEX_COPY_TAKEN = "annex.copy_taken"
    ANNEX_COPY_ENDED = "annex.copy_ended"
    REQUEST_REGISTERED = "request.registered"
    REQUEST_READ = "request.read"
    REQUEST_ASSESSED = "request.assessed"
    REQUEST_HANDED_IN = "request.handed_in"
    REQUEST_SENT_BACK = "request.sent_back"
    REQUEST_DECIDED = "request.decided"
    REQUEST_WITHDRAWN = "request.withdrawn"
    DOCUMENT_HANDED_OUT = "request.handed_out"
    AUDIT_READ = "audit.read"
    AUDIT_EXPORTED = "audit.exported"
    ANOMALY_REVIEWED = "audit.anomaly_reviewed"
    KEYS_ROTATED = "keys.rotated"
    GROUND_CORRECTED = "ground.corrected"
    TEXT_MARKED = "marking.text_marked"
    MARKING_RENEWED = "marking.renewed"
    MARKING_LIFTED = "marking.lifted"
    TWIN_CONFIRMED = "twin.confirmed"
    SEARCHED = "work.searched"
    BUILD_FILE_TAKEN = "build.file_taken"
    DATA_EXPORTED = "data.exported"
    ACCESS_DENIED = "access.denied"
    CHANGE_PLANNED = "organisation.planned"
    CHANGE_APPROVED = "organisation.approved"
    CHANGE_REFUSED = "organisation.refused"
    CHANGE_CANCELLED = "organisation.cancelled"
    CHANGE_TOOK_EFFECT = "organisation.took_effect"
    CHANGE_FAILED = "organisation.failed"
    CHANGE_REVERSED = "organisation.reversed"


# Each completes a sentence that begins with who did it.
SENTENCES: dict[Event, Promise] = {
    Event.ROLE_GIVEN: _("gav en roll"),
    Event.ROLE_TAKEN: _("tog ifrån en roll"),
    Event.ROLE_REVIEWED: _("gick igenom en behörighet"),
    Event.ROLES_SYNCED: _("gav rollerna de behörigheter de har nu"),
    Event.GRANT_GIVEN: _("gav en personlig behörighet"),
    Event.GRANT_ENDED: _("avslutade en personlig behörighet"),
    Event.GLASS_BROKEN: _("öppnade den sekretessbelagda delen i nödläge"),
    Event.GLASS_REVIEWED: _("granskade en läsning i nödläge"),
    Event.ACCOUNT_CREATED: _("skapade ett konto"),
    Event.ACCOUNT_CLOSED: _("stängde ett konto"),
    Event.ACCOUNT_OPENED: _("öppnade ett stängt konto"),
    Event.ACCOUNT_PASSWORD: _("gav ett nytt startlösenord"),
    Event.LOGGED_IN: _("loggade in"),
    Event.LOGGED_OUT: _("loggade ut"),
    Event.LOGIN_FAILED: _("kunde inte logga in"),
    Event.LOCKED_OUT: _("stängdes ute efter för många försök"),
    Event.SESSION_CONFIRMED: _("bekräftade vem det är"),
    Event.SESSION_ENDED: _("avslutade inloggningar"),
    Event.PASSWORD_CHANGED: _("bytte sitt lösenord"),
    Event.FACTOR_ADDED: _("lade till en andra faktor"),
    Event.FACTOR_REMOVED: _("tog bort en andra faktor"),
    Event.FACTOR_USED: _("använde sin andra faktor"),
    Event.FACTOR_REFUSED: _("gav en felaktig kod eller nyckel"),
    Event.FACTORS_RESET: _("tog bort alla andra faktorer från ett konto"),
    Event.RECOVERY_USED: _("använde en återställningskod"),
    Event.RECOVERY_MADE: _("gjorde nya återställningskoder"),
    Event.PROVIDER_NAMED: _("skrev in vad ett konto heter hos identitetsleverantören"),
    Event.PROVIDER_LINKED: _("kopplade kontot till identitetsleverantören"),
    Event.BATCH_RECEIVED: _("tog emot en fil"),
    Event.BATCH_APPLIED: _("läste in en fil"),
    Event.BATCH_DISCARDED: _("kastade en fil"),
    Event.BATCH_MAPPED: _("angav vad en fils kolumner betyder"),
    Event.BATCH_UNDONE: _("ångrade inläsningen av en fil"),
    Event.LINEAGE_DECIDED: _("avgjorde varifrån ett område kommer"),
    Event.LINEAGE_REJECTED: _("avvisade ett förslag om varifrån ett område kommer"),
    Event.LINEAGE_UNDONE: _("ångrade vad som var avgjort om varifrån ett område kommer"),
    Event.METHOD_CREATED: _("skapade en metodversion"),
    Event.METHOD_GROUNDS: _("valde sekretessgrunder i en metodversion"),
    Event.METHOD_APPROVED: _("godkände en metodversion"),
    Event.ROUND_PLANNED: _("planerade en omgång"),
    Event.ROUND_OPENED: _("öppnade omgången"),
    Event.ROUND_CLOSED: _("stängde omgången"),
    Event.ANSWERS_SAVED: _("sparade svar"),
    Event.AREA_PROPOSED: _("föreslog ett nytt område"),
    Event.AREA_WITHDRAWN: _("tog tillbaka ett föreslaget område"),
    Event.BOUNDARY_DRAWN: _("ritade om gränsen för ett område"),
    Event.BOUNDARY_TAKEN_BACK: _("tog bort den ritade gränsen för ett område"),
    Event.POINT_ANSWERED: _("besvarade en punkt"),
    Event.PICTURE_SUBMITTED: _("signerade och lämnade in"),
    Event.PICTURE_TAKEN_UP: _("tog upp till granskning"),
    Event.POINT_ADDED: _("lade till en punkt"),
    Event.POINT_REMOVED: _("tog bort en punkt"),
    Event.PICTURE_RETURNED: _("återlämnade med punkter"),
    Event.PICTURE_APPROVED: _("godkände"),
    Event.EXTENSION_ASKED: _("begärde anstånd"),
    Event.EXTENSION_WITHDRAWN: _("tog tillbaka begäran om anstånd"),
    Event.EXTENSION_GRANTED: _("beviljade anstånd"),
    Event.EXTENSION_REFUSED: _("avslog begäran om anstånd"),
    Event.CATEGORY_DECIDED: _("beslutade kategori"),
    Event.AREA_LEFT_OUT: _("lämnade området utan beslut"),
    Event.CLASSIFIED_READ: _("läste sekretessbelagd del"),
    Event.NATIONAL_COMPILED: _("sammanställde den nationella lägesbilden"),
    Event.NATIONAL_EDITED: _("ändrade text i den nationella lägesbilden"),
    Event.NATIONAL_WORDING: _("bekräftade skäl i den nationella lägesbilden"),
    Event.NATIONAL_APPROVED: _("godkände den nationella lägesbilden"),
    Event.BUILD_REQUESTED: _("beställde ett bygge"),
    Event.BUILD_FINISHED: _("byggde rapporten"),
    Event.BUILD_FAILED: _("kunde inte bygga rapporten"),
    Event.RELEASE_APPROVED: _("godkände kontrollerna före publicering"),
    Event.PUBLISHED: _("publicerade"),
    Event.ANNEX_READ: _("läste den sekretessbelagda bilagan"),
    Event.ANNEX_COPY_TAKEN: _("tog ut ett exemplar av den sekretessbelagda bilagan"),
    Event.ANNEX_COPY_ENDED: _("antecknade vad som hände med ett exemplar av bilagan"),
    Event.REQUEST_REGISTERED: _("registrerade en begäran om utlämnande"),
    Event.REQUEST_READ: _("läste en handling som har begärts ut"),
    Event.REQUEST_ASSESSED: _("prövade stycken i en begäran om utlämnande"),
    Event.REQUEST_HANDED_IN: _("lämnade en begäran om utlämnande till beslut"),
    Event.REQUEST_SENT_BACK: _("skickade tillbaka en begäran om utlämnande"),
    Event.REQUEST_DECIDED: _("beslutade om en begäran om utlämnande"),
    Event.REQUEST_WITHDRAWN: _("avslutade en begäran som togs tillbaka"),
    Event.DOCUMENT_HANDED_OUT: _("lämnade ut en handling"),
    Event.AUDIT_READ: _("läste händelseloggen"),
    Event.AUDIT_EXPORTED: _("hämtade händelseloggen som fil"),
    Event.ANOMALY_REVIEWED: _("granskade en avvikelse i loggen"),
    Event.GROUND_CORRECTED: _("rättade en sekretessgrund"),
    Event.TEXT_MARKED: _("markerade en enskild text på en egen sekretessgrund"),
    Event.MARKING_RENEWED: _("förnyade en sekretessmarkering"),
    Event.MARKING_LIFTED: _("hävde en sekretessmarkering"),
    Event.TWIN_CONFIRMED: _("bekräftade den öppna formuleringen"),
    Event.KEYS_ROTATED: _("bytte nycklarna till den sekretessbelagda delen"),
    Event.SEARCHED: _("sökte"),
    Event.BUILD_FILE_TAKEN: _("hämtade en fil ur ett bygge"),
    Event.DATA_EXPORTED: _("tog ut uppgifter som fil"),
    Event.ACCESS_DENIED: _("nekades"),
    Event.CHANGE_PLANNED: _("planerade en organisationsändring"),
    Event.CHANGE_APPROVED: _("godkände en organisationsändring"),
    Event.CHANGE_REFUSED: _("avslog en organisationsändring"),
    Event.CHANGE_CANCELLED: _("avbröt en organisationsändring"),
    Event.CHANGE_TOOK_EFFECT: _("genomförde en organisationsändring"),
    Event.CHANGE_FAILED: _("kunde inte genomföra en organisationsändring"),
    Event.CHANGE_REVERSED: _("återställde en organisationsändring"),
}


class Kind(StrEnum):
    """What is done to information, as brottsdataförordningen (2018:1202) 3:4 names it, and what else must be seen."""

    COLLECTED = "insamling"
    CHANGED = "ändring"
    READ = "läsning"
    SEARCHED = "sökning"
    DISCLOSED = "utlämnande"
    COMBINED = "sammanföring"
    ERASED = "radering"
    ACCESS = "behörighet"
    DENIED = "nekat"
    STEERED = "styrning"  # rounds, methods, builds: no information about a place is touched


KINDS: dict[Event, Kind] = {
    Event.ROLE_GIVEN: Kind.ACCESS,
    Event.ROLE_TAKEN: Kind.ACCESS,
    Event.ROLE_REVIEWED: Kind.ACCESS,
    Event.ROLES_SYNCED: Kind.ACCESS,
    Event.GRANT_GIVEN: Kind.ACCESS,
    Event.GRANT_ENDED: Kind.ACCESS,
    Event.GLASS_BROKEN: Kind.ACCESS,
    Event.GLASS_REVIEWED: Kind.ACCESS,
    Event.ACCOUNT_CREATED: Kind.ACCESS,
    Event.ACCOUNT_CLOSED: Kind.ACCESS,
    Event.ACCOUNT_OPENED: Kind.ACCESS,
    Event.ACCOUNT_PASSWORD: Kind.ACCESS,
    Event.BATCH_RECEIVED: Kind.COLLECTED,
    Event.BATCH_APPLIED: Kind.COLLECTED,
    Event.BATCH_DISCARDED: Kind.ERASED,
    Event.BATCH_MAPPED: Kind.CHANGED,
    Event.BATCH_UNDONE: Kind.ERASED,
    Event.LINEAGE_DECIDED: Kind.CHANGED,
    Event.LINEAGE_REJECTED: Kind.CHANGED,
    Event.LINEAGE_UNDONE: Kind.ERASED,
    Event.METHOD_CREATED: Kind.STEERED,
    Event.METHOD_GROUNDS: Kind.STEERED,
    Event.METHOD_APPROVED: Kind.STEERED,
    Event.ROUND_PLANNED: Kind.STEERED,
    Event.ROUND_OPENED: Kind.STEERED,
    Event.ROUND_CLOSED: Kind.STEERED,
    Event.ANSWERS_SAVED: Kind.COLLECTED,
    Event.AREA_PROPOSED: Kind.COLLECTED,
    Event.AREA_WITHDRAWN: Kind.ERASED,
    Event.BOUNDARY_DRAWN: Kind.CHANGED,
    Event.BOUNDARY_TAKEN_BACK: Kind.ERASED,
    Event.POINT_ANSWERED: Kind.COLLECTED,
    Event.PICTURE_SUBMITTED: Kind.CHANGED,
    Event.PICTURE_TAKEN_UP: Kind.CHANGED,
    Event.POINT_ADDED: Kind.COLLECTED,
    Event.POINT_REMOVED: Kind.ERASED,
    Event.PICTURE_RETURNED: Kind.CHANGED,
    Event.PICTURE_APPROVED: Kind.CHANGED,
    Event.EXTENSION_ASKED: Kind.CHANGED,
    Event.EXTENSION_WITHDRAWN: Kind.CHANGED,
    Event.EXTENSION_GRANTED: Kind.CHANGED,
    Event.EXTENSION_REFUSED: Kind.CHANGED,
    Event.CATEGORY_DECIDED: Kind.CHANGED,
    Event.AREA_LEFT_OUT: Kind.CHANGED,
    Event.CLASSIFIED_READ: Kind.READ,
    Event.NATIONAL_COMPILED: Kind.COMBINED,
    Event.NATIONAL_EDITED: Kind.CHANGED,
    Event.NATIONAL_WORDING: Kind.CHANGED,
    Event.NATIONAL_APPROVED: Kind.CHANGED,
    Event.BUILD_REQUESTED: Kind.STEERED,
    Event.BUILD_FINISHED: Kind.STEERED,
    Event.BUILD_FAILED: Kind.STEERED,
    Event.RELEASE_APPROVED: Kind.STEERED,
    Event.PUBLISHED: Kind.DISCLOSED,
    Event.ANNEX_READ: Kind.READ,
    Event.ANNEX_COPY_TAKEN: Kind.DISCLOSED,
    Event.ANNEX_COPY_ENDED: Kind.CHANGED,
    Event.REQUEST_REGISTERED: Kind.COLLECTED,
    Event.REQUEST_READ: Kind.READ,
    Event.REQUEST_ASSESSED: Kind.CHANGED,
    Event.REQUEST_HANDED_IN: Kind.CHANGED,
    Event.REQUEST_SENT_BACK: Kind.CHANGED,
    Event.REQUEST_DECIDED: Kind.CHANGED,
    Event.REQUEST_WITHDRAWN: Kind.CHANGED,
    Event.DOCUMENT_HANDED_OUT: Kind.DISCLOSED,
    Event.AUDIT_READ: Kind.SEARCHED,
    Event.AUDIT_EXPORTED: Kind.DISCLOSED,
    Event.ANOMALY_REVIEWED: Kind.ACCESS,
    Event.KEYS_ROTATED: Kind.STEERED,
    Event.SEARCHED: Kind.SEARCHED,
    Event.BUILD_FILE_TAKEN: Kind.DISCLOSED,
    Event.DATA_EXPORTED: Kind.DISCLOSED,
    Event.ACCESS_DENIED: Kind.DENIED,
    Event.CHANGE_PLANNED: Kind.STEERED,
    Event.CHANGE_APPROVED: Kind.STEERED,
    Event.CHANGE_REFUSED: Kind.STEERED,
    Event.CHANGE_CANCELLED: Kind.STEERED,
    Event.CHANGE_TOOK_EFFECT: Kind.CHANGED,
    Event.CHANGE_FAILED: Kind.STEERED,
    Event.CHANGE_REVERSED: Kind.CHANGED,
    Event.LOGGED_IN: Kind.ACCESS,
    Event.LOGGED_OUT: Kind.ACCESS,
    Event.LOGIN_FAILED: Kind.DENIED,
    Event.LOCKED_OUT: Kind.DENIED,
    Event.SESSION_CONFIRMED: Kind.ACCESS,
    Event.SESSION_ENDED: Kind.ACCESS,
    Event.PASSWORD_CHANGED: Kind.ACCESS,
    Event.FACTOR_ADDED: Kind.ACCESS,
    Event.FACTOR_REMOVED: Kind.ACCESS,
    Event.FACTOR_USED: Kind.ACCESS,
    Event.FACTOR_REFUSED: Kind.DENIED,
    Event.FACTORS_RESET: Kind.ACCESS,
    Event.RECOVERY_USED: Kind.ACCESS,
    Event.RECOVERY_MADE: Kind.ACCESS,
    Event.PROVIDER_NAMED: Kind.ACCESS,
    Event.PROVIDER_LINKED: Kind.ACCESS,
    Event.GROUND_CORRECTED: Kind.CHANGED,
    Event.TEXT_MARKED: Kind.CHANGED,
    Event.MARKING_RENEWED: Kind.CHANGED,
    Event.MARKING_LIFTED: Kind.CHANGED,
    Event.TWIN_CONFIRMED: Kind.CHANGED,
}

# The words of what is kept beside an event. A name without words is shown as it is.
PARTICULARS: dict[str, Promise] = {
    "area": _("område"),
    "accounts": _("konton"),
    "areas": _("områden"),
    "day": _("dag"),
    "units": _("enheter"),
    "beside": _("bredvid lägesbild"),
    "bytes": _("byte"),
    "case": _("ärende"),
    "certificate": _("certifikat"),
    "changed": _("ändrade"),
    "copy": _("exemplar"),
    "dissent": _("avvikande mening"),
    "fields": _("sökte på"),
    "files": _("filer"),
    "form": _("form"),
    "grant": _("behörighet"),
    "groups": _("grupper"),
    "historic": _("återgiven"),
    "keys": _("nycklar"),
    "kind": _("slag"),
    "known": _("känt område"),
    "level": _("omfattning"),
    "manifest": _("manifest"),
    "method": _("sätt"),
    "masked": _("maskade"),
    "new": _("nya"),
    "outcome": _("utfall"),
    "page": _("sida"),
    "paragraphs": _("stycken"),
    "person": _("person"),
    "picture": _("lägesbild"),
    "pictures": _("lägesbilder"),
    "point": _("punkt"),
    "points": _("punkter"),
    "question": _("fråga"),
    "questions": _("frågor"),
    "red": _("röda"),
    "flagged": _("att ta ställning till"),
    "refused": _("avvisade"),
    "result": _("utfall"),
    "reused": _("återanvända"),
    "role": _("roll"),
    "rows": _("rader"),
    "section": _("avsnitt"),
    "turn": _("varv"),
    "unchanged": _("oförändrade"),
    "unit": _("enhet"),
    "state": _("läge"),
    "status": _("svar"),
    "verdict": _("bedömning"),
    "version": _("version"),
    "view": _("sida"),
    "way": _("sätt"),
    "why": _("varför"),
    "rule": _("regel"),
    "sessions": _("inloggningar"),
    "year": _("år"),
    "zero_report": _("nollrapport"),
}
