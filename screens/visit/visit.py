"""One person's visit: the answers, and the values around them. Independent of Streamlit.

The answers are in `response` only, and only `Visit.keep` changes them. Every page is drawn from the visit.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from secrets import token_hex
from zoneinfo import ZoneInfo

from forms import (
    Answer,
    AnswerError,
    AnswerOption,
    AnswersInForce,
    Danger,
    Item,
    Origin,
    Questionnaire,
    Response,
    answers_in_force,
    cut,
    kept_from_desk,
    load_clinic,
    load_questionnaire,
    newest_day,
    now,
    on_the_wall,
    today_for,
)
from forms import contradictions as contradictions_in
from forms.authoring import Texts
from records import Note
from screens.visit.doors import Door
from screens.visit.saving import Saving
from screens.visit.staff import ANYONE, Staff
from screens.visit.state import Alone, Fields, HandedIn, Help, OnDevice, Position, Printing, Sending, Worklist
from screens.visit.typed import Typed, in_fields, is_blank
from screens.visit.walk import Way
from screens.words import words_for

VISIT = "visit"  # the name of the tab's visit in Streamlit's session state


@dataclass
class Visit:
    """The answers of a visit, and the state of the form.

    `edition` counts the forms of this browser tab. A new form has new widgets, so that none shows an old content.
    `began` is a random name for the visit. The browser compares it to notice that the server has lost a visit, which
    sets `lost_answers`. `zone` is the time zone of the person's browser; None if it is not known or not used. `clock`
    gives the present moment. `saving` saves all answers after each change; None if they stay in memory only. `staff` is
    who works at the desk. `notes` are those of clinicians; `typed_note` is being typed. `giving`: how the answers are
    being given, as staff chose it; None if they did not. `in_own_words`: the desk shows the form's own words, as the
    patient reads them.
    """

    door: Door
    questionnaire: Questionnaire
    words: Texts
    edition: int = 0
    began: str = field(default_factory=lambda: token_hex(8))
    saving: Saving | None = None
    zone: ZoneInfo | None = None
    clock: Callable[[], datetime] = field(default=now)
    lost_answers: bool = False
    staff: Staff = ANYONE
    notes: tuple[Note, ...] = ()
    typed_note: str = ""
    giving: Origin | None = None
    in_own_words: bool = False
    fields: Fields = field(default_factory=Fields)
    handed_in: HandedIn = field(default_factory=HandedIn)
    help: Help = field(default_factory=Help)
    printing: Printing = field(default_factory=Printing)
    worklist: Worklist = field(default_factory=Worklist)
    alone: Alone = field(default_factory=Alone)
    sending: Sending = field(default_factory=Sending)
    on_device: OnDevice = field(default_factory=OnDevice)
    position: Position = field(init=False)
    _response: Response = field(init=False)
    _in_force: AnswersInForce | None = field(init=False, default=None)
    _shown: AnswersInForce | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self._response = Response(self.questionnaire.questionnaire_id)
        self.position = Position(self.way.first)

    @property
    def language(self) -> str:
        """The language of every text, question and summary of this visit."""
        return self.questionnaire.language

    def speak(self, language: str) -> None:
        """Changes the language of the visit. The answers stay. Raises SourceError."""
        self.questionnaire = load_questionnaire(language=language)
        self.words = words_for(self.door.name, language)
        self._in_force = self._shown = None
        self.handed_in.translate(self.questionnaire)

    @property
    def response(self) -> Response:
        """Every answer that was given, also to questions that are closed now. Only `keep` changes it."""
        return self._response

    @property
    def all_answers(self) -> AnswersInForce:
        """The answers in force: those to questions that are open. This page may not show all of them."""
        if self._in_force is None:
            self._in_force = answers_in_force(self.questionnaire, self.response, today=self.today)
        return self._in_force

    @property
    def answers(self) -> AnswersInForce:
        """The answers in force, without those that this page does not show. They are unknown to it, and never "no"."""
        if self._shown is None:
            self._shown = cut(self.all_answers, self.hidden)
        return self._shown

    @property
    def hidden(self) -> frozenset[str]:
        """The link ids of questions that this page neither asks nor shows, because a patient answers them alone."""
        if not self.alone.is_used or self.alone.is_shown or not self.door.asks_desk_items:
            return frozenset()
        return kept_from_desk(self.questionnaire)

    def show_hidden(self) -> None:
        """Shows on this page what a patient answered alone, which is for the clinician only."""
        self.alone.is_shown = True
        self._shown = None

    def hide_private(self) -> None:
        """From now on, the desk does not see what a patient answers alone: the patient did so at home."""
        self.alone.is_used = True
        self._shown = None

    def go_through(self, door: Door) -> None:
        """Goes on at another door to the same form, with new fields. Help that was shown there is shown here too."""
        self.door = door
        self.words = words_for(door.name, self.language)
        self.help, self.alone.is_shown = Help(), False
        self._shown = None
        self.edition += 1

    def keep(self, response: Response) -> None:
        """Replaces the answers by `response`, and saves them. Every change of an answer comes here."""
        self._response, self._in_force, self._shown = response, None, None
        if self.saving is not None:
            self.saving.save()

    def replace_all(self, response: Response) -> None:
        """Replaces everything that is shown here by `response`. The fields are new, so none shows an old content."""
        self.keep(response)
        self.fields.clear(but=self.hidden)
        self.edition += 1

    def add_note(self, text: str) -> None:
        """Adds a note of whoever is signed in, and saves it."""
        note = Note(self.clock(), self.staff.name, text, self.staff.person or None)
        self.notes, self.typed_note = (*self.notes, note), ""
        if self.saving is not None:
            self.saving.save()

    def keep_nothing(self) -> None:
        """Takes back every answer."""
        self.keep(Response(self.questionnaire.questionnaire_id))

    @property
    def way(self) -> Way:
        """The ordered pages of this visit, without the questions that need not be asked again."""
        return Way(self.door, self.answers, self.handed_in.passed_by(self.response))

    @property
    def whole_way(self) -> Way:
        """The ordered pages with every open question."""
        return Way(self.door, self.answers)

    @property
    def untouched(self) -> frozenset[str]:
        """The link ids of answers from a file that have not changed since."""
        return self.handed_in.untouched(self.response)

    @property
    def typed_here(self) -> dict[str, Answer]:
        """The answers that were given in this visit."""
        brought = self.untouched
        return {link_id: answer for link_id, answer in self.response.answers.items() if link_id not in brought}

    @property
    def held_here(self) -> frozenset[str]:
        """The link ids of everything that was given or typed in this visit, even if it cannot be an answer yet."""
        typed = {link_id for link_id, typed in self.fields.typed.items() if not is_blank(typed)}
        return frozenset((self.response.answers.keys() | typed) - self.untouched)

    @property
    def would_be_lost(self) -> bool:
        """True if something was answered, typed or opened that is not saved, and would be lost with the visit."""
        is_saved = self.saving is not None and self.saving.saved_at is not None
        has_typed = any(not is_blank(typed) for typed in self.fields.typed.values())
        has_record = any(one.by_person for one in self.handed_in.suggested)
        return (bool(self.response.answers) or has_typed or has_record) and not is_saved

    def answer(self, item: Item) -> Answer:
        """Returns the answer to an open item; "unanswered" for a closed one."""
        return self.answers.answer(item.link_id)

    def in_fields(self, item: Item) -> Typed:
        """Returns the text in the fields of a question: the typed text if there is some, otherwise its answer."""
        typed = self.fields.typed.get(item.link_id)
        return in_fields(item, self.answer(item).value) if typed is None else typed

    def open_crisis_page(self, danger: Danger) -> None:
        """Shows the crisis page from now on, in place of any other page."""
        self.help.crisis = danger
        self.position.look_at(None)

    def problem_texts(self) -> dict[str, str]:
        """The instructions for text that cannot be an answer, by link id, for open questions only."""
        contradictions = dict(contradictions_in(self.questionnaire, self.response))
        problems = {**self.fields.problems, **contradictions}
        return {link_id: self.in_words(error) for link_id, error in problems.items() if self.answers.is_open(link_id)}

    def in_words(self, error: AnswerError) -> str:
        """Returns the instruction for the person, in this door's words if it has its own."""
        messages = {**self.questionnaire.messages, **self.words.group("messages")}
        return error.in_words(messages, load_clinic().locale(self.language))

    @property
    def asks_aloud(self) -> bool:
        """True if questions are worded about the patient, for staff who ask aloud."""
        return self.door.asks_desk_items and not self.in_own_words

    @property
    def absent_texts(self) -> dict[str, str]:
        """The reasons for giving no answer, as this page words them."""
        texts = self.questionnaire.absent_texts
        return {**texts, **self.questionnaire.absent_texts_aloud} if self.asks_aloud else texts

    def text_of(self, asked: Item | AnswerOption) -> str:
        """The text of a question or an option, as this page words it."""
        return asked.aloud if self.asks_aloud and asked.aloud else asked.text

    @property
    def today(self) -> date:
        """Today's date at the clinic. It decides ages, shelf life and the dates of prints."""
        return today_for(load_clinic().zone, self.clock())

    @property
    def moment_here(self) -> datetime:
        """The local time at the person's place. Its date is the date of answers."""
        return on_the_wall(self.zone or load_clinic().zone, self.clock())

    def moment_at_clinic(self, moment: datetime) -> datetime:
        """Returns the local time of a moment at the clinic."""
        return on_the_wall(load_clinic().zone, moment)

    @property
    def newest_day(self) -> date:
        """The latest day that a date may have: today somewhere on earth."""
        return newest_day(self.clock())
