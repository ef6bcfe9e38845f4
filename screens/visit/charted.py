"""What the patient's chart suggests beside the questions of a visit, until somebody takes it over."""

from forms import Item
from forms.exchange.fhir import Suggestion, differs, is_confirmed
from screens.visit.visit import Visit


def waiting(visit: Visit) -> tuple[Suggestion, ...]:
    """Returns what the chart says and no answer confirms, of the questions that this page may show."""
    return tuple(one for one in visit.handed_in.suggested
                 if one.link_id not in visit.hidden and not _is_settled(one, visit))


def waiting_at(visit: Visit, item: Item) -> tuple[Suggestion, ...]:
    """Returns what waits beside one question. Only the desk sees it."""
    if not visit.door.asks_desk_items:
        return ()
    return tuple(one for one in waiting(visit) if one.link_id == item.link_id)


def is_other(one: Suggestion, visit: Visit) -> bool:
    """True if the answer to its question is another one. A list may be longer than the chart: then it is none."""
    is_list = visit.questionnaire.item(one.link_id).type in ("many", "rows", "text")
    return not is_list and differs(one, visit.response, visit.questionnaire)


def _is_settled(one: Suggestion, visit: Visit) -> bool:
    """True if the answer says the same; what is in doubt is settled by any answer."""
    if one.value is None:
        answer = visit.response.answers.get(one.link_id)
        return answer is not None and answer.is_known
    return is_confirmed(one, visit.response, visit.questionnaire)
