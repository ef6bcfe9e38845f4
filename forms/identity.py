"""Decides whether two responses may be of different people: by name, date of birth and record number."""

from forms.answers import Answer
from forms.questionnaire import Questionnaire
from forms.response import Response


def may_be_two_people(questionnaire: Questionnaire, earlier: Response, now: Response) -> bool:
    """True if a name, a date of birth or a record number was given both times and differs."""
    for link_id in questionnaire.roles.identity:
        old, new = earlier.answers.get(link_id), now.answers.get(link_id)
        if old and new and old.is_known and new.is_known and _plain(old) != _plain(new):
            return True
    return False


def _plain(answer: Answer) -> str:
    return " ".join(str(answer.value).casefold().split())
