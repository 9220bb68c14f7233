from django.db import migrations, models

# A re-sealing changes how values are locked and not what they are: it passes the triggers that freeze rows. Only the tables' owner may.
RESEALING = """
create function is_resealing() returns boolean language sql stable as $$
  select coalesce(current_setting('lagesbild.resealing', true), '') = 'on'
    and current_user = (select pg_get_userbyid(relowner) from pg_class where oid = 'sealing_datakey'::regclass)
$$;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="DataKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kek", models.CharField(max_length=80)),
                ("wrapped", models.BinaryField()),
                ("created_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(null=True)),
            ],
            options={"ordering": ["id"]},
        ),
        migrations.RunSQL(RESEALING, "drop function is_resealing();"),
    ]
