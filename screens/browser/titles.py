"""The title of the browser's tab: the page, then the name of this tool. It contains no answer and no person's name.

A browser keeps titles in its history, and others see them. So those of a patient's pages do not say what the form asks.
"""

from screens.visit.doors import Door
from screens.visit.visit import Visit
from screens.visit.walk import is_unsure_of_age
from screens.words import words_for
from templates import load_words


def title_at(door: Door, visit: Visit | None) -> str:
    """The title for the page of a door. `visit` is that of the tab, which may be at the other door; None for none."""
    if visit is not None and visit.door.page == door.page:
        return title_of(visit)
    words = words_for(door.name)
    if visit is not None and visit.would_be_lost:
        return words("app.tab", page=words("other_form.title"), app=words("app.title"))
    return words("app.title")


def title_of(visit: Visit) -> str:
    """The title for the page on which the person is."""
    words = visit.words
    page = _page_title(visit, visit.way.allowed(visit.position.step))
    return words("app.tab", page=page, app=words("app.title")) if page else words("app.title")


def _page_title(visit: Visit, step: str) -> str | None:
    words = visit.words
    if visit.help.crisis is not None:
        return words("crisis.tab")
    match step:
        case "WELCOME":
            return None
        case "LOOK":
            return words("look.tab")
        case "OPEN":
            return words("open.title")
        case "LATER":
            return words("later.title")
        case "LOCKED":
            return words("locked.title")
        case "SIGN_IN":
            return words("sign_in.title")
        case "HAND_OVER" | "TO_PATIENT" | "TO_STAFF":
            return words(f"alone.titles.{step.lower()}")
        case "WORKLIST":
            return words("worklist.title")
        case "STOPPED":
            if is_unsure_of_age(visit.answers):
                return words("stopped.unsure_title")
            return load_words(words.language).under_age.title
        case "REVIEW":
            return words("review.title")
        case "SUMMARY":
            return words("summary.title")
    page, number = visit.way.page_at(step), visit.way.number_of(step)
    title = words("app.tab_number", number=number.number, of=number.of, page=page.section.title if page else "")
    problems = visit.problem_texts()
    is_wrong = any(item.link_id in problems for item in visit.way.items_at(step))
    return words("app.tab_wrong", page=title) if is_wrong else title  # a screen reader reads the title first
