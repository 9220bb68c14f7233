"""Five codenames more, written out: a migration does not change when the code does."""

from django.db import migrations

PERMISSIONS = [
    ("view_local_picture", "läsa den öppna delen av lokala lägesbilder"),
    ("view_classified", "läsa den sekretessbelagda delen"),
    ("fill_local_picture", "fylla i den lokala lägesbilden"),
    ("sign_local_picture", "signera och lämna in den lokala lägesbilden"),
    ("lead_round", "planera, öppna och stänga omgångar"),
    ("approve_method", "godkänna en metodversion"),
    ("review_local_picture", "granska, återlämna och godkänna"),
    ("decide_category", "besluta kategori"),
    ("view_national_picture", "läsa den nationella lägesbilden innan den är publicerad"),
    ("compile_picture", "sammanställa den nationella lägesbilden"),
    ("approve_picture", "godkänna den nationella lägesbilden"),
    ("approve_release", "godkänna kontrollerna före publicering"),
    ("publish_report", "publicera den öppna rapporten"),
    ("view_annex", "läsa den sekretessbelagda bilagan"),
    ("import_data", "läsa in enheter, områden och listor"),
    ("manage_accounts", "hantera konton"),
    ("read_audit", "läsa händelseloggen"),
    ("give_grants", "ge någon personlig behörighet till en lokal lägesbild"),
    ("break_glass", "läsa en lokal lägesbild i nödläge, vilket granskas efteråt"),
    ("review_access", "gå igenom vilka som har behörighet"),
    ("handle_requests", "pröva begäranden om utlämnande av handlingar"),
    ("decide_requests", "besluta om utlämnande av handlingar"),
]


class Migration(migrations.Migration):
    dependencies = [("areas", "0002_second_lock")]
    operations = [
        migrations.AlterModelOptions(
            name="unit",
            options={
                "default_permissions": (),
                "permissions": PERMISSIONS,
                "verbose_name": "enhet",
                "verbose_name_plural": "enheter",
            },
        ),
    ]
