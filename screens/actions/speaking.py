"""Changes the language of a visit. The answers, the page, and what stands in the fields stay."""

from forms import load_clinic
from screens.actions.steps import take_page
from screens.visit.danger import look_for_danger
from screens.visit.session import callback
from screens.visit.visit import Visit

SWITCH = "languages"  # the key of the buttons; the focus stays there, and the page does not scroll (browser.js)


@callback
def speak(visit: Visit, language: str) -> None:
    """Shows everything in another language that the clinic offers.

    The second click of a double click asks for the language that is spoken by then, and does nothing.
    """
    if language == visit.language or language not in load_clinic().languages:
        return
    take_page(visit, visit.position.step, finished=False)
    visit.speak(language)
    visit.position.look_at(SWITCH)
    if visit.help.crisis is None:
        look_for_danger(visit, finished=False)
