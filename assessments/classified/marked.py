"""The classified texts that a marking of their own can stand on: whether there is one, and the ground that holds without it."""

from assessments.classified.models import ClassifiedAnswer, DecisionGround, PointText
from assessments.models import Marking
from lagesbild.secrecy.grounds import STANDARD, ground
from lagesbild.secrecy.models import SecrecyGround


def has_text(text: Marking) -> bool:
    """Answer whether there is a classified text where the marking stands, for who acts."""
    if text.point is not None:
        return PointText.objects.filter(point=text.point).exists()
    if text.decision is not None:
        return DecisionGround.objects.filter(decision=text.decision).exists()
    return is_written(ClassifiedAnswer.objects.filter(picture=text.picture, area=text.area, question=text.answer_to).first())


def is_written(answer: ClassifiedAnswer | None) -> bool:
    """Answer whether an answer holds classified words, and not grades and numbers alone."""
    return answer is not None and bool(answer.text.strip() or answer.comment.strip())


def general_ground(text: Marking) -> SecrecyGround:
    """Return the ground that holds where the text has none of its own: the question's for answers and points, else the standard one."""
    question = text.answer_to or (text.point.question if text.point is not None else None)
    row = Marking.objects.filter(question=question).select_related("ground").first() if question is not None else None
    return row.ground if row is not None else ground(STANDARD)
