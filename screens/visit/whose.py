"""Whether the answers that were taken from a file may be of another person than the form now names.

Independent of Streamlit.
"""

from forms import Answer, Item, Response, TakenFromFile, known_identity, may_be_two_people
from forms.exchange import ChartFile
from forms.exchange.fhir import other_identity
from screens.visit.visit import Visit


def may_be_of_two(visit: Visit) -> bool:
    """True if the file whose answers were taken names another person than the form."""
    return may_be_two_people(visit.questionnaire, _taken(visit), visit.response)


def taken_in_doubt(visit: Visit) -> Answer | None:
    """Returns the name, date of birth or record number in the file, to type before the form goes on to the summary.

    None if the file and the form name the same person, or if somebody has typed it since the form got this name.
    """
    names_here = known_identity(visit.questionnaire, visit.response)
    if names_here == visit.handed_in.confirmed_for or not may_be_of_two(visit):
        return None
    return next(iter(known_identity(visit.questionnaire, _taken(visit)).values()))


def other_in_chart(visit: Visit, chart: ChartFile) -> tuple[str, ...]:
    """Returns the link ids of the name and the date of birth if the chart has another one than the form."""
    return other_identity(chart.names, chart.born, visit.questionnaire, visit.response)


def record_in_doubt(visit: Visit) -> ChartFile | None:
    """Returns the own health record of the person if the form has got another name or birthday since it was opened."""
    record, now = visit.handed_in.record_of, known_identity(visit.questionnaire, visit.response)
    if record is None or now == visit.handed_in.record_confirmed_for or not other_in_chart(visit, record):
        return None
    return record


def named_in_file(visit: Visit) -> dict[str, Answer]:
    """Returns the name, date of birth and record number in the file whose answers were taken. May be empty."""
    return known_identity(visit.questionnaire, _taken(visit))


def taken_from_others(visit: Visit) -> tuple[TakenFromFile, ...]:
    """Returns which answers of the visit came from files of another name, now or before the file was saved."""
    untouched = visit.untouched
    before = tuple(one.among(untouched) for one in visit.handed_in.taken_before)
    if not may_be_of_two(visit):
        return before
    return (*before, TakenFromFile(named_in_file(visit), untouched, visit.door.asks_desk_items))


def last_time(visit: Visit, item: Item) -> Answer | None:
    """Returns the earlier answer to offer again; None if there is none, or if it may be another person's identity."""
    earlier = visit.handed_in.earlier
    is_identity = item.link_id in visit.questionnaire.roles.identity
    if earlier is None or (is_identity and may_be_of_two(visit)):
        return None
    return earlier.last_time(item)


def confirm_whose(visit: Visit) -> None:
    """Notes that the answers of the file belong to the person that the form names now."""
    visit.handed_in.confirmed_for = known_identity(visit.questionnaire, visit.response)


def _taken(visit: Visit) -> Response:
    earlier = visit.handed_in.earlier
    return earlier.response if earlier else Response(visit.questionnaire.questionnaire_id, visit.handed_in.brought)
