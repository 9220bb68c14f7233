from django.apps import AppConfig

from areas import lineages
from lagesbild.ui import worklist


class AssessmentsConfig(AppConfig):
    name = "assessments"

    def ready(self) -> None:
        from assessments import anomalies as own  # noqa: PLC0415  # models are there only now
        from assessments import (  # noqa: PLC0415  # models are there only now
            consequences,
            menu_local,
            menu_noa,
            worklist_grants,
            worklist_local,
            worklist_markings,
            worklist_noa,
        )
        from assessments import exporting as exported  # noqa: PLC0415
        from assessments.importers import geodata  # noqa: PLC0415  # models are there only now
        from assessments.importers.published_list import register_kind  # noqa: PLC0415  # models are there only now
        from assessments.queries.rounds import list_days  # noqa: PLC0415  # models are there only now
        from lagesbild.audit import anomalies  # noqa: PLC0415  # models are there only now

        register_kind()
        geodata.register_kind()
        lineages.register_years(list_days)
        consequences.register_all()
        exported.register_all()
        anomalies.register(own.neighbours_areas)
        menu_local.register_all()
        menu_noa.register_all()
        worklist.register(worklist_local.items)
        worklist.register(worklist_noa.items)
        worklist.register(worklist_grants.items)
        worklist.register(worklist_markings.items)
