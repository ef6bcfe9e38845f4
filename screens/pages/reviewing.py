"""The part of the page "Rules and sources" for a clinician who is signed in: reads rules and questions, and signs."""

import streamlit as st

from forms import load_clinic, load_questionnaire, on_the_wall
from forms.authoring import Texts
from records import SignedOff
from screens.actions.signing_off import LONGEST_REMARK, show, show_chosen, sign_off, withdraw, write_remark
from screens.browser.browser import go_to_top
from screens.browser.markup import put
from screens.visit.reviewing import (
    STANDINGS,
    WHOLE,
    History,
    Part,
    Reviewed,
    Reviewing,
    changed_parts,
    histories,
    next_to_review,
    wording_of,
)
from screens.visit.sign_offs import kept_remark
from screens.visit.staff import Staff
from templates import SourceQuestion, SourceSet, load_words, part_names, to_review_html

REVIEWING = "reviewing"  # in the session: what the clinician does in this tab


def parts_of(sets: tuple[SourceSet, ...], questions: tuple[SourceQuestion, ...], words: Texts) -> tuple[Part, ...]:
    """Returns everything that can be signed off, in parts."""
    parts = [Part(one.ruleset.rule_set, one.ruleset.title, one.rules) for one in sets]
    return (*parts, Part(load_questionnaire().questionnaire_id, words("signing.questions"), questions))


def reviewing_here(staff: Staff) -> Reviewing:
    """Returns what this person does in this tab."""
    found = st.session_state.get(REVIEWING)
    if not isinstance(found, Reviewing) or found.person != staff.person:
        found = st.session_state[REVIEWING] = Reviewing(staff.person)
    return found


def draw_what_was_told(words: Texts) -> None:
    """Draws the text about the last deed, also if the sign-in has ended since."""
    found = st.session_state.get(REVIEWING)
    if isinstance(found, Reviewing) and found.told is not None:
        kind = "quiet" if found.told in ("signed", "withdrawn") else "warning"
        put(kind, text=words(f"signing.told.{found.told}", **found.facts))


def draw_overview(words: Texts, staff: Staff, parts: tuple[Part, ...], held: tuple[SignedOff, ...]) -> None:
    """Draws how many rules and questions are signed off, and the ways to review them."""
    reviewing = reviewing_here(staff)
    go_to_top(words("sources.title"), reviewing.moves)
    put("quiet", text=words("signing.as", name=staff.name))
    for part in parts:
        found = histories(part, held)
        standings = [found[one.name].standing(staff.person) for one in part.ones]
        counts = {standing: standings.count(standing) for standing in STANDINGS}
        changed = [one.title for one in part.ones if found[one.name].standing(staff.person) == "changed"]
        with st.container(key=f"part-{part.part_of}", border=True):
            put("signing_part", words=words, title=part.title, of=len(part.ones), counts=counts, changed=changed)
            with st.container(horizontal=True):
                first = next_to_review(part, found, staff.person) or part.ones[0].name
                st.button(words("signing.one_by_one"), key=f"review-{part.part_of}", on_click=show,
                          args=(reviewing, (part.part_of, first)))
                st.button(words("signing.whole", count=len(part.ones)), key=f"whole-{part.part_of}", on_click=show,
                          args=(reviewing, (part.part_of, WHOLE)))


def draw_opened(words: Texts, staff: Staff, parts: tuple[Part, ...], held: tuple[SignedOff, ...]) -> bool:
    """Draws what the clinician has open; returns False if that is the list, or is no longer there."""
    reviewing = reviewing_here(staff)
    part = next((part for part in parts if reviewing.opened and part.part_of == reviewing.opened[0]), None)
    if part is None or reviewing.opened is None:
        return False
    name, found = reviewing.opened[1], histories(part, held)
    if name != WHOLE and name not in found:
        return False
    go_to_top(part.title if name == WHOLE else part.ones[part.at(name)].title, reviewing.moves)
    if name == WHOLE:
        _draw_whole(words, staff, reviewing, part, found)
    else:
        _draw_one(words, staff, reviewing, part, found)
    return True


def _draw_one(words: Texts, staff: Staff, reviewing: Reviewing, part: Part, found: dict[str, History]) -> None:
    place = part.at((reviewing.opened or ("", WHOLE))[1])
    one = part.ones[place]
    put("heading", words=words, title=one.title, place=None,
        intro=words("signing.place", number=place + 1, of=len(part.ones), part=part.title))
    draw_what_was_told(words)
    with st.container(horizontal=True, key="review-ways"):
        st.button(words("signing.list"), key="review-list", type="tertiary", on_click=show, args=(reviewing, None))
        for key, to in (("before", place - 1), ("after", (place + 1) % len(part.ones))):
            st.button(words(f"signing.{key}"), key=f"review-{key}", type="tertiary", on_click=show,
                      args=(reviewing, (part.part_of, part.ones[to].name)))
    _draw_choice(words, staff, reviewing, part, found)
    _draw_history(words, one, found[one.name])
    st.html(to_review_html((one,), load_questionnaire()))
    reviewing.read.add(one.fingerprint)
    _draw_remark(words, staff, part, one.name)
    with st.container(horizontal=True, key="sign-off-ways"):
        if found[one.name].standing(staff.person) == "mine":
            st.button(words("signing.withdraw"), key="withdraw", on_click=withdraw, args=(reviewing, wording_of(one)))
        else:
            following = next_to_review(part, found, staff.person, one.name)
            st.button(words("signing.sign_one"), key="sign-off", type="primary", on_click=sign_off,
                      args=(reviewing, part.part_of, one.name, (wording_of(one),), following))


def _draw_choice(words: Texts, staff: Staff, reviewing: Reviewing, part: Part, found: dict[str, History]) -> None:
    names = words.group("signing.standings")
    titles = {one.name: f"{one.title} ({names[found[one.name].standing(staff.person)]})" for one in part.ones}
    key = f"review-choice-{reviewing.moves}"
    st.selectbox(words("signing.choose"), list(titles), index=None, format_func=titles.__getitem__, key=key,
                 placeholder=words("signing.choose_hint"), filter_mode="contains", on_change=show_chosen,
                 args=(reviewing, part.part_of, key))


def _draw_history(words: Texts, one: Reviewed, history: History) -> None:
    texts, clinic = load_words(words.language), load_clinic()
    names = part_names(words.language)
    shown = []
    for signed in (*history.older, *history.present):
        is_present = signed in history.present
        changed = {} if is_present else changed_parts(signed, one)
        shown.append({"reviewer": signed.reviewer, "day": texts.on(on_the_wall(clinic.zone, signed.at)),
                      "remark": signed.remark, "fingerprint": signed.wording.fingerprint, "is_present": is_present,
                      "changed": [(names[name], *both) for name, both in changed.items()]})
    put("signing_history", words=words, shown=shown)


def _draw_remark(words: Texts, staff: Staff, part: Part, name: str) -> None:
    key = f"remark-{part.part_of}-{name}"
    st.session_state.setdefault(key, kept_remark(staff, part.part_of, name))
    st.text_area(words("signing.remark"), key=key, max_chars=LONGEST_REMARK, on_change=write_remark,
                 args=(staff, part.part_of, name, key))


def _draw_whole(words: Texts, staff: Staff, reviewing: Reviewing, part: Part, found: dict[str, History]) -> None:
    put("heading", words=words, title=part.title, intro=words("signing.whole_about", count=len(part.ones)), place=None)
    draw_what_was_told(words)
    st.button(words("signing.list"), key="review-list", type="tertiary", on_click=show, args=(reviewing, None))
    st.html(to_review_html(part.ones, load_questionnaire()))
    reviewing.read.update(one.fingerprint for one in part.ones)
    missing = tuple(wording_of(one) for one in part.ones if found[one.name].standing(staff.person) != "mine")
    if not missing:
        put("quiet", text=words("signing.all_yours"))
        return
    _draw_remark(words, staff, part, WHOLE)
    st.button(words("signing.sign_whole", count=len(missing)), key="sign-off-whole", type="primary", on_click=sign_off,
              args=(reviewing, part.part_of, WHOLE, missing, None))
