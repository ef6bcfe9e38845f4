"""The patient's first page: what this is, what it is not, and that nothing is kept."""

from screens.browser import tell_browser
from screens.markup import put
from screens.open_page import draw_way_to_open
from screens.visit import Visit
from screens.ways import draw_ways


def draw_welcome(visit: Visit) -> None:
    words = visit.words
    tell_browser(visit)
    put("welcome", words=words, welcome=words.group("welcome"))
    draw_way_to_open(visit)
    draw_ways(visit, words("welcome.start"))
