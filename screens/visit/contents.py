"""A visit as the content of a draft, and back. Independent of Streamlit."""

from collections.abc import Mapping
from typing import Any

from forms import ORIGINS, Answer, Questionnaire, Response, answers_in_force, named_dangers
from forms.exchange import LeftOut, entries_of, read_taken, restore, taken_as_json
from forms.exchange import as_json as as_entry
from forms.exchange.fhir import read_suggestions, suggestions_as_json
from records import Content, Identity
from screens.visit.answering import enter
from screens.visit.danger import look_for_danger
from screens.visit.earlier import Earlier
from screens.visit.hand_over import HandedOver
from screens.visit.typed import as_json, from_json, is_blank
from screens.visit.visit import Visit
from screens.visit.whose import named_in_file


def content_of(visit: Visit) -> Content:
    """Returns everything of a visit that a draft keeps, with text in the fields that cannot be an answer yet."""
    earlier = visit.handed_in.earlier
    return Content(
        identity_of(visit.questionnaire, visit.response), visit.response.questionnaire_id, visit.questionnaire.version,
        visit.language, entries_of(visit.response), visit.position.step,
        None if earlier is None else entries_of(earlier.response),
        () if earlier is None else tuple(sorted(earlier.not_in_it)), tuple(sorted(visit.untouched)),
        _not_yet_answers(visit), visit.alone.is_used,
        None if visit.alone.handed_over is None else visit.alone.handed_over.as_json(),
        {link_id: as_entry(answer) for link_id, answer in named_in_file(visit).items()},
        bool(named_dangers(visit.all_answers)), visit.notes, visit.giving,
        tuple(taken_as_json(visit.handed_in.taken_before)), visit.typed_note,
        tuple(suggestions_as_json(visit.handed_in.suggested)),
    )


def identity_of(questionnaire: Questionnaire, response: Response) -> Identity:
    """Returns name, date of birth and record number. Those without a known answer are None."""
    name, birth_date, record_number = (_known(response.answers.get(link_id))
                                       for link_id in questionnaire.roles.identity)
    return Identity(name, birth_date, record_number)


def bring_back(visit: Visit, content: Content) -> tuple[LeftOut, ...]:
    """Puts the content of a draft into a new visit. Returns the answers that today's questions cannot take."""
    response, left_out = _restored(visit, content.answers)
    visit.alone.is_used, visit.notes, visit.typed_note = content.in_private, content.notes, content.typed_note
    visit.alone.handed_over = None if content.handed_over is None else HandedOver(**content.handed_over)
    visit.giving = next((origin for origin in ORIGINS if origin == content.giving), None)
    visit.handed_in.suggested = read_suggestions(content.suggested, visit.questionnaire, visit.newest_day)
    visit.replace_all(response)
    if content.earlier is not None or content.brought or content.named_in_file:
        named, _left_out = _restored(visit, content.named_in_file)
        brought = {link_id: response.answers[link_id] for link_id in content.brought if link_id in response.answers}
        brought = {**named.answers, **brought}
        taken_before = read_taken(list(content.taken_before), visit.questionnaire, visit.newest_day)
        visit.handed_in.take(brought, _earlier(visit, content), taken_before)
    for link_id, kept in content.typed.items():
        if link_id in visit.questionnaire.items:
            enter(visit, visit.questionnaire.item(link_id), from_json(kept))
    if content.step is not None:
        visit.position.move(content.step)
    look_for_danger(visit, finished=True)
    return left_out


def earlier_form(visit: Visit, content: Content) -> Earlier:
    """Returns another form of the same person, to compare with. `visit` has today's questions."""
    response, _left_out = _restored(visit, content.answers)
    return Earlier(answers_in_force(visit.questionnaire, response), frozenset())


def _not_yet_answers(visit: Visit) -> dict[str, Any]:
    """The text in the fields of questions without an answer, by link id."""
    kept: dict[str, Any] = {}
    for link_id, typed in visit.fields.typed.items():
        answer = visit.response.answers.get(link_id)
        if not is_blank(typed) and (answer is None or not answer.is_known):
            kept[link_id] = as_json(typed)
    return kept


def _earlier(visit: Visit, content: Content) -> Earlier | None:
    if content.earlier is None:
        return None
    response, _left_out = _restored(visit, content.earlier)
    return Earlier(answers_in_force(visit.questionnaire, response), frozenset(content.not_in_earlier))


def _restored(visit: Visit, entries: Mapping[str, Any]) -> tuple[Response, tuple[LeftOut, ...]]:
    return restore(entries, visit.questionnaire, visit.newest_day, keeps_contradictions=True)


def _known(answer: Answer | None) -> Any:
    return answer.value if answer is not None and answer.is_known else None
