"""A person's answers as they are kept: link id → answer, also of branches now closed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from forms.answers import Answer, AnswerError
from forms.questionnaire import Questionnaire


@dataclass(frozen=True)
class Response:
    """Answers to one questionnaire. `answers` holds what was given; what is not there is unanswered."""

    questionnaire_id: str
    answers: Mapping[str, Answer] = field(default_factory=dict)

    def with_answer(self, link_id: str, answer: Answer) -> "Response":
        return replace(self, answers={**self.answers, link_id: answer})

    def without(self, link_id: str) -> "Response":
        """The same response with this item unanswered."""
        return replace(self, answers={kept: answer for kept, answer in self.answers.items() if kept != link_id})


def contradictions(questionnaire: Questionnaire, response: Response) -> list[tuple[str, AnswerError]]:
    """Numbers that must be below another and are not: a diastolic reading at or above the systolic one."""
    found = []
    for link_id, answer in response.answers.items():
        item = questionnaire.items.get(link_id)
        above = response.answers.get(item.below) if item and item.below else None
        if item is None or above is None or not isinstance(answer.value, int) or not isinstance(above.value, int):
            continue
        if answer.value >= above.value:
            found.append((link_id, AnswerError("below", other=questionnaire.item(item.below or "").short)))
    return found
