"""The page for opening earlier answers: choose a file, see what was found in it, and decide what to do with it."""

from collections.abc import Callable, Iterator
from datetime import date

import streamlit as st

from forms import Answer, Response, answers_in_force, known_identity, looks_alike
from forms.exchange import ReadBack, what_to_know
from screens.actions.taking_over import (
    begin_new_visit,
    choose_version,
    gives_way_to_file,
    go_on_with_it,
    go_to_open,
    leave_open,
    to_type,
    version_key,
    whose_key,
)
from screens.browser.markup import put
from screens.desk.record_server import draw_record_server
from screens.pages.chart import draw_chart_found
from screens.pages.handed_in import draw_uploader
from screens.pages.second_visit import draw_to_type, in_lines
from screens.visit.charted import may_show, takes_chart
from screens.visit.visit import Visit
from templates import Quotes, load_words


def draw_open(visit: Visit) -> None:
    """Draws the page: the field for a file, or the content of the opened file."""
    if visit.handed_in.opened is None:
        _draw_choosing(visit)
    elif visit.handed_in.opened.chart is not None:
        draw_chart_found(visit, visit.handed_in.opened.chart)
    else:
        _draw_what_was_found(visit, visit.handed_in.opened)


def draw_open_button(visit: Visit, *, is_quiet: bool = False) -> None:
    """Draws the button that leads to this page. `is_quiet`: it looks like a line of text."""
    st.button(open_label(visit), key="open-earlier", type="tertiary" if is_quiet else "secondary",
              on_click=go_to_open, args=(visit,))


def open_label(visit: Visit) -> str:
    """The text of the button that leads to this page."""
    return visit.words("chart.open_too" if _takes_record(visit) else "open.button")


def _takes_record(visit: Visit) -> bool:
    """True if a patient can open their own health record here."""
    return visit.door.is_at_home and takes_chart(visit)


def _draw_choosing(visit: Visit) -> None:
    words, which = visit.words, [*visit.words.group("open.which").values()]
    title, intro = words("open.title"), words("open.intro")
    if _takes_record(visit):
        title, intro = words("chart.open_too"), f"{intro} {words('chart.intro')}"
        which.append(words("chart.which"))
    put("heading", words=words, title=title, intro=intro, place=None)
    if visit.handed_in.refused:
        title = words("record_server.refused" if visit.handed_in.refused_by_server else "open.refused")
        put("refused", words=words, title=title, refused=visit.handed_in.refused,
            holds_answers=bool(visit.response.answers))
    put("which_file", words=words, which=which)
    draw_uploader(visit)
    draw_record_server(visit)
    if _takes_record(visit):
        st.html(f"<h2>{words('chart.who_sees')}</h2>")
        put("points", points=words.group("chart.sees"))
    with st.container(key="back-and-continue"):
        st.button(words("walk.back"), key="leave-open", on_click=leave_open, args=(visit,))


def _draw_what_was_found(visit: Visit, found: ReadBack) -> None:
    words, held = visit.words, len(visit.held_here - visit.hidden)
    put("heading", words=words, title=words("open.found"), intro=None, place=None)
    _draw_whose(visit, found)
    put("found", words=words, facts=_facts(visit, found), notes=tuple(_notes(visit, found)), left_out=found.left_out)
    _draw_differing(visit, found)
    st.html(f"<h2>{words('open.what_now')}</h2>")
    if held:
        st.html(f'<p class="note">{words("open.held", count=held)}</p>')
    if visit.handed_in.sent_id is None:
        _draw_choice(visit, "new_visit", begin_new_visit, words("open.stays") if held else "")
    stays = words("open.goes" if gives_way_to_file(visit) else "open.stays")
    _draw_choice(visit, "same_visit", go_on_with_it, stays if held else "")
    with st.container(horizontal=True, key="back-and-continue"):
        st.button(words("open.leave"), key="leave-open", on_click=leave_open, args=(visit,))
        st.button(words("open.another"), key="open-earlier", on_click=go_to_open, args=(visit,))


def _draw_differing(visit: Visit, found: ReadBack) -> None:
    """Draws each answer on which a PDF and its pages differ, and which of the two is right. None is chosen at first.

    Answers that this page does not show stay open.
    """
    differing = [one for one in found.differing if one.link_id not in visit.hidden]
    if not differing:
        return
    words = visit.words
    put("doubt", title=words("open.differs"), text=words("open.differs_intro"))
    quotes = Quotes(answers_in_force(visit.questionnaire, found.response), load_words(words.language), visit.today)
    for one in differing:
        item = visit.questionnaire.item(one.link_id)
        on_pages = in_lines(visit, quotes, item, one.on_pages) if one.on_pages else (words("open.not_on_pages"),)
        versions = {words("open.inside"): in_lines(visit, quotes, item, one.inside),
                    words("open.on_pages"): on_pages}
        put("differs", question=item.text, versions=versions)
        texts = {"inside": words("open.take_inside"), "on_pages": words("open.take_on_pages"),
                 "none": words("open.take_none")}
        st.radio(f"{words('open.which_is_right')} {item.short}",
                 [name for name in texts if name != "on_pages" or one.on_pages], index=None,
                 format_func=texts.__getitem__, key=version_key(visit, one), horizontal=True,
                 on_change=choose_version, args=(visit, one))


def _draw_whose(visit: Visit, found: ReadBack) -> None:
    """Draws whose file and whose form these are, and a field to type it in, if they may be of two people."""
    words, asked = visit.words, to_type(visit)
    if asked is None:
        return
    format_day = load_words(words.language).on
    there, here = (_who(visit, response, format_day) for response in (found.response, visit.response))
    text = words("open.two_people", there=there, here=here) if there else words("open.nobody", here=here)
    if _names_look_alike(visit, found):
        text = f"{text} {words('open.look_alike')}"
    put("doubt", title=words("open.doubt"), text=text)
    what = _identity_text(asked, format_day) or ""
    with st.container(key="whose"):
        draw_to_type(visit, what, whose_key(visit))
        if visit.handed_in.is_to_type:
            put("warning", text=words("open.type_first", what=what))


def _names_look_alike(visit: Visit, found: ReadBack) -> bool:
    names = [response.answers.get(visit.questionnaire.roles.name) for response in (found.response, visit.response)]
    there, here = (str(answer.value or "") if answer else "" for answer in names)
    return looks_alike(there, here)


def _who(visit: Visit, response: Response, format_day: Callable[[date], str]) -> str:
    """Name, date of birth and record number in a line; empty if none is known."""
    known = known_identity(visit.questionnaire, response).values()
    return ", ".join(filter(None, (_identity_text(answer, format_day) for answer in known)))


def _draw_choice(visit: Visit, name: str, act: Callable[[Visit], None], besides: str) -> None:
    texts = visit.words.group("open.choices")[name]
    with st.container(key=f"choice-{name}", border=True):
        put("choice", title=texts["title"], about=texts["about"], besides=besides)
        st.button(texts["button"], key=name, on_click=act, args=(visit,))


def _facts(visit: Visit, found: ReadBack) -> dict[str, str]:
    """Whose answers these are, from when, and how many: name of the fact → text to show.

    A name or number that differs from the one typed here is shown together with it.
    """
    words, questionnaire, answers = visit.words, visit.questionnaire, found.response.answers
    format_day = load_words(words.language).on
    facts = {}
    for item in map(questionnaire.item, questionnaire.roles.identity):
        there = _identity_text(answers.get(item.link_id), format_day)
        here = _identity_text(visit.response.answers.get(item.link_id), format_day)
        if there:
            facts[item.short] = there if here in (None, there) else words("open.and_here", there=there, here=here)
    days = [answer.given_on for answer in answers.values() if answer.given_on]
    facts[words("open.day")] = format_day(max(days)) if days else words("open.no_day")
    facts[words("open.count")] = str(len(answers))
    return facts


def _identity_text(answer: Answer | None, format_day: Callable[[date], str]) -> str | None:
    """A name, a date of birth or a number as text; None if it was not given."""
    value = answer.value if answer else None
    return format_day(value) if isinstance(value, date) else str(value or "") or None


def _notes(visit: Visit, found: ReadBack) -> Iterator[str]:
    texts = visit.words.group("open.notes")
    for name, facts in what_to_know(found, visit.questionnaire):
        yield texts[name].format(**facts)
    in_record = visit.handed_in.read_record(visit.questionnaire, visit.newest_day)
    if count := sum(may_show(visit, one) for one in in_record):
        yield visit.words("chart.comes_too", count=count)
