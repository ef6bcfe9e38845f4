"""What a patient sent, as it is taken in at the desk. It came from outside, so only what it can hold is taken.

Independent of Streamlit.
"""

from dataclasses import replace

from forms import Questionnaire, Response, kept_from_desk
from forms.exchange import LeftOut, ReadBack
from records import Content, Identity
from screens.visit.answering import TOLD_BY
from screens.visit.contents import identity_of
from screens.visit.doors import PATIENT


def is_file_of_answers(content: bytes) -> bool:
    """True for what patients' pages send. A PDF or a photo would be read too, and is nothing that they send."""
    return content.startswith(b"{")


def as_the_patient_s(found: ReadBack, questionnaire: Questionnaire) -> ReadBack:
    """Returns the answers to what patients are asked. Their origin is the patient, unless they name another person.

    Nothing counts as measured or as noted in the chart, whatever was sent. What it says of the person's own health
    record stands beside the questions as that, and is no answer.
    """
    asked: set[str] = set()
    for section in questionnaire.sections:
        asked.update(item.link_id for item in section.items if PATIENT.asks(item, section))
    answers = {link_id: answer if answer.origin in TOLD_BY else replace(answer, origin="self")
               for link_id, answer in found.response.answers.items() if link_id in asked}
    return replace(found, response=Response(questionnaire.questionnaire_id, answers),
                   taken=tuple(one.among(asked) for one in found.taken))


def can_take(content: Content | None, questionnaire: Questionnaire) -> bool:
    """True if what a patient sent can go into a form of the desk: nothing is answered there that is private.

    Two sets of private answers cannot be compared at the desk, so that one would silently replace the other.
    """
    if content is None or content.in_private:
        return False
    return kept_from_desk(questionnaire).isdisjoint((*content.answers, *content.typed))


def is_of(identity: Identity, found: ReadBack, questionnaire: Questionnaire) -> bool:
    """True if the answers name whom the list names. Whoever sent them could have written two people."""
    there = identity_of(questionnaire, found.response)
    return (there.name, there.birth_date) == (identity.name, identity.birth_date)


def shown_at_desk(found: ReadBack, questionnaire: Questionnaire, private: str) -> tuple[LeftOut, ...]:
    """Returns the answers that could not be taken over. `private` stands for all that the desk may not see."""
    kept = kept_from_desk(questionnaire)
    known = tuple(one for one in found.left_out if one.link_id in questionnaire.items and one.link_id not in kept)
    return (*known, LeftOut("", private, "", "")) if len(found.left_out) > len(known) else known
