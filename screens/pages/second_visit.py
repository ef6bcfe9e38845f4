"""The parts that only a later visit shows: what is asked again and why, the earlier answer, what was carried over."""

from datetime import date

import streamlit as st

from forms import UNANSWERED, Answer, Item
from screens.actions.taking_over import ask_all, confirm_same_person, part_from_earlier, taken_key
from screens.browser.markup import put
from screens.visit.visit import Visit
from screens.visit.whose import last_time, may_be_of_two, taken_in_doubt
from templates import Quotes, load_words


def draw_what_is_asked(visit: Visit) -> None:
    """Draws that not everything is asked again, and a button to see every question."""
    if visit.handed_in.earlier is None or not visit.whole_way.may_go_on:
        return
    words = visit.words
    with st.container(key="asked-again"):
        asks_all = visit.handed_in.asks_all
        st.html(f'<p class="quiet">{words("again.all_line" if asks_all else "again.line")}</p>')
        st.button(words("again.show_few" if asks_all else "again.show_all"), key="ask-all", type="tertiary",
                  on_click=ask_all, args=(visit, not asks_all))


def draw_last_time(visit: Visit, item: Item) -> None:
    """Draws the earlier answer of a question without an answer, and a button to say that it is still the same."""
    answer = last_time(visit, item)
    if visit.handed_in.earlier is None or answer is None or item.link_id in visit.answers.given():
        return
    words, texts = visit.words, load_words(visit.words.language)
    quotes = Quotes(visit.handed_in.earlier.answers, texts, visit.today)
    day = answer.given_on
    when = words("again.last_time_on", day=texts.on(day)) if day else words("again.last_time")
    put("last_time", words=words, item=item, when=when, lines=in_lines(visit, quotes, item, answer))


def draw_what_was_carried_over(visit: Visit) -> None:
    """Draws how many answers came from a file, and that they can be changed."""
    brought = len(visit.untouched & visit.answers.given().keys())
    if brought:
        st.html(f'<p class="note">{visit.words("review.carried", count=brought)}</p>')


def draw_doubt(visit: Visit) -> None:
    """Draws a warning that the answers of a file may be of another person. They are confirmed by typing, or removed."""
    if not may_be_of_two(visit):
        return
    words, asked = visit.words, taken_in_doubt(visit)
    put("doubt", title=words("open.doubt"), text=words("again.two_people"))
    if asked is not None:
        what = load_words(words.language).on(asked.value) if isinstance(asked.value, date) else str(asked.value)
        with st.container(key="whose"):
            draw_to_type(visit, what, taken_key(visit))
            st.button(words("again.same_person"), key="same-person", on_click=confirm_same_person, args=(visit,))
    st.button(words("again.part"), key="part", on_click=part_from_earlier, args=(visit,))


def draw_to_type(visit: Visit, what: str, key: str) -> None:
    """Draws what to type to confirm whose a file is, and the field for it.

    The name may be from a file of anybody's. So it is not in the label, which Streamlit reads as Markdown.
    """
    put("to_type", text=visit.words("open.type_it", what=what))
    st.text_input(visit.words("open.typed_here"), key=key, autocomplete="off", label_visibility="collapsed")


def in_lines(visit: Visit, quotes: Quotes, item: Item, answer: Answer) -> tuple[str, ...]:
    """Returns an answer as text, line by line. `quotes` formats the answers of the visit from which it comes."""
    if item.type in ("text", "string") and isinstance(answer.value, str):
        return (answer.value or visit.questionnaire.absent_texts["nothing"],)
    if answer == UNANSWERED:
        return (visit.questionnaire.absent_texts["unanswered"],)
    return quotes.lines(item.link_id, answer)
