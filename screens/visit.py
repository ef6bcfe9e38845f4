"""One person's visit: their answers, where they are in the form, and what stands typed in its fields.

Knows nothing of Streamlit. The answers live in `response` alone; everything drawn is drawn from it.
"""

from dataclasses import dataclass, field
from datetime import date
from secrets import token_hex

from forms import Answer, AnswerError, AnswersInForce, Item, Questionnaire, Response, answers_in_force, contradictions
from screens.doors import Door
from screens.typed import Typed, in_fields
from screens.walk import first_step
from screens.words import Words
from templates import Paper


@dataclass
class Visit:
    """`typed`: what stands in a field, by link id, also where it cannot be an answer; then `problems` says why.

    `set_aside`: what was typed before "I'm not sure" was chosen, to bring it back.
    `notices_shown`: ids of the notices on the page, to know a new one.
    `moves` counts page changes and jumps, so that the browser scrolls and moves the focus once for each;
    `focus` is the id of what to move it to, such as a question; None for the heading. `edition` counts new forms.
    `began` tells this visit from any other; by it the browser notices when the server has lost one (`lost_answers`).
    """

    door: Door
    questionnaire: Questionnaire
    words: Words
    edition: int = 0
    response: Response = field(init=False)
    step: str = field(init=False)
    typed: dict[str, Typed] = field(default_factory=dict)
    problems: dict[str, AnswerError] = field(default_factory=dict)
    set_aside: dict[str, Typed] = field(default_factory=dict)
    back_to_review: bool = False
    crisis_open: bool = False
    crisis_because: frozenset[str] = frozenset()
    notices_shown: frozenset[str] = frozenset()
    paper: Paper | None = None
    asks_to_start_over: bool = False
    lost_answers: bool = False
    began: str = field(default_factory=lambda: token_hex(8))
    moves: int = 0
    focus: str | None = None
    _in_force: AnswersInForce | None = None

    def __post_init__(self) -> None:
        self.keep(Response(self.questionnaire.questionnaire_id))
        self.step = first_step(self.door, self.answers)

    @property
    def answers(self) -> AnswersInForce:
        """The answers in force."""
        if self._in_force is None:
            self._in_force = answers_in_force(self.questionnaire, self.response)
        return self._in_force

    def keep(self, response: Response) -> None:
        """Takes `response` as the answers from here on."""
        self.response, self._in_force = response, None

    def answer(self, item: Item) -> Answer:
        """The answer as kept, of an open item."""
        return self.answers.answer(item.link_id)

    def in_fields(self, item: Item) -> Typed:
        """What stands in the fields of a question."""
        typed = self.typed.get(item.link_id)
        return in_fields(item, self.answer(item).value) if typed is None else typed

    def move(self, step: str, focus: str | None = None) -> None:
        """Goes to a page: to its heading, or to `focus`."""
        self.step, self.focus = step, focus
        self.moves += 1

    def look_at(self, focus: str | None) -> None:
        """Moves the focus on this page."""
        self.move(self.step, focus)

    def open_crisis_page(self, because: frozenset[str] = frozenset()) -> None:
        """Shows the crisis page before anything else. `because`: the answers that opened it, if any did."""
        self.crisis_open, self.crisis_because = True, because
        self.look_at(None)

    def problem_texts(self) -> dict[str, str]:
        """What to do about answers that cannot stand, by link id: only of questions that are open."""
        found = {**self.problems, **dict(contradictions(self.questionnaire, self.response))}
        return {link_id: self.in_words(error) for link_id, error in found.items() if self.answers.is_open(link_id)}

    def in_words(self, error: AnswerError) -> str:
        """The instruction, as this screen words it, or else the questionnaire."""
        return error.in_words({**self.questionnaire.messages, **self.words.group("messages")})

    @property
    def today(self) -> date:
        return date.today()
