"""One person's visit: their answers, where they are in the form, and what stands typed in its fields.

Knows nothing of Streamlit. The answers live in `response` alone; everything drawn is drawn from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from secrets import token_hex

from forms import (
    Answer,
    AnswerError,
    AnswersInForce,
    Danger,
    Item,
    Level,
    Paper,
    Questionnaire,
    Response,
    answers_in_force,
    contradictions,
    load_clinic,
)
from forms.exchange import ReadBack
from screens.visit.doors import Door
from screens.visit.earlier import Earlier
from screens.visit.typed import Typed, in_fields, is_blank
from screens.visit.walk import Way
from screens.words import Words


@dataclass
class Visit:
    """`typed`: what stands in a field, by link id, also where it cannot be an answer; then `problems` says why.

    `set_aside`: what was typed before "I'm not sure" was chosen, to bring it back.
    `opened`: what was read from a file, until the person says what to do with it; `refused`: why it could not be read;
    `files` counts what was handed in. `brought`: the answers taken from a file, as they were given.
    `earlier`: the visit before this one, from a file. `asked_too`: what the person wants to look at although it needs
    no asking; `asks_all`: all of that.
    `came_from`: the page that the way to open a file was taken from.
    `crisis`: the danger that the crisis page is open for, None while it is not. `helped_with`: the answers it was shown
    for, by level and link id. `passes_by_arrow`: the person moves through options with the arrow keys just now.
    `paper`: what the summary is printed on.
    `names_left`: names of medicines, as typed, that the person wants left as they are.
    `names_private`: whether page 1 of the person's own copy may name what is private.
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
    opened: ReadBack | None = None
    refused: tuple[str, ...] = ()
    files: int = 0
    brought: Mapping[str, Answer] = field(default_factory=dict)
    earlier: Earlier | None = None
    asked_too: frozenset[str] = frozenset()
    asks_all: bool = False
    came_from: str | None = None
    back_to_review: bool = False
    crisis: Danger | None = None
    helped_with: frozenset[tuple[Level | None, str]] = frozenset()
    passes_by_arrow: bool = False
    notices_shown: frozenset[str] = frozenset()
    paper: Paper = field(default_factory=lambda: load_clinic().paper)
    names_private: bool = True
    names_left: frozenset[str] = frozenset()
    asks_to_start_over: bool = False
    lost_answers: bool = False
    began: str = field(default_factory=lambda: token_hex(8))
    moves: int = 0
    focus: str | None = None
    _in_force: AnswersInForce | None = None

    def __post_init__(self) -> None:
        self.keep(Response(self.questionnaire.questionnaire_id))
        self.step = self.way.first

    @property
    def answers(self) -> AnswersInForce:
        """The answers in force."""
        if self._in_force is None:
            self._in_force = answers_in_force(self.questionnaire, self.response, today=self.today)
        return self._in_force

    def keep(self, response: Response) -> None:
        """Takes `response` as the answers from here on."""
        self.response, self._in_force = response, None

    def replace_all(self, response: Response) -> None:
        """Takes `response` in place of all that was typed. The fields are new: none shows what the old ones held."""
        self.keep(response)
        self.typed, self.problems, self.set_aside = {}, {}, {}
        self.edition += 1

    @property
    def way(self) -> Way:
        """The way through the form; a later visit passes by what it need not ask again."""
        return Way(self.door, self.answers, self._passed_by)

    @property
    def whole_way(self) -> Way:
        """The way by every open question."""
        return Way(self.door, self.answers)

    @property
    def _passed_by(self) -> frozenset[str]:
        if self.earlier is None or self.asks_all:
            return frozenset()
        return self.untouched - self.asked_too

    @property
    def untouched(self) -> frozenset[str]:
        """The link ids of answers from a file that stand here as they were given then."""
        return frozenset(link_id for link_id, answer in self.brought.items()
                         if self.response.answers.get(link_id) == answer)

    @property
    def typed_here(self) -> dict[str, Answer]:
        """The answers that were given in this visit."""
        brought = self.untouched
        return {link_id: answer for link_id, answer in self.response.answers.items() if link_id not in brought}

    @property
    def held_here(self) -> frozenset[str]:
        """The link ids of what was given or typed in this visit, also of what cannot be an answer yet."""
        brought = self.untouched
        typed = {link_id for link_id, typed in self.typed.items() if not is_blank(typed)}
        return frozenset((self.response.answers.keys() | typed) - brought)

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

    def open_crisis_page(self, found: Danger) -> None:
        """Shows the crisis page before anything else."""
        self.crisis = found
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
