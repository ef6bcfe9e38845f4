"""What a chart suggests beside the questions of a visit, until somebody takes it over.

At the desk, it is the patient's chart. At the patient's own door, it is the health record that a portal gave them, if
the clinic allows it: such a suggestion is `by_person`, and goes with the answers wherever they go.
"""

from collections.abc import Iterable

from forms import Item, danger_boxes, load_clinic
from forms.exchange.fhir import Suggestion, differs, is_settled
from screens.visit.doors import PATIENT
from screens.visit.visit import Visit


def takes_chart(visit: Visit) -> bool:
    """True if a chart can be opened here: at the desk, and at the patient's door if the clinic allows it."""
    return visit.door.asks_desk_items or (visit.door.is_at_home and load_clinic().patient_chart)


def waiting(visit: Visit) -> tuple[Suggestion, ...]:
    """Returns what the chart says and no answer confirms, of the questions that this page may show."""
    return tuple(one for one in visit.handed_in.suggested
                 if may_show(visit, one) and not is_settled(one, visit.response, visit.questionnaire))


def waiting_at(visit: Visit, item: Item) -> tuple[Suggestion, ...]:
    """Returns what waits beside one question. A patient who has the device of the desk does not see the chart."""
    if visit.door.is_alone:
        return ()
    return tuple(one for one in waiting(visit) if one.link_id == item.link_id)


def taken_with_page(visit: Visit, items: Iterable[Item]) -> tuple[Suggestion, ...]:
    """Returns what the button for a whole page takes over.

    It leaves out what differs from the answer, what could mean danger, and at the desk what a patient sent of their own
    record: each of these is taken by its own button.
    """
    found: list[Suggestion] = []
    for item in items:
        if item.link_id not in danger_boxes(visit.questionnaire):
            found += [one for one in waiting_at(visit, item) if one.value is not None and not is_other(one, visit)
                      and not (one.by_person and visit.door.asks_desk_items)]
    return tuple(found)


def is_other(one: Suggestion, visit: Visit) -> bool:
    """True if the answer to its question is another one. A list may be longer than the chart: then it is none."""
    is_list = visit.questionnaire.item(one.link_id).type in ("many", "rows", "text")
    return not is_list and differs(one, visit.response, visit.questionnaire)


def in_record(visit: Visit) -> tuple[Suggestion, ...]:
    """Returns what the person's own health record says, of the questions that this page may show, for a file."""
    return tuple(one for one in visit.handed_in.suggested if one.by_person and may_show(visit, one))


def may_show(visit: Visit, one: Suggestion) -> bool:
    """True if this page may show it. Where it hides what a patient answers alone, it hides their record likewise.

    So the desk does not see there what the record says on a question that staff answer and the desk's copy leaves out.
    """
    is_for_desk = "desk" in visit.questionnaire.item(one.link_id).audience
    return one.link_id not in visit.hidden and not (one.by_person and visit.hidden and not is_for_desk)


def for_patients(visit: Visit, suggested: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """Returns what patients are asked about, and what stands behind a question for staff alone.

    An entry that is behind a question for patients too is not repeated for staff.
    """
    asked, for_staff = list[Suggestion](), list[Suggestion]()
    for one in suggested:
        (asked if is_asked_of_patients(visit, one) else for_staff).append(one)
    told: set[object] = set()
    for one in asked:
        told.update(_marks(one))
    return (*asked, *(one for one in for_staff if not told.issuperset(_marks(one))))


def _marks(one: Suggestion) -> list[tuple[object, ...]]:
    """What makes the entries behind a suggestion those that they are."""
    return [(entry.name, entry.code, entry.on) for entry in one.entries]


def is_asked_of_patients(visit: Visit, one: Suggestion) -> bool:
    """True if the question of a suggestion is one that patients are asked."""
    item = visit.questionnaire.item(one.link_id)
    return PATIENT.asks(item, visit.questionnaire.section(item.section))
