"""Begins a visit, or opens the visit of a draft, at a desk that keeps its answers. Independent of Streamlit."""

from functools import cache, partial

from forms import load_clinic, load_questionnaire
from forms.exchange import LeftOut, ReadBack
from forms.exchange.fhir import read_record
from records import Holder, SentForms, Store, open_store, settings_here
from screens.visit.contents import bring_back, content_of
from screens.visit.doors import Door
from screens.visit.saving import Saving
from screens.visit.visit import Visit
from screens.visit.walk import REVIEW, WORKLIST
from screens.words import words_for


@cache
def store_here() -> Store:
    """Returns the store of this process. Raises RecordsError; then the next call tries again."""
    return open_store(settings_here())


def begin_visit(door: Door, *, edition: int = 0, language: str | None = None) -> Visit:
    """Returns a new, empty visit that saves nothing. The clinic's first language is used unless another is given."""
    return Visit(door, load_questionnaire(language=language), words_for(door.name, language), edition=edition)


def begin_kept_visit(door: Door, who: Holder, *, edition: int = 0) -> Visit:
    """Returns a new, empty visit at its worklist. Its draft begins with the first answer."""
    visit = begin_visit(door, edition=edition)
    visit.saving = Saving(store_here, who, partial(content_of, visit))
    visit.position.move(WORKLIST)
    return visit


def begin_sent_visit(
    door: Door, who: Holder, sent_id: str, found: ReadBack, left_out: tuple[LeftOut, ...], *, edition: int = 0,
) -> Visit:
    """Returns a new visit with what a patient sent, which waits no more then. Raises RecordsError, and begins nothing.

    The desk does not see what the patient answered alone.
    """
    visit = begin_visit(door, edition=edition)
    visit.hide_private()
    visit.replace_all(found.response)
    if found.taken:
        visit.handed_in.take(found.response.answers, None, found.taken)
    visit.handed_in.suggest(read_record(found.in_record, visit.questionnaire, visit.newest_day), by_person=True)
    visit.position.move(REVIEW)
    draft = SentForms(store_here()).take_in(sent_id, content_of(visit), who)
    visit.saving = Saving(store_here, who, partial(content_of, visit), draft, left_out=left_out)
    return visit


def open_kept_visit(door: Door, who: Holder, draft_id: str, *, edition: int = 0, take_over: bool = False) -> Visit:
    """Returns the visit of a draft, and holds the draft. Raises RecordsError, such as HeldElsewhereError.

    A draft in a language that the clinic no longer offers is opened in the clinic's first language.
    """
    draft = store_here().open(draft_id, who, take_over=take_over)
    visit = begin_visit(door, edition=edition)
    left_out: tuple[LeftOut, ...] = ()
    if draft.content is not None:
        if draft.content.language in load_clinic().languages:
            visit.speak(draft.content.language)
        left_out = bring_back(visit, draft.content)
    visit.saving = Saving(store_here, who, partial(content_of, visit), draft, left_out=left_out)
    return visit
