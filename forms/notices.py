"""Which notices the person filling in the form has to see now."""

from forms.in_force import AnswersInForce
from forms.questionnaire import Notice, Questionnaire


def notices_in_force(questionnaire: Questionnaire, answers: AnswersInForce) -> tuple[Notice, ...]:
    """The notices whose condition is true for these answers, in the questionnaire's order. Unknown shows none."""
    return tuple(notice for notice in questionnaire.notices if notice.when.value(answers))
