"""The worklist of the desk: the forms that are kept, the last changed first, found by name, birthday or number."""

import streamlit as st

from records import STATES, Listed, RecordsError, State
from screens.actions.drafts import begin_from, begin_new_patient, lock, open_draft, search, show_state
from screens.browser.markup import put
from screens.desk.erasing import draw_erase
from screens.desk.in_danger import draw_in_danger, needs_clinician_now
from screens.desk.in_one_line import in_one_line
from screens.desk.incoming import draw_incoming
from screens.desk.signing_in import draw_who_is_signed_in
from screens.pages.on_paper import draw_on_paper
from screens.visit.drafts import store_here
from screens.visit.visit import Visit
from templates import load_words


def draw_worklist(visit: Visit) -> None:
    """Draws the page. While the records cannot be reached, a new form can be begun all the same."""
    words = visit.words
    put("heading", words=words, title=words("worklist.title"), intro=words("worklist.intro"), place=None)
    with st.container(horizontal=True, vertical_alignment="center"):
        if visit.staff.may_open_forms:
            st.button(words("worklist.new"), key="new-patient", type="primary", shortcut="Alt+N",
                      on_click=begin_new_patient, args=(visit,))
        st.button(words("locked.button"), key="lock", type="tertiary", shortcut="Alt+K", on_click=lock, args=(visit,))
    draw_in_danger(visit)
    _draw_held(visit)
    if visit.worklist.refused:
        put("warning", text=visit.worklist.refused)
    _draw_search(visit)
    try:
        draw_incoming(visit)
        found = _found(visit)
    except RecordsError as error:
        put("warning", text=str(error))
        return
    if not found:
        st.html(f'<p class="quiet">{words("worklist.none_found" if visit.worklist.search else "worklist.empty")}</p>')
    for line in found:
        _draw_line(visit, line)
    draw_on_paper(visit)
    draw_who_is_signed_in(visit)


def _draw_search(visit: Visit) -> None:
    words, list_key, search_key = visit.words, f"desk-{visit.edition}-list", f"desk-{visit.edition}-search"
    st.text_input(words("worklist.search"), key=search_key, autocomplete="off", on_change=search,
                  args=(visit, search_key), placeholder=words("worklist.search_hint"))
    names = words.group("worklist.states")
    options: list[State | None] = [None, *STATES]
    if visit.worklist.state is not None:
        st.session_state.setdefault(list_key, visit.worklist.state)
    st.radio(words("worklist.which"), options, format_func=lambda state: names[state or "all"], key=list_key,
             horizontal=True, on_change=show_state, args=(visit, list_key))


def _found(visit: Visit) -> list[Listed]:
    text, state = visit.worklist.search.strip(), visit.worklist.state
    if not text:
        return store_here().worklist(state)
    return [line for line in store_here().find(text) if state in (None, line.state)]


def _draw_line(visit: Visit, line: Listed) -> None:
    words, texts = visit.words, load_words(visit.words.language)
    changed = texts.on(visit.moment_at_clinic(line.changed))
    with st.container(horizontal=True, key=f"line-{line.draft_id}", border=True, vertical_alignment="center"):
        put("worklist_line", words=words, who=in_one_line(visit, line.identity), changed=changed, state=line.state,
            holder=line.holder, in_danger=needs_clinician_now(line))
        if visit.staff.may_open_forms:
            if visit.moment_at_clinic(line.changed).date() < visit.today:
                st.button(words("worklist.new_form"), key=f"new-from-{line.draft_id}", on_click=begin_from,
                          type="tertiary", args=(visit, line.draft_id))
            st.button(words("worklist.open"), key=f"open-{line.draft_id}", on_click=open_draft,
                      args=(visit, line.draft_id))
        elif visit.staff.may_erase and visit.saving is not None:
            draw_erase(visit, line.draft_id)


def _draw_held(visit: Visit) -> None:
    if visit.worklist.held is None:
        return
    words, (draft_id, error) = visit.words, visit.worklist.held
    since = load_words(words.language).on(visit.moment_at_clinic(error.since))
    put("warning", text=words("worklist.held", name=error.name, since=since))
    st.button(words("worklist.take_over"), key="take-over", on_click=open_draft, args=(visit, draft_id, True))
