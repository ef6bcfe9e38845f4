"""Which answers call for help before anything else. The questionnaire says which; nothing here does."""

from forms import AnswersInForce


def calls_for_help(answers: AnswersInForce) -> frozenset[str]:
    """The link ids of the answers that open the crisis page; empty for none."""
    value, because, _ = answers.questionnaire.crisis.when.trace(answers)
    return frozenset(because) if value else frozenset()
