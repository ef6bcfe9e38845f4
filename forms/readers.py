"""Whom a print is for, and what it leaves out. Who sees an answer stands with each question."""

from typing import Literal, get_args

from forms.answers import UNANSWERED
from forms.in_force import AnswersInForce
from forms.questionnaire import Questionnaire

Copy = Literal["clinician", "desk", "patient"]
COPIES: tuple[Copy, ...] = get_args(Copy)


def unseen_by(questionnaire: Questionnaire, copy: Copy) -> frozenset[str]:
    """The link ids that this reader does not see: they stand nowhere on the copy, nor in the file inside it.

    The desk's copy is without medicines too, though the desk may write them down: a name tells what it is taken for.
    """
    return frozenset(item.link_id for item in questionnaire.items.values()
                     if copy not in item.audience or (copy == "desk" and item.type == "rows"))


def private_items(questionnaire: Questionnaire) -> frozenset[str]:
    """The link ids that stay off page 1 where it is to name nothing private: all that not even the desk sees."""
    in_own_words = {item.link_id for item in questionnaire.items.values() if item.type == "text"}
    return unseen_by(questionnaire, "desk") | in_own_words


def not_measured(answers: AnswersInForce) -> frozenset[str]:
    """The link ids of what the desk would ask or measure, and has not: nothing that a person can answer at home."""
    return frozenset(item.link_id for item, answer in answers if item.asked_by == "desk" and answer == UNANSWERED)
