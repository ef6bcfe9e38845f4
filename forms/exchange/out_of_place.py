"""Answers of a form on paper or in a PDF to follow-up questions that its other answers do not open.

On the screen such a question does not appear. On a form anybody can answer it, and nothing would read the answer.
"""

from dataclasses import replace
from datetime import date

from forms import Answer, Item, Questionnaire, Response, answers_in_force
from forms.conditions import Is, each_test
from forms.exchange.restoring import LeftOut, in_short
from forms.exchange.texts import exchange_texts


def with_dangers_opened(questionnaire: Questionnaire, response: Response) -> tuple[Response, tuple[LeftOut, ...]]:
    """Opens the follow-up questions whose answers mean danger or are urgent, and lists the answers that said otherwise.

    Whoever says yes to a plan for suicide may have left the question before it blank, or said "no" there. The answer
    that opens the question then takes its place, so that help is shown and somebody asks.
    """
    answers, left_out = dict(response.answers), []
    for item, meant in _urgent_answers(questionnaire):
        given, opens = answers.get(item.link_id), item.enable_when
        if given is None or given.value != meant or not isinstance(opens, Is):
            continue
        before = answers.get(opens.item)
        if before is None or before.value != opens.is_:
            answers[opens.item] = Answer(opens.is_, origin=given.origin, on=given.on, asked_in=given.asked_in)
            if before is not None and before.says_something:
                left_out.append(_left_out(questionnaire, opens.item, before, "other_answer_means_danger"))
    return replace(response, answers=answers), tuple(left_out)


def out_of_place(questionnaire: Questionnaire, response: Response, today: date) -> tuple[LeftOut, ...]:
    """Lists the given answers that are not in force. They stay in the response, in case the answer before is corrected.

    Medicine rows are not listed here: where they contradict the answer before, the summary says so by itself.
    """
    in_force = answers_in_force(questionnaire, response, today=today)
    found = []
    for link_id, answer in response.answers.items():
        item = questionnaire.item(link_id)
        is_told = item.type == "rows" or questionnaire.is_switched_off(item)
        if answer.says_something and not in_force.is_open(link_id) and not is_told:
            found.append(_left_out(questionnaire, link_id, answer, "not_opened"))
    return tuple(found)


def _urgent_answers(questionnaire: Questionnaire) -> list[tuple[Item, str]]:
    """The follow-up questions in the conditions of danger and of urgent notices, and the answer that means it."""
    conditions = [notice.when for notice in questionnaire.notices]
    found = []
    for test in (*questionnaire.danger_tests, *each_test(conditions)):
        item = questionnaire.items.get(test.item)
        if item is not None and isinstance(item.enable_when, Is) and isinstance(test, Is):
            found.append((item, test.is_))
    return found


def _left_out(questionnaire: Questionnaire, link_id: str, answer: Answer, why: str) -> LeftOut:
    item, texts = questionnaire.item(link_id), exchange_texts(questionnaire.language)
    return LeftOut(link_id, item.short, texts(why), _words(item, answer))


def _words(item: Item, answer: Answer) -> str:
    """The answer in the words of the form, where it has them."""
    codes = answer.value if isinstance(answer.value, tuple) else (answer.value,)
    words = [item.option(code).text if isinstance(code, str) and item.has_option(code) else in_short(str(code))
             for code in codes if code is not None]
    return ", ".join(words) or in_short(answer.absent)
