"""The second lock on the annex: its rows are there for who holds `view_annex` nationally, and are written only while it is compiled."""

from django.db import migrations

from lagesbild.db import only_for


class Migration(migrations.Migration):
    dependencies = [("annex", "0003_frozen"), ("areas", "0002_second_lock")]
    operations = [
        only_for(
            "annex_annexentry",
            read="(select sees_all('view_annex', 'compile_annex', 'release_check'))",
            write="(select acting_purpose()) = 'compile_annex'",
        ),
    ]
