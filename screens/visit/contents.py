"""A visit as the content of a draft, and back. Independent of Streamlit."""

from collections.abc import Mapping
from typing import Any

from forms import Answer, Questionnaire, Response, answers_in_force
from forms.exchange import LeftOut, entries_of, restore
from records import Content, Identity
from screens.visit.earlier import Earlier
from screens.visit.visit import Visit


def content_of(visit: Visit) -> Content:
    """Returns everything of a visit that a draft keeps. Text that cannot be an answer yet is not part of it."""
    earlier = visit.handed_in.earlier
    return Content(
        identity_of(visit.questionnaire, visit.response), visit.response.questionnaire_id, visit.questionnaire.version,
        visit.language, entries_of(visit.response), visit.position.step,
        None if earlier is None else entries_of(earlier.response),
        () if earlier is None else tuple(sorted(earlier.not_in_it)), tuple(sorted(visit.untouched)),
    )


def identity_of(questionnaire: Questionnaire, response: Response) -> Identity:
    """Returns name, date of birth and record number. Those without a known answer are None."""
    name, birth_date, record_number = (_known(response.answers.get(link_id))
                                       for link_id in questionnaire.roles.identity)
    return Identity(name, birth_date, record_number)


def bring_back(visit: Visit, content: Content) -> tuple[LeftOut, ...]:
    """Puts the content of a draft into a new visit. Returns the answers that today's questions cannot take."""
    response, left_out = _restored(visit, content.answers)
    visit.replace_all(response)
    if content.earlier is not None or content.brought:
        brought = {link_id: response.answers[link_id] for link_id in content.brought if link_id in response.answers}
        visit.handed_in.take(brought, _earlier(visit, content))
    if content.step is not None:
        visit.position.move(content.step)
    return left_out


def _earlier(visit: Visit, content: Content) -> Earlier | None:
    if content.earlier is None:
        return None
    response, _left_out = _restored(visit, content.earlier)
    return Earlier(answers_in_force(visit.questionnaire, response), frozenset(content.not_in_earlier))


def _restored(visit: Visit, entries: Mapping[str, Any]) -> tuple[Response, tuple[LeftOut, ...]]:
    return restore(entries, visit.questionnaire, visit.newest_day, keeps_contradictions=True)


def _known(answer: Answer | None) -> Any:
    return answer.value if answer is not None and answer.is_known else None
