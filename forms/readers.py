"""The readers of a print, and what each of them sees. The `audience` of a question lists who sees its answer."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, assert_never, get_args

from forms.answers import UNANSWERED
from forms.in_force import AnswersInForce
from forms.questionnaire import ItemType, Questionnaire

Copy = Literal["clinician", "desk", "patient"]
COPIES: tuple[Copy, ...] = get_args(Copy)


@dataclass(frozen=True)
class Reader:
    """A reader of the summary, and what is left out of their copy.

    `copy`: the code of this reader in files, options and texts. `letter`: the first letter of the copy's square code.
    `unseen_types`: types of question whose answers this reader does not see, whatever their audience is.
    `sees_private_topics`: whether the copy may name a topic whose name alone is private.
    `sees_gaps_of_staff`: whether the copy lists the desk-only questions without an answer.
    `is_the_person`: whether the answers are the reader's own. Their copy begins with half a page for them.
    """

    copy: Copy
    letter: str
    unseen_types: tuple[ItemType, ...] = ()
    sees_private_topics: bool = True
    sees_gaps_of_staff: bool = True
    is_the_person: bool = False


CLINICIAN = Reader("clinician", "K")
DESK = Reader("desk", "D", unseen_types=("rows",), sees_private_topics=False)  # a medicine reveals why it is taken
PATIENT = Reader("patient", "P", sees_gaps_of_staff=False, is_the_person=True)  # cannot do what staff has left out


def reader_of(copy: Copy) -> Reader:
    """Returns the reader of a copy. mypy reports a copy that has no reader."""
    match copy:
        case "clinician":
            return CLINICIAN
        case "desk":
            return DESK
        case "patient":
            return PATIENT
        case _:
            assert_never(copy)


READERS = tuple(map(reader_of, COPIES))


def unseen_by(questionnaire: Questionnaire, reader: Reader) -> frozenset[str]:
    """Returns the link ids that this reader sees neither on the copy nor in the file attached to it."""
    return frozenset(item.link_id for item in questionnaire.items.values()
                     if reader.copy not in item.audience or item.type in reader.unseen_types)


def private_items(questionnaire: Questionnaire) -> frozenset[str]:
    """Returns the link ids that a page 1 without private content leaves out: those hidden from the desk, and texts."""
    in_own_words = {item.link_id for item in questionnaire.items.values() if item.type == "text"}
    return unseen_by(questionnaire, DESK) | in_own_words


def kept_from_desk(questionnaire: Questionnaire) -> frozenset[str]:
    """Returns the link ids of questions that a person can answer alone, and whose answers the desk does not see."""
    kept: set[str] = set()
    for section in questionnaire.sections:
        kept.update(item.link_id for item in section.items
                    if "desk" not in item.audience and "desk" not in (item.asked_by, section.asked_by))
    return frozenset(kept)


def not_measured(answers: AnswersInForce) -> frozenset[str]:
    """Returns the link ids of desk-only questions without an answer. A person cannot answer them at home."""
    return frozenset(item.link_id for item, answer in answers if item.asked_by == "desk" and answer == UNANSWERED)


def withheld_from(reader: Reader, answers: AnswersInForce) -> frozenset[str]:
    """Returns the link ids that a copy for this reader leaves out."""
    unseen = unseen_by(answers.questionnaire, reader)
    return unseen if reader.sees_gaps_of_staff else unseen | not_measured(answers)


def cut(answers: AnswersInForce, link_ids: Collection[str]) -> AnswersInForce:
    """Returns the answers without these link ids; the same object if `link_ids` is empty."""
    return answers.without(link_ids) if link_ids else answers
