"""In the worklist: what patients sent and nobody has checked yet. No answer is shown before somebody has.

The list has the name alone. The reference and the date of birth are what the person says, so nobody can read them here.
"""

from contextlib import suppress

import streamlit as st

from records import Listed, RecordsError, SentForm, SentForms
from screens.actions.incoming import (
    ask_to_erase_sent,
    begin_to_check,
    check,
    erase_sent,
    put_into,
    take_in,
)
from screens.browser.markup import put
from screens.desk.in_one_line import in_one_line
from screens.visit.drafts import store_here
from screens.visit.incoming import can_take
from screens.visit.visit import Visit
from templates import load_words

MOST_SHOWN = 6  # the forms of the desk are below them


def draw_incoming(visit: Visit) -> None:
    """Draws the list, if something waits, for those who may open forms. Raises RecordsError."""
    words, incoming = visit.words, visit.worklist.incoming
    waiting = SentForms(store_here()).waiting()
    incoming.listed = frozenset(line.sent_id for line in waiting)
    if not waiting or not visit.staff.may_open_forms:
        return
    found = [line for line in waiting if line.sent_id == incoming.checked or _is_searched(visit, line)]
    found.sort(key=lambda line: (line.sent_id != incoming.checked, not line.in_danger))
    with st.container(key="incoming", border=True):
        put("incoming", words=words, count=len(waiting), more=max(0, len(found) - MOST_SHOWN))
        for line in found[:MOST_SHOWN]:
            _draw_line(visit, line)


def in_danger_line(visit: Visit, line: SentForm) -> str:
    """Returns who may be in danger: name and date of birth, so that the clinic finds how to reach the person."""
    at = load_words(visit.words.language).on(visit.moment_at_clinic(line.sent_at))
    return visit.words("incoming.in_danger", who=", ".join(in_one_line(visit, line.identity)), at=at)


def _is_searched(visit: Visit, line: SentForm) -> bool:
    name = line.identity.name if line.identity is not None else None
    return all(part in (name or "").casefold() for part in visit.worklist.search.casefold().split())


def _draw_line(visit: Visit, line: SentForm) -> None:
    words, texts, incoming = visit.words, load_words(visit.words.language), visit.worklist.incoming
    is_checked, fits = line.sent_id == incoming.checked, line.sent_id == incoming.checked and incoming.fits
    name = line.identity.name if line.identity is not None else None
    at, ends = (texts.on(visit.moment_at_clinic(moment)) for moment in (line.sent_at, line.ends))
    with st.container(key=f"sent-{line.sent_id}"):
        who = in_one_line(visit, line.identity) if fits else (name or words("incoming.unreadable"),)
        put("sent_line", words=words, who=who, at=at, ends=ends, in_danger=line.in_danger)
        if not is_checked:
            st.button(words("incoming.check"), key=f"check-{line.sent_id}", on_click=begin_to_check,
                      args=(visit, line.sent_id))
        elif fits:
            _draw_whose(visit, line)
        else:
            _draw_check(visit, line)
        if is_checked:
            _draw_erase(visit)


def _draw_check(visit: Visit, line: SentForm) -> None:
    words, key = visit.words, f"desk-{visit.edition}-said-{line.sent_id}"
    with st.container(key="incoming-check"):
        with st.form("said", border=False):  # Enter compares too
            st.text_input(words("incoming.said"), key=key, autocomplete="off", placeholder=words("incoming.said_hint"))
            _draw_problem(visit)
            st.form_submit_button(words("incoming.compare"), key="compare-said", type="primary", on_click=check,
                                  args=(visit, key))
        st.button(words("incoming.later"), key="check-later", on_click=begin_to_check, args=(visit, None))


def _draw_whose(visit: Visit, line: SentForm) -> None:
    words = visit.words
    with st.container(key="incoming-check"):
        put("keep", text=words("incoming.fits"))
        _draw_problem(visit)
        _draw_forms_of_the_same_person(visit, line)
        with st.container(horizontal=True):
            st.button(words("incoming.take_in"), key="take-in", type="primary", on_click=take_in, args=(visit,))
            st.button(words("incoming.later"), key="check-later", on_click=begin_to_check, args=(visit, None))


def _draw_problem(visit: Visit) -> None:
    if visit.worklist.incoming.problem is not None:
        put("warning", text=visit.words.group("incoming.problems")[visit.worklist.incoming.problem])


def _draw_forms_of_the_same_person(visit: Visit, line: SentForm) -> None:
    """Draws the forms that the desk has of this person, with a way into those that are still being filled in."""
    words, texts = visit.words, load_words(visit.words.language)
    found = store_here().of_same_person(line.identity, but="") if line.identity is not None else []
    if found:
        put("keep", text=words("incoming.others"))
    for other in found:
        facts = {"who": ", ".join(in_one_line(visit, other.identity)),
                 "changed": texts.on(visit.moment_at_clinic(other.changed)),
                 "state": words.group("worklist.states")[other.state]}
        put("quiet", text=words("incoming.other", **facts))
        if _can_take(visit, other):
            st.button(words("incoming.into"), key=f"into-{other.draft_id}", on_click=put_into,
                      args=(visit, other.draft_id))


def _can_take(visit: Visit, other: Listed) -> bool:
    if other.state != "draft":
        return False
    with suppress(RecordsError):  # then it cannot be opened either
        return can_take(store_here().look_at(other.draft_id).content, visit.questionnaire)
    return False


def _draw_erase(visit: Visit) -> None:
    words = visit.words
    if not visit.worklist.incoming.asks_to_erase:
        st.button(words("incoming.not_ours"), key="not-ours", type="tertiary", on_click=ask_to_erase_sent,
                  args=(visit, True))
        return
    with st.container(key="erase-sent-question", border=True):
        put("warning", text=words("incoming.erase_ask"))
        with st.container(horizontal=True):
            st.button(words("worklist.erase_keep"), key="keep-sent", on_click=ask_to_erase_sent, args=(visit, False))
            st.button(words("worklist.erase_do"), key="erase-sent", on_click=erase_sent, args=(visit,))
