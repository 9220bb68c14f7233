"""Every permission there is. Nothing else can be granted (`guardian.py` refuses it)."""

from django.db.models import TextChoices


class Codename(TextChoices):
    """What may be done, for a unit and everything below it. The label completes "Får …"."""

    VIEW_PICTURE = "view_local_picture", "läsa den öppna delen av lokala lägesbilder"
    VIEW_CLASSIFIED = "view_classified", "läsa den sekretessbelagda delen"
    FILL = "fill_local_picture", "fylla i den lokala lägesbilden"
    SIGN = "sign_local_picture", "signera och lämna in den lokala lägesbilden"
    LEAD = "lead_round", "planera, öppna och stänga omgångar"
    APPROVE_METHOD = "approve_method", "godkänna en metodversion"
    REVIEW = "review_local_picture", "granska, återlämna och godkänna"
    DECIDE = "decide_category", "besluta kategori"
    VIEW_NATIONAL = "view_national_picture", "läsa den nationella lägesbilden innan den är publicerad"
    COMPILE = "compile_picture", "sammanställa den nationella lägesbilden"
    APPROVE_PICTURE = "approve_picture", "godkänna den nationella lägesbilden"
    APPROVE_RELEASE = "approve_release", "godkänna kontrollerna före publicering"
    PUBLISH = "publish_report", "publicera den öppna rapporten"
    VIEW_ANNEX = "view_annex", "läsa den sekretessbelagda bilagan"
    IMPORT_DATA = "import_data", "läsa in enheter, områden och listor"
    MANAGE_ACCOUNTS = "manage_accounts", "hantera konton"
    READ_AUDIT = "read_audit", "läsa händelseloggen"
    GIVE_GRANTS = "give_grants", "ge någon personlig behörighet till en lokal lägesbild"
    BREAK_GLASS = "break_glass", "läsa en lokal lägesbild i nödläge, vilket granskas efteråt"
    REVIEW_ACCESS = "review_access", "gå igenom vilka som har behörighet"
    HANDLE_REQUESTS = "handle_requests", "pröva begäranden om utlämnande av handlingar"
    DECIDE_REQUESTS = "decide_requests", "besluta om utlämnande av handlingar"
