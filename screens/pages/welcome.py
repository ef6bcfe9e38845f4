"""The patient's first page: what this is, what it is not, and that nothing is kept."""

from forms import Questionnaire, length, load_clinic, ordinary_way, shortest_way
from screens.browser.browser import tell_browser
from screens.browser.markup import put
from screens.pages.back_and_continue import draw_ways
from screens.pages.open_page import draw_way_to_open
from screens.visit.visit import Visit


def draw_welcome(visit: Visit) -> None:
    words = visit.words
    tell_browser(visit)
    welcome = words.group("welcome")
    minutes = _minutes(visit.questionnaire)
    what = {name: words(f"welcome.what.{name}", **minutes) for name in welcome["what"]}
    put("welcome", words=words, clinic=load_clinic().name, welcome={**welcome, "what": what})
    draw_way_to_open(visit)
    draw_ways(visit, words("welcome.start"))


def _minutes(questionnaire: Questionnaire) -> dict[str, int]:
    """How long the form takes: where little is asked and nothing written, and for an ordinary adult."""
    return {name: length(questionnaire, way(questionnaire)).minutes
            for name, way in (("shortest", shortest_way), ("ordinary", ordinary_way))}
