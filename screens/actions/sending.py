"""Sends a patient's answers to the desk, after the page has asked."""

from screens.actions.steps import take_page
from screens.fields import take_fields
from screens.server.sent_by_browser import may_send
from screens.server.this_computer import browser_here
from screens.visit.danger import look_for_danger
from screens.visit.sending import can_be_sent, is_sent, missing, send
from screens.visit.session import callback
from screens.visit.visit import Visit
from screens.visit.walk import SUMMARY

PLACE = "send"  # the id of the part of the page that is about it


@callback
def ask_to_send(visit: Visit, asks: bool) -> None:
    """Asks whether to send the answers; False takes the question back."""
    take_page(visit, visit.position.step, finished=False)
    visit.sending.asks, visit.sending.problem = asks, None
    visit.sending.asks_for = missing(visit) if asks else ()
    visit.position.look_at(PLACE)


@callback
def send_to_desk(visit: Visit) -> None:
    """Sends the answers, if the page has asked. The second click of a double click finds the question gone."""
    if visit.position.step != SUMMARY or not visit.sending.asks or not can_be_sent(visit):
        return
    for link_id in visit.sending.asks_for:
        take_fields(visit, visit.questionnaire.item(link_id), finished=True)
    look_for_danger(visit, finished=True)
    if missing(visit):
        visit.sending.problem = "who"
    elif is_sent(visit):
        visit.sending.asks = False
    elif not may_send(browser_here(), visit.clock()):
        visit.sending.problem = "full"
    else:
        send(visit)
    visit.position.look_at(PLACE)
