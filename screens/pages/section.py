"""A section of the form: who sees its answers, then each open question and the reason why it is asked."""

from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext
from itertools import groupby
from math import ceil

import streamlit as st

from forms import Item, danger_boxes, seconds_left
from screens.browser.markup import put
from screens.desk.giving import mark_beside
from screens.fields import draw_fields
from screens.pages.back_and_continue import draw_back_and_continue, draw_back_at_top
from screens.pages.chart import draw_suggestions, draw_take_all
from screens.pages.crisis import draw_help_in_place
from screens.pages.open_page import draw_open_button
from screens.pages.second_visit import draw_last_time, draw_what_is_asked
from screens.visit.visit import Visit
from screens.visit.walk import REVIEW, QuestionPage, is_born_too_late, is_old_enough, is_unsure_of_age

IN_DIGITS = ("number",)  # on a phone; a keyboard of digits has no names of months


def draw_section(visit: Visit, step: str) -> None:
    """Draws the page."""
    words, page = visit.words, visit.way.page_at(step)
    if page is None:  # `Way.allowed` leads to no such page
        raise KeyError(step)
    items = visit.way.items_at(step)
    draw_back_at_top(visit)
    put("heading", words=words, title=title_of(visit, page), intro=page.section.intro if page.in_section == 1 else None,
        place=visit.way.number_of(step), left=_time_left(visit, step))
    usual_audience = _usual_audience(items)
    put("seen_by", words=words, audience=_in_words(visit, usual_audience))
    problems = visit.problem_texts()
    if visit.door.asks_desk_items and page.section == visit.questionnaire.sections[0]:
        put("desk", words=words, is_under_18=is_old_enough(visit.answers) is False,
            born_too_late=is_born_too_late(visit.answers))
        draw_open_button(visit)
    draw_what_is_asked(visit)
    draw_take_all(visit, items)
    before: Item | None = None
    for instrument, asked in groupby(items, key=lambda item: item.instrument):
        with st.container(key=f"instrument-{instrument}") if instrument else nullcontext():
            for item in asked:
                draw_question(visit, item, before, usual_audience, problems.get(item.link_id))
                before = item
    back_to = {None: words("walk.go_on"), REVIEW: words("walk.to_review")}
    draw_back_and_continue(visit, back_to.get(visit.position.back_to, words("walk.to_page")))


def title_of(visit: Visit, page: QuestionPage) -> str:
    """Returns the title of a section, on its second page and further ones with their number."""
    if page.in_section == 1:
        return page.section.title
    return visit.words("walk.further_page", title=page.section.title, number=page.in_section)


def _time_left(visit: Visit, step: str) -> str | None:
    """How many minutes are left, with those of this page; None at the desk, whose staff know how long it takes."""
    if visit.door.asks_desk_items:
        return None
    minutes = ceil(seconds_left(visit.questionnaire, visit.way.still_to_ask(step)) / 60)
    return visit.words("walk.left", minutes=minutes) if minutes > 1 else visit.words("walk.left_one")


def _usual_audience(items: Sequence[Item]) -> tuple[str, ...]:
    """The most common audience of these questions, which is shown once above them. The first one if two tie."""
    return Counter(item.audience for item in items).most_common(1)[0][0]


def _in_words(visit: Visit, audience: Sequence[str]) -> str:
    *first, last = (visit.questionnaire.audiences[who] for who in audience)
    return visit.words("question.listed", first=", ".join(first), last=last) if first else last


def _draw_why_birth_is_asked(visit: Visit, item: Item) -> None:
    """Says below the age question that the date of birth answers it too, to someone who is not sure."""
    is_age = item.link_id == visit.questionnaire.roles.age_gate
    if is_age and visit.door.stops_under_18 and is_unsure_of_age(visit.answers):
        put("offer", text=visit.words("age.unsure"))


def draw_question(
    visit: Visit, item: Item, before: Item | None, usual_audience: tuple[str, ...], problem: str | None,
) -> None:
    """Draws a question with its fields. `before` is the question above it; None if there is none.

    `usual_audience` is what the page says above all questions on who sees the answers.
    """
    facts = {"words": visit.words, "item": item, "audience": _in_words(visit, item.audience),
             "says_who": item.audience != usual_audience}
    is_first = before is None or before.instrument != item.instrument
    says_why = before is None or (before.why, before.audience) != (item.why, item.audience)
    if item.instrument and is_first:
        put("stem", instrument=visit.questionnaire.instrument(item.instrument))
        put("why_in_sight" if item.sensitive else "why", **facts)
        says_why = False
    put("question", **facts, text=visit.text_of(item), problem=problem, shows_why=says_why and item.sensitive,
        in_digits=item.type in IN_DIGITS, watched=item.link_id in danger_boxes(visit.questionnaire))
    draw_last_time(visit, item)
    draw_suggestions(visit, item)
    draw_fields(visit, item)
    _draw_why_birth_is_asked(visit, item)
    draw_help_in_place(visit, item)
    can_be_cleared = item.type == "choice" and item.link_id in visit.answers.given()
    origin = mark_beside(visit, item)
    if can_be_cleared or origin or (says_why and not item.sensitive):
        put("below", **facts, says_why=says_why and not item.sensitive, can_be_cleared=can_be_cleared, origin=origin)
