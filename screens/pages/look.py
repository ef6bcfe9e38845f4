"""The page to look at the questions before anything is answered: every question, why it is asked, and who sees it.

It has no field, and notes nothing. Its texts are those of the booklet.
"""

from forms import dialled, length, load_clinic, longest_way, ordinary_way, shortest_way
from screens.browser.markup import put
from screens.pages.back_and_continue import draw_back_and_continue, draw_back_at_top
from screens.pages.on_paper import draw_on_paper
from screens.visit.visit import Visit
from templates import load_texts_of, parts_of

WAYS = {"shortest": shortest_way, "ordinary": ordinary_way, "longest": longest_way}


def draw_look(visit: Visit) -> None:
    """Draws the page."""
    words = visit.words
    draw_back_at_top(visit)
    put("heading", words=words, title=words("look.title"), intro=words("look.intro"), place=None)
    put("look", words=words, texts=load_texts_of("handouts", visit.language), parts=parts_of(visit.questionnaire),
        lengths=lengths_told(visit), clinic=load_clinic(), dialled=dialled)
    draw_on_paper(visit)
    draw_back_and_continue(visit, words("look.fill_in"))


def lengths_told(visit: Visit) -> list[str]:
    """Tells how long the form is: with as few questions as possible, for an ordinary adult, and with all of them."""
    told = []
    for name, text in visit.words.group("look.length").items():
        found = length(visit.questionnaire, WAYS[name](visit.questionnaire))
        told.append(text.format(questions=found.questions, minutes=found.minutes))
    return told
