"""The patient's first page: what this tool is, what it is not, and that nothing is stored."""

from forms import Questionnaire, length, load_clinic, ordinary_way, shortest_way
from screens.browser.markup import put
from screens.pages.back_and_continue import draw_back_and_continue
from screens.pages.open_page import draw_open_button
from screens.visit.visit import Visit


def draw_welcome(visit: Visit) -> None:
    """Draws the page."""
    words = visit.words
    welcome = words.group("welcome")
    minutes = _minutes(visit.questionnaire)
    what = {name: words(f"welcome.what.{name}", **minutes) for name in welcome["what"]}
    put("welcome", words=words, clinic=load_clinic().name, welcome={**welcome, "what": what})
    draw_open_button(visit)
    draw_back_and_continue(visit, words("welcome.start"))


def _minutes(questionnaire: Questionnaire) -> dict[str, int]:
    """The minutes that the form takes: with as few questions as possible, and for an ordinary adult."""
    return {name: length(questionnaire, way(questionnaire)).minutes
            for name, way in (("shortest", shortest_way), ("ordinary", ordinary_way))}
