"""Whom a print is for, and what each reader sees. Who sees an answer is said with each question, as its `audience`."""

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
    """Who reads a copy of the summary, and what is left out of it.

    `copy`: the code of this reader in files, options and texts. `letter`: begins the square code of this copy.
    `unseen_types`: types of question whose answers this reader does not see, whatever their audience is.
    `sees_private_topics`: whether a topic may be named that is private by its name alone.
    `sees_gaps_of_staff`: whether the copy lists what staff would ask or measure, and have not.
    """

    copy: Copy
    letter: str
    unseen_types: tuple[ItemType, ...] = ()
    sees_private_topics: bool = True
    sees_gaps_of_staff: bool = True


CLINICIAN = Reader("clinician", "K")
DESK = Reader("desk", "D", unseen_types=("rows",), sees_private_topics=False)  # a medicine tells what it is taken for
PATIENT = Reader("patient", "P", sees_gaps_of_staff=False)  # nobody can take their own pressure while they read


def reader_of(copy: Copy) -> Reader:
    """The reader of a copy. A copy without a reader is an error of types, found before anything runs."""
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
    """The link ids that this reader does not see: neither on the copy nor in the file inside it."""
    return frozenset(item.link_id for item in questionnaire.items.values()
                     if reader.copy not in item.audience or item.type in reader.unseen_types)


def private_items(questionnaire: Questionnaire) -> frozenset[str]:
    """The link ids that stay off a page 1 that names nothing private: what the desk does not see, and own words."""
    in_own_words = {item.link_id for item in questionnaire.items.values() if item.type == "text"}
    return unseen_by(questionnaire, DESK) | in_own_words


def not_measured(answers: AnswersInForce) -> frozenset[str]:
    """The link ids of desk-only questions without an answer. A person cannot answer them at home."""
    return frozenset(item.link_id for item, answer in answers if item.asked_by == "desk" and answer == UNANSWERED)


def withheld_from(reader: Reader, answers: AnswersInForce) -> frozenset[str]:
    """The link ids that a copy for this reader says nothing of."""
    unseen = unseen_by(answers.questionnaire, reader)
    return unseen if reader.sees_gaps_of_staff else unseen | not_measured(answers)


def cut(answers: AnswersInForce, link_ids: Collection[str]) -> AnswersInForce:
    """The answers without these. The same object where nothing is cut."""
    return answers.without(link_ids) if link_ids else answers
