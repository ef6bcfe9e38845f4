"""Takes over answers from a file: the same visit continues, or a new one begins with them, or they are discarded."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date

import streamlit as st

from forms import UNANSWERED, Answer, Response, is_same_name, known_identity, may_be_two_people
from forms.exchange import Differing
from records import RecordsError, SentForms
from screens.actions.steps import take_page
from screens.visit.answering import take_again
from screens.visit.danger import look_for_danger
from screens.visit.drafts import store_here
from screens.visit.earlier import Earlier, read_earlier, still_fresh
from screens.visit.session import callback
from screens.visit.visit import Visit
from screens.visit.walk import OPEN, REVIEW
from screens.visit.whose import confirm_whose, last_time, taken_in_doubt
from templates import load_words


@callback
def go_to_open(visit: Visit) -> None:
    """Goes to the page where a file is opened."""
    if visit.position.step != OPEN:
        take_page(visit, visit.position.step, finished=False)
        visit.position.came_from = visit.position.step
    visit.handed_in.put_away()
    visit.position.move(OPEN)


@callback
def leave_open(visit: Visit) -> None:
    """Goes back to the page the person came from, and forgets the file."""
    visit.handed_in.put_away()
    visit.position.move(visit.position.came_from or visit.way.first)


@callback
def go_on_with_it(visit: Visit) -> None:
    """Continues the same visit: the answers of the file replace those given here, except what a patient answered alone.

    If the file and the form may be of two people, the form keeps its own name, date of birth and record number.
    """
    if visit.handed_in.opened is None or not _may_take(visit):  # None: a second click
        return
    response = visit.handed_in.opened.response
    answers = _after_going_on(visit, response)
    if visit.handed_in.sent_id is not None:
        visit.hide_private()
    in_record = visit.handed_in.read_record(visit.questionnaire, visit.newest_day)
    if in_record:
        visit.handed_in.suggest(in_record, by_person=True)
        visit.handed_in.record_of = None
    visit.replace_all(replace(response, answers=answers))
    visit.handed_in.take(response.answers, None, visit.handed_in.opened.taken)
    _arrive(visit, REVIEW)


@callback
def begin_new_visit(visit: Visit) -> None:
    """Begins a new visit: answers given here stay, fresh ones are carried over, and the others are asked again.

    What a patient sent is of this visit, so this is not offered for it.
    If the file and the form may be of two people, the form keeps its own name, date of birth and record number.
    """
    if visit.handed_in.opened is None or visit.handed_in.sent_id is not None or not _may_take(visit):
        return
    earlier = read_earlier(visit.questionnaire, visit.handed_in.opened)
    own, held = visit.typed_here, visit.held_here
    fresh = {link_id: answer for link_id, answer in still_fresh(earlier, visit.today).items() if link_id not in held}
    answers = _with_one_identity(visit, {**fresh, **own})
    for link_id in fresh:
        visit.fields.typed.pop(link_id, None)
    visit.handed_in.take(fresh, earlier, visit.handed_in.opened.taken)
    visit.keep(replace(visit.response, answers=answers))
    _arrive(visit, visit.way.first_page)


def take_over_earlier(visit: Visit, earlier: Earlier) -> None:
    """Takes what is fresh in an earlier form of the same person into a new, empty one, and who the person is."""
    identity = visit.questionnaire.roles.identity
    known = {link_id: answer for link_id, answer in earlier.answers.given().items() if link_id in identity}
    fresh = {**still_fresh(earlier, visit.today), **known}
    visit.handed_in.take(fresh, earlier)
    visit.keep(replace(visit.response, answers=fresh))
    confirm_whose(visit)


def _arrive(visit: Visit, step: str) -> None:
    confirm_whose(visit)  # it was typed, or is the same person
    _note_taken_in(visit)
    visit.on_device.go_on()
    visit.lost_answers = False
    visit.handed_in.opened, visit.position.back_to = None, None
    visit.position.move(step)
    look_for_danger(visit, finished=True)


def _note_taken_in(visit: Visit) -> None:
    """What was sent by the patient waits no more, if it is saved with the form. If not, it stays in the list."""
    sent_id, saving = visit.handed_in.sent_id, visit.saving
    visit.handed_in.sent_id = None
    if sent_id is None or saving is None or saving.draft is None or saving.trouble is not None:
        return
    with suppress(RecordsError):
        SentForms(store_here()).was_taken_in(sent_id, saving.draft.draft_id, saving.who)


@callback
def part_from_earlier(visit: Visit) -> None:
    """Takes out all answers of the earlier visit, and no longer compares with it."""
    brought = visit.untouched
    visit.keep(replace(visit.response, answers=visit.typed_here))
    for link_id in brought:
        visit.fields.typed.pop(link_id, None)
    visit.handed_in.take({}, None)
    visit.position.look_at(None)


@callback
def ask_all(visit: Visit, asks_all: bool) -> None:
    """Shows or hides the questions that need not be asked again."""
    take_page(visit, visit.position.step, finished=False)
    visit.handed_in.asks_all = asks_all
    is_still_there = visit.way.page_at(visit.position.step) is not None
    visit.position.move(visit.position.step if is_still_there else visit.way.first_page)


@callback
def still_the_same(visit: Visit, link_id: str) -> None:
    """Takes the answer of the earlier visit as the answer of today."""
    item = visit.questionnaire.item(link_id)
    answer = last_time(visit, item)
    if answer is not None:
        take_again(visit, item, answer)
        visit.position.look_at(link_id)


def version_key(visit: Visit, differing: Differing) -> str:
    """Returns the key of the field for which of two answers is right. Each file has fields of its own."""
    return f"{visit.door.name}-{visit.edition}-version-{visit.handed_in.files}-{differing.link_id}"


@callback
def choose_version(visit: Visit, differing: Differing) -> None:
    """Takes the answer inside the opened file, or the one on its pages, or neither, into what was found in it."""
    opened = visit.handed_in.opened
    if opened is None or differing not in opened.differing:
        return
    chosen = {"inside": differing.inside, "on_pages": differing.on_pages}.get(
        str(st.session_state.get(version_key(visit, differing))))
    answers = {link_id: answer for link_id, answer in opened.response.answers.items() if link_id != differing.link_id}
    if chosen is not None and chosen != UNANSWERED:
        answers[differing.link_id] = chosen
    visit.handed_in.opened = replace(opened, response=replace(opened.response, answers=answers))


def to_type(visit: Visit) -> Answer | None:
    """Returns the name, date of birth or record number to type before a file is taken over; None if there is no doubt.

    There is doubt if the form and the file differ, or have nothing in common that could be compared. It is then the
    file's own name, so that the person reads whose file it is; the form's if the file names nobody.
    """
    opened = visit.handed_in.opened
    here = known_identity(visit.questionnaire, visit.response)
    if opened is None or not here:
        return None
    there = known_identity(visit.questionnaire, opened.response)
    is_of_one = here.keys() & there.keys() and not may_be_two_people(
        visit.questionnaire, opened.response, visit.response)
    return None if is_of_one else next(iter((there or here).values()))


def whose_key(visit: Visit) -> str:
    """Returns the key of the field for what `to_type` asks. Each file has a field of its own."""
    return f"{visit.door.name}-{visit.edition}-whose-{visit.handed_in.files}"


def _may_take(visit: Visit) -> bool:
    """True if there is no doubt whose file it is, or the person has typed what was asked. If not, the page says so."""
    asked, typed = to_type(visit), str(st.session_state.get(whose_key(visit)) or "")
    if asked is None or is_typed(asked, typed, visit.language):
        return True
    visit.handed_in.is_to_type = True
    visit.position.look_at("whose")
    return False


def is_typed(asked: Answer, typed: str, language: str) -> bool:
    """True if the text is the name or number. A date may be typed as it is shown, or in numbers in any usual order."""
    if not isinstance(asked.value, date):
        return is_same_name(str(asked.value), typed)
    day, month, year = asked.value.day, asked.value.month, asked.value.year
    numbers = [int(number) for number in re.findall("[0-9]+", typed)]
    is_as_shown = typed.casefold().split() == load_words(language).on(asked.value).casefold().split()
    return is_as_shown or numbers in ([day, month, year], [month, day, year], [year, month, day])


def _with_one_identity(visit: Visit, answers: Mapping[str, Answer]) -> Mapping[str, Answer]:
    """Returns the answers without what identifies the person, and with the form's own, if the two may differ."""
    if to_type(visit) is None:
        return answers
    identity = visit.questionnaire.roles.identity
    rest = {link_id: answer for link_id, answer in answers.items() if link_id not in identity}
    return {**known_identity(visit.questionnaire, visit.response), **rest}


def gives_way_to_file(visit: Visit) -> bool:
    """True if something that was typed here is deleted or replaced when the same visit goes on with the opened file."""
    opened = visit.handed_in.opened
    before = visit.response.answers
    after = _after_going_on(visit, opened.response) if opened else before
    return any(link_id not in before or not _says_the_same(before[link_id], after.get(link_id))
               for link_id in visit.held_here - visit.hidden)


def _after_going_on(visit: Visit, opened: Response) -> Mapping[str, Answer]:
    """The answers when the same visit goes on with an opened file."""
    alone = {link_id: answer for link_id, answer in visit.response.answers.items() if link_id in visit.hidden}
    return _with_one_identity(visit, {**opened.answers, **alone})


def _says_the_same(one: Answer, other: Answer | None) -> bool:
    return other is not None and (one.value, one.absent) == (other.value, other.absent)


@callback
def confirm_same_person(visit: Visit) -> None:
    """Confirms that the answers taken from a file are of the person that the form names now, if that was typed."""
    asked = taken_in_doubt(visit)
    typed = str(st.session_state.get(taken_key(visit)) or "")
    if asked is not None and is_typed(asked, typed, visit.language):
        confirm_whose(visit)
        visit.position.look_at(None)


def taken_key(visit: Visit) -> str:
    """Returns the key of the field for what `taken_in_doubt` asks."""
    return f"{visit.door.name}-{visit.edition}-taken-{visit.handed_in.files}"
