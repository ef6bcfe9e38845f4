"""The patient's chart at the desk: whose it is, and what it says beside each question until somebody takes it over."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from forms import Answer, Item, MedicineRow, Response, identity_differs, is_same_name
from forms.exchange import ChartFile
from forms.exchange.fhir import Entry, Suggestion
from screens.actions.chart import take_over, take_over_page, use_chart
from screens.actions.taking_over import leave_open
from screens.browser.markup import in_label, put
from screens.visit.charted import is_other, waiting_at
from screens.visit.contents import identity_of
from screens.visit.visit import Visit
from templates import load_words

OTHER = "other"  # reasons that are told in one line


def draw_chart_found(visit: Visit, chart: ChartFile) -> None:
    """Draws whose chart was opened, how much it says, and what can be done with it."""
    words, format_day = visit.words, load_words(visit.language).on
    put("heading", words=words, title=words("chart.title"), intro=None, place=None)
    there = ", ".join(filter(None, (*chart.names[:1], format_day(chart.born) if chart.born else "")))
    put("quiet", text=words("chart.whose", who=there) if there else words("chart.nobody"))
    if _is_of_another(visit, chart):
        identity = identity_of(visit.questionnaire, visit.response)
        here = ", ".join(filter(None, (identity.name, format_day(identity.birth_date) if identity.birth_date else "")))
        put("doubt", title=words("open.doubt"), text=words("chart.other", there=there, here=here))
    if chart.is_deceased:
        put("doubt", title=words("chart.deceased"), text=words("chart.deceased_about"))
    count = len(visit.handed_in.read_chart(visit.questionnaire, visit.newest_day))
    put("quiet", text=words("chart.count", count=count) if count else words("chart.nothing"))
    _draw_passed_over(visit, chart.passed_over)
    with st.container(horizontal=True, key="back-and-continue"):
        st.button(words("open.leave"), key="leave-open", on_click=leave_open, args=(visit,))
        if count:
            st.button(words("chart.use"), key="use-chart", type="primary", on_click=use_chart, args=(visit,))


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
    """Draws a button that takes over all that the chart says on this page, except where the answer is another one."""
    count = 0
    for item in items:
        count += sum(one.value is not None and not is_other(one, visit) for one in waiting_at(visit, item))
    if count:
        st.button(visit.words("chart.take_all", count=count), key=f"take-all-{visit.edition}", on_click=take_over_page,
                  args=(visit, tuple(items)))


def draw_suggestions(visit: Visit, item: Item) -> None:
    """Draws what the chart says on one question, each with a button that takes it over."""
    words = visit.words
    for at, one in enumerate(waiting_at(visit, item)):
        what = said(visit, one)
        put("offer", text=words.group("chart.says")[one.state].format(what=what))
        if is_other(one, visit):
            put("offer", text=words("chart.differs"))
        if one.value is not None:
            label = words("chart.take", question=item.short, what=in_label(value_text(visit, one)))
            st.button(label, key=f"take-{visit.edition}-{item.link_id}-{at}", type="tertiary", on_click=take_over,
                      args=(visit, one))


def said(visit: Visit, one: Suggestion) -> str:
    """Returns what the chart says: the answer, and the entries behind it with code and day."""
    entries = "; ".join(_entry(visit, entry) for entry in one.entries)
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
            return load_words(visit.language).on(day)
        case _:
            return f"{value} {item.unit}" if item.unit else str(value)


def _entry(visit: Visit, entry: Entry) -> str:
    code = f" ({entry.code})" if entry.code else ""
    day = f", {load_words(visit.language).on(entry.on)}" if entry.on else ""
    return f"{entry.name}{code}{day}"


def _is_of_another(visit: Visit, chart: ChartFile) -> bool:
    """True if neither name nor birthday of the chart is known here, or one of them is another one."""
    roles, response = visit.questionnaire.roles, visit.response
    given = response.answers.get(roles.name, Answer()).value
    same = next((name for name in chart.names if isinstance(given, str) and is_same_name(name, given)), None)
    told: dict[str, Answer] = {}
    if chart.names:
        told[roles.name] = Answer(same or chart.names[0])
    if chart.born is not None:
        told[roles.birth_date] = Answer(chart.born)
    there = Response(visit.questionnaire.questionnaire_id, told)
    return bool(identity_differs(visit.questionnaire, there, response))
