"""Sends the answers of a patient to the desk of the clinic, if the clinic offers it. Independent of Streamlit."""

from functools import cache
from secrets import randbelow

from forms import load_clinic
from forms.exchange import write_attachment
from forms.exchange.fhir import suggestions_as_json
from records import FullError, Limits, RecordsError, Sender, SendingKey, ToSend, open_sender, settings_here
from screens.visit.charted import in_record
from screens.visit.contents import identity_of
from screens.visit.danger import may_be_in_danger
from screens.visit.doors import PATIENT
from screens.visit.drafts import store_here
from screens.visit.visit import Visit
from screens.visit.whose import taken_from_others

AN_HOUR = 60  # forms that are sent to the clinic, from all browsers together


def can_be_sent(visit: Visit) -> bool:
    """True if the clinic takes what this visit could send: patients send, from their own pages."""
    return load_clinic().sending.to_desk and visit.door is PATIENT


def sender_here() -> Sender:
    """Returns what sends to the records of the clinic's desk. Raises RecordsError; then the next call tries again.

    Where the desk is in this process too, these are its own; elsewhere, clinic.yaml has their public key.
    """
    key = load_clinic().sending.key
    return store_here().sender if key is None else _sender_elsewhere(key)


@cache
def _sender_elsewhere(key: str) -> Sender:
    return open_sender(settings_here(), SendingKey.from_text(key))


def is_sent(visit: Visit) -> bool:
    """True if the answers were sent as they are now."""
    sending = visit.sending
    here = (visit.answers.as_response(), in_record(visit))
    return sending.of is not None and (sending.of, sending.with_record) == here


def missing(visit: Visit) -> tuple[str, ...]:
    """Returns the link ids of the name and the date of birth, if they are not known. Nobody could check who it is."""
    name, birth_date, _number = visit.questionnaire.roles.identity
    return tuple(link_id for link_id in (name, birth_date) if visit.answers.answer(link_id).value in (None, ""))


def send(visit: Visit) -> None:
    """Sends the answers in force. If they cannot be sent, `problem` says why. Everything stays as it is."""
    sending, response = visit.sending, visit.answers.as_response()
    with_record = in_record(visit)
    reference = sending.reference or f"{randbelow(1_000_000):06}"
    answers = write_attachment(response, visit.questionnaire, {}, taken=taken_from_others(visit),
                               in_record=suggestions_as_json(with_record))
    sends = ToSend(sending.sender, reference, identity_of(visit.questionnaire, response), may_be_in_danger(visit),
                   answers.encode())
    settings = load_clinic().sending
    try:
        ends = sender_here().send(sends, Limits(settings.most, AN_HOUR, settings.erase_days))
    except FullError:
        sending.problem = "full"
    except RecordsError:
        sending.problem = "unreachable"
    else:
        sending.of, sending.reference, sending.ends = response, reference, ends
        sending.with_record = with_record
        sending.asks, sending.problem = False, None
