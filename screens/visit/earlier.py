"""The visit before this one: the answers that are still fresh, those that are asked again, and those to compare with.

Independent of Streamlit.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from forms import UNANSWERED, Answer, AnswersInForce, Item, Questionnaire, Response, answers_in_force, to_ask_again
from forms.exchange import ReadBack, not_in_it
from rules import comparable


@dataclass(frozen=True)
class Earlier:
    """`answers`: those in force then. `not_in_it`: link ids of answers that this kind of file never contains."""

    answers: AnswersInForce
    not_in_it: frozenset[str]

    @property
    def response(self) -> Response:
        return Response(self.answers.questionnaire.questionnaire_id, self.answers.given())

    def in_language_of(self, questionnaire: Questionnaire) -> "Earlier":
        """Returns the same answers, with the texts of this questionnaire."""
        return replace(self, answers=answers_in_force(questionnaire, self.response))

    def to_compare_with(self, now: Response) -> Response:
        """Returns the earlier answers. Answers that the file cannot contain are taken from `now`, as unchanged."""
        return comparable(self.response, now, self.not_in_it)

    def last_time(self, item: Item) -> Answer | None:
        """Returns the earlier answer, to show beside the question and to take over; None if it is not shown.

        Sensitive answers and those of instruments are not shown: an old answer would influence the new one.
        """
        answer = self.answers.answer(item.link_id)
        is_age_gate = item.link_id == self.answers.questionnaire.roles.age_gate
        hidden = item.sensitive or item.instrument is not None or is_age_gate
        return None if hidden or answer == UNANSWERED else answer


def read_earlier(questionnaire: Questionnaire, found: ReadBack) -> Earlier:
    """Returns the earlier visit, from a file that was read."""
    return Earlier(answers_in_force(questionnaire, found.response), not_in_it(found, questionnaire))


def still_fresh(earlier: Earlier, today: date) -> Mapping[str, Answer]:
    """Returns the answers that need not be asked again. "Under 18" is asked again: the person may be 18 now."""
    again = {item.link_id for item in to_ask_again(earlier.answers, today)}
    age_gate = earlier.answers.questionnaire.roles.age_gate
    return {link_id: answer for link_id, answer in earlier.answers.given().items()
            if link_id not in again and (link_id != age_gate or answer.value == "yes")}
