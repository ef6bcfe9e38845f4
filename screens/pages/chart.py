"""A chart: whose it is, and what it says beside each question until somebody takes it over.

At the desk it is the patient's chart, with codes; at the patient's own door their health record, in words for them.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from forms import Item, MedicineRow
from forms.exchange import ChartFile
from forms.exchange.fhir import Entry, Suggestion
from screens.actions.chart import leave_record_out, take_over, take_over_page, use_chart, whose_to_type
from screens.actions.taking_over import leave_open, whose_key
from screens.browser.markup import in_label, put
from screens.desk.record_server import draw_unread
from screens.pages.second_visit import draw_to_type
from screens.visit.charted import for_patients, is_asked_of_patients, is_other, taken_with_page, waiting, waiting_at
from screens.visit.contents import identity_of
from screens.visit.visit import Visit
from screens.visit.whose import other_in_chart, record_in_doubt
from templates import load_words

OTHER = "other"  # reasons that are told in one line


def draw_chart_found(visit: Visit, chart: ChartFile) -> None:
    """Draws whose chart was opened, how much it says, and what can be done with it."""
    words = visit.words
    put("heading", words=words, title=words("chart.title"), intro=None, place=None)
    there = _whose(visit, chart)
    put("quiet", text=words("chart.whose", who=there) if there else words("chart.nobody"))
    if other_in_chart(visit, chart):
        _draw_doubt(visit, there, "chart.other")
        _draw_whose_to_type(visit, chart)
    if chart.is_deceased:
        put("doubt", title=words("chart.deceased"), text=words("chart.deceased_about"))
    draw_unread(visit)
    count = _draw_how_much(visit)
    _draw_passed_over(visit, chart.passed_over)
    with st.container(horizontal=True, key="back-and-continue"):
        st.button(words("open.leave"), key="leave-open", on_click=leave_open, args=(visit,))
        if count:
            st.button(words("chart.use"), key="use-chart", type="primary", on_click=use_chart, args=(visit,))


def _draw_doubt(visit: Visit, there: str, text: str) -> None:
    words, identity = visit.words, identity_of(visit.questionnaire, visit.response)
    here = ", ".join(filter(None, (identity.name, _day(visit, identity.birth_date))))
    put("doubt", title=words("open.doubt"), text=words(text, there=there, here=here))


def _draw_whose_to_type(visit: Visit, chart: ChartFile) -> None:
    """Draws the field in which a patient types what the record says on whose it is; none at the desk."""
    asked = whose_to_type(visit, chart)
    if asked is None:
        return
    what = _day(visit, asked.value) if isinstance(asked.value, date) else str(asked.value)
    with st.container(key="whose"):
        draw_to_type(visit, what, whose_key(visit))
        if visit.handed_in.is_to_type:
            put("warning", text=visit.words("open.type_first", what=what))


def _draw_how_much(visit: Visit) -> int:
    """Draws and returns how many things the chart says; for a patient, those for staff alone are told apart."""
    words, read = visit.words, visit.handed_in.read_chart(visit.questionnaire, visit.newest_day)
    if visit.door.is_at_home:
        read = for_patients(visit, read)
        asked = sum(is_asked_of_patients(visit, one) for one in read)
        if asked < len(read):
            put("quiet", text=words("chart.for_staff", count=len(read) - asked))
    else:
        asked = len(read)
    if asked or not read:
        put("quiet", text=words("chart.count", count=asked) if asked else words("chart.nothing"))
    return len(read)


def _draw_passed_over(visit: Visit, counts: Mapping[str, int]) -> None:
    """Draws how many entries of a chart were not used, and why: what they might have said is to be asked."""
    texts, found = visit.words.group("chart.passed_over_why"), dict[str, int]()
    for why, count in counts.items():
        told = why if why in texts else OTHER
        found[told] = found.get(told, 0) + count
    if found:
        lines = "; ".join(texts[why].format(count=found[why]) for why in texts if why in found)
        title = visit.words("chart.passed_over", count=sum(found.values()))
        put("quiet", text=f"{title} {lines}.")


def draw_take_all(visit: Visit, items: Sequence[Item]) -> None:
    """Draws a button that takes over what the chart says on this page, except what is to be looked at one by one."""
    count = len(taken_with_page(visit, items))
    if count:
        st.button(visit.words("chart.take_all", count=count), key=f"take-all-{visit.edition}", on_click=take_over_page,
                  args=(visit, tuple(items)))


def draw_suggestions(visit: Visit, item: Item) -> None:
    """Draws what the chart says on one question, each with a button that takes it over."""
    words = visit.words
    for at, one in enumerate(waiting_at(visit, item)):
        what = said(visit, one)
        is_sent = one.by_person and visit.door.asks_desk_items
        says = words.group("chart.says_by_person") if is_sent else words.group("chart.says")
        put("offer", text=says[one.state].format(what=what or item.short))
        if is_other(one, visit):
            put("offer", text=words("chart.differs"))
        if one.value is not None:
            label = words("chart.take", question=item.short, what=in_label(value_text(visit, one)))
            st.button(label, key=f"take-{visit.edition}-{item.link_id}-{at}", type="tertiary", on_click=take_over,
                      args=(visit, one))


def draw_left_of_record(visit: Visit) -> None:
    """Draws, before the summary, what becomes of what the person's own record says and they did not use.

    Also that it may be of somebody else, if the form has got another name since.
    """
    record, left = record_in_doubt(visit), sum(one.by_person for one in waiting(visit))
    if not visit.door.is_at_home or not (record or left):
        return
    if record is not None:
        _draw_doubt(visit, _whose(visit, record), "chart.other_now")
    if left:
        put("quiet", text=visit.words("chart.left", count=left))
    st.button(visit.words("chart.leave_out"), key="leave-record-out", type="tertiary", on_click=leave_record_out,
              args=(visit,))


def said(visit: Visit, one: Suggestion) -> str:
    """Returns what the chart says: the answer, and the entries behind it with day, for staff with code.

    What a patient sent may name in an entry what the desk is not to see, so there the answer stands alone.
    """
    is_told = not (one.by_person and visit.hidden)
    entries = "; ".join(_entry(visit, entry) for entry in one.entries) if is_told else ""
    value = value_text(visit, one)
    return f"{value} – {entries}" if value and entries else value or entries


def value_text(visit: Visit, one: Suggestion) -> str:
    """Returns the suggested answer as text; empty for what is in doubt."""
    item, value = visit.questionnaire.item(one.link_id), one.value
    match item.type, value:
        case _, None:
            return ""
        case "choice", str(code):
            return item.option(code).text
        case _, tuple(parts):
            rows = [part.name if isinstance(part, MedicineRow) else item.option(part).text for part in parts]
            return ", ".join(rows)
        case "date", date() as day:
            return _day(visit, day)
        case _:
            return f"{value} {item.unit}" if item.unit else str(value)


def _entry(visit: Visit, entry: Entry) -> str:
    code = f" ({entry.code})" if entry.code and visit.door.asks_desk_items else ""
    return ", ".join(filter(None, (f"{entry.name}{code}", _day(visit, entry.on))))


def _whose(visit: Visit, chart: ChartFile) -> str:
    return ", ".join(filter(None, (*chart.names[:1], _day(visit, chart.born))))


def _day(visit: Visit, day: date | None) -> str:
    return load_words(visit.language).on(day) if day else ""
