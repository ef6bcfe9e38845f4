"""The title of the browser's tab: where the person is, then what this is. No answer, no name."""

from screens.visit.visit import Visit
from templates import load_words


def title_of(visit: Visit) -> str:
    """The title of the page where the visit stands."""
    words = visit.words
    page = _page_title(visit, visit.way.allowed(visit.step))
    return words("app.tab", page=page, app=words("app.title")) if page else words("app.title")


def _page_title(visit: Visit, step: str) -> str | None:
    words = visit.words
    if visit.crisis is not None:
        return words("crisis.tab")
    match step:
        case "WELCOME":
            return None
        case "OPEN":
            return words("open.title")
        case "STOPPED":
            return load_words(words("language")).under_age.title
        case "REVIEW":
            return words("review.title")
        case "SUMMARY":
            return words("summary.title")
    place = visit.way.place_of(step)
    return words("app.tab_number", number=place.number, of=place.of, page=visit.questionnaire.section(step).title)
