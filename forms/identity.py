"""Who a response is of: by name, birthday and record number."""

from forms.answers import Answer
from forms.response import Response

NAMES_A_PERSON = ("patient_name", "birth_date", "record_number")


def may_be_two_people(earlier: Response, now: Response) -> bool:
    """Whether a name, a birthday or a record number was given both times and differs."""
    pairs = ((earlier.answers.get(link_id), now.answers.get(link_id)) for link_id in NAMES_A_PERSON)
    return any(old and new and old.is_known and new.is_known and _plain(old) != _plain(new) for old, new in pairs)


def _plain(answer: Answer) -> str:
    return " ".join(str(answer.value).casefold().split())
