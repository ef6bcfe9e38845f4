"""How long an answer holds, and what a later visit has to ask again."""

from datetime import date, timedelta

from forms.answers import Answer
from forms.in_force import answers_in_force
from forms.questionnaire import Item, Questionnaire
from forms.response import Response


def to_ask_again(questionnaire: Questionnaire, earlier: Response, as_of: date) -> tuple[Item, ...]:
    """What a later visit has to ask: open questions without an answer, unsure ones, and answers past their shelf life.

    An answer that ages and has no date may be old, so it is asked too. "Prefer not to say" is not asked again. What
    staff measure is measured at every visit, however fresh the last reading is.
    """
    return tuple(item for item, answer in answers_in_force(questionnaire, earlier)
                 if _is_a_reading(item) or (answer.absent != "declined" and (
                     answer.absent is not None or _is_stale(item, answer, as_of))))


def _is_a_reading(item: Item) -> bool:
    """Whether staff measure it; not what they copy from a chart."""
    return item.measured and item.type in ("number", "datetime")


def _is_stale(item: Item, answer: Answer, as_of: date) -> bool:
    if item.shelf_life_days is None:
        return False
    given_on = answer.given_on
    return given_on is None or given_on + timedelta(days=item.shelf_life_days) < as_of
