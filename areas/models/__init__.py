from areas.models.area import Area
from areas.models.area_version import AreaVersion
from areas.models.batch_part import BatchPart
from areas.models.boundary import Boundary
from areas.models.grants import UnitGroupGrant, UnitUserGrant
from areas.models.import_batch import ImportBatch
from areas.models.indicator import Indicator
from areas.models.lineage import Lineage
from areas.models.lineage_rejection import LineageRejection
from areas.models.municipality import Municipality
from areas.models.organisation_change import OrganisationChange
from areas.models.role_review import RoleReview
from areas.models.statistic import Statistic
from areas.models.statistic_delivery import StatisticDelivery
from areas.models.statistic_series import StatisticSeries
from areas.models.unit import NamedUnit, Unit
from areas.models.unit_name import UnitName
from areas.models.unit_placement import UnitPlacement
from areas.models.unit_succession import UnitSuccession

__all__ = [
    "Area",
    "AreaVersion",
    "BatchPart",
    "Boundary",
    "ImportBatch",
    "Indicator",
    "Lineage",
    "LineageRejection",
    "Municipality",
    "NamedUnit",
    "OrganisationChange",
    "RoleReview",
    "Statistic",
    "StatisticDelivery",
    "StatisticSeries",
    "Unit",
    "UnitGroupGrant",
    "UnitName",
    "UnitPlacement",
    "UnitSuccession",
    "UnitUserGrant",
]
