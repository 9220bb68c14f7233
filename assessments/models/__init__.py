from assessments.models.answer import Answer
from assessments.models.area_assessment import AreaAssessment
from assessments.models.criterion import Criterion
from assessments.models.decision import Decision
from assessments.models.drawn_boundary import DrawnBoundary
from assessments.models.edit import Edit
from assessments.models.extension import Extension
from assessments.models.glass_review import GlassReview
from assessments.models.local_picture import LocalPicture
from assessments.models.marking import Marking
from assessments.models.method import Method
from assessments.models.open_twin import OpenTwin
from assessments.models.personal_grant import PersonalGrant, PictureUserGrant
from assessments.models.question import Question
from assessments.models.review_point import ReviewPoint
from assessments.models.roster_entry import RosterEntry
from assessments.models.round import Round

__all__ = [
    "Answer",
    "AreaAssessment",
    "Criterion",
    "Decision",
    "DrawnBoundary",
    "Edit",
    "Extension",
    "GlassReview",
    "LocalPicture",
    "Marking",
    "Method",
    "OpenTwin",
    "PersonalGrant",
    "PictureUserGrant",
    "Question",
    "ReviewPoint",
    "RosterEntry",
    "Round",
]
