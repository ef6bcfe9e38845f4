"""Writes and reads which answers came from a file of another name, as in answers.json and RESPONSE.json.

    [{"named": {link id: an answer in the long form}, "answers": [link ids], "confirmed": "desk" or "person"}]
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from forms import Questionnaire, TakenFromFile
from forms.exchange.answers_file import as_json, decoded_json
from forms.exchange.limits import MOST_ANSWERS, MOST_TAKEN
from forms.exchange.restoring import restore
from forms.exchange.unreadable import UnreadableError

DESK, PERSON = "desk", "person"


def taken_as_json(taken: Sequence[TakenFromFile]) -> list[dict[str, Any]]:
    """Returns the entries of a file, of the newest as many as one may have."""
    return list(map(_as_json, taken[-MOST_TAKEN:]))


def _as_json(one: TakenFromFile) -> dict[str, Any]:
    return {
        "named": {link_id: as_json(answer) for link_id, answer in one.named.items()},
        "answers": sorted(one.link_ids),
        "confirmed": DESK if one.at_the_desk else PERSON,
    }


def read_taken(entries: Any, questionnaire: Questionnaire, today: date) -> tuple[TakenFromFile, ...]:
    """Returns what such entries say; names that today's questions cannot take are left out. Raises UnreadableError."""
    if not isinstance(entries, list) or len(entries) > MOST_TAKEN:
        raise UnreadableError("not_answers")
    return tuple(_read(one, questionnaire, today) for one in entries)


def taken_in(content: bytes, questionnaire: Questionnaire, *, today: date) -> tuple[TakenFromFile, ...]:
    """Returns what a RESPONSE.json says, after `read_response` has found no fault in it. Raises UnreadableError."""
    return read_taken(decoded_json(content).get("taken", []), questionnaire, today)


def _read(entry: Any, questionnaire: Questionnaire, today: date) -> TakenFromFile:
    match entry:
        case {"named": dict(named), "answers": list(link_ids), "confirmed": "desk" | "person" as confirmed} if (
            len(link_ids) <= MOST_ANSWERS
        ):
            identity = {link_id: named[link_id] for link_id in questionnaire.roles.identity if link_id in named}
            response, _left_out = restore(identity, questionnaire, today)
            known = frozenset(one for one in link_ids if isinstance(one, str) and one in questionnaire.items)
            return TakenFromFile(response.answers, known, confirmed == DESK, is_told=True)
        case _:
            raise UnreadableError("not_answers")
