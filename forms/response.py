"""A person's answers as they are kept: link id → answer. Answers to items that are now closed are kept too."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from forms.answers import Answer, AnswerError
from forms.questionnaire import Questionnaire


@dataclass(frozen=True)
class Response:
    """Answers to one questionnaire. An item that is missing in `answers` is unanswered."""

    questionnaire_id: str
    answers: Mapping[str, Answer] = field(default_factory=dict)

    def with_answer(self, link_id: str, answer: Answer) -> "Response":
        return replace(self, answers={**self.answers, link_id: answer})

    def without(self, link_id: str) -> "Response":
        """Returns a copy in which this item is unanswered."""
        return replace(self, answers={kept: answer for kept, answer in self.answers.items() if kept != link_id})


def contradictions(questionnaire: Questionnaire, response: Response) -> list[tuple[str, AnswerError]]:
    """Returns an error for each number that must be below another and is not, by link id.

    For example, a diastolic reading at or above the systolic one.
    """
    found = []
    for link_id, answer in response.answers.items():
        item = questionnaire.items.get(link_id)
        above = response.answers.get(item.below) if item and item.below else None
        if item is None or above is None or not isinstance(answer.value, int) or not isinstance(above.value, int):
            continue
        if answer.value >= above.value:
            found.append((link_id, AnswerError("below", other=questionnaire.item(item.below or "").short)))
    return found
