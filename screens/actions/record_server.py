"""Reads a chart from the record server: leads the browser there, and shows what came back on the page of a chart.

The library of OAuth takes 12 MB, and is loaded when the first chart is read.
"""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import streamlit as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.secrets import secrets_singleton

from forms import RecordServerSettings, load_clinic
from screens.pages.handed_in import read_in
from screens.server.routes import RETURN, SMART_CALLBACK
from screens.server.this_computer import browser_here, is_on_this_computer
from screens.server.uninterrupted import uninterrupted
from screens.smart.addresses import HANDLE, base_path, launch_path
from screens.smart.grants import Grant, Linked
from screens.smart.problems import RecordServerError
from screens.smart.waited import waited_for
from screens.smart.waiting import Arrived, Asked, Launch, arrived, launches, leaving, owner_of
from screens.visit.session import callback, start_over, visit_of_tab
from screens.visit.staff import ANYONE
from screens.visit.visit import Visit
from screens.visit.walk import HAND_OVER, LOCKED, OPEN, SIGN_IN, WORKLIST

if TYPE_CHECKING:
    from screens.smart.chart import ReadChart

NOT_NOW = {SIGN_IN, LOCKED, HAND_OVER}


def reads_from_server(visit: Visit) -> bool:
    """True if this page may read charts from a record server: the desk, of somebody signed in or on this computer."""
    if load_clinic().record_server is None or not visit.door.asks_desk_items or visit.position.step in NOT_NOW:
        return False
    return visit.staff.may_open_forms and (visit.staff is not ANYONE or is_on_this_computer())


@callback
def ask_record_server(visit: Visit) -> None:
    """Leads the browser to where the record server asks for permission."""
    if reads_from_server(visit):
        _lead_away(visit, None)


def go_on_with_record_server(visit: Visit) -> bool:
    """Goes on where the browser was led: there, or back with a chart. True if the page is to be drawn anew."""
    if not reads_from_server(visit):
        return False
    owner, name = owner_of(st.context.cookies), st.query_params.get(HANDLE, "")
    if not owner:
        return False
    with uninterrupted():
        launch = launches.take(owner, name)
        if launch is None and visit.position.step == WORKLIST:  # after a sign-in, the address has no name any more
            launch = launches.take_any(owner)
        if launch is not None:
            st.query_params.pop(HANDLE, None)
            return _lead_away(visit, launch)
        came = arrived.take(owner, name, lambda one: one.asked.form == form_of(visit))
        if came is None:
            return False
        st.query_params.pop(HANDLE, None)
        if came.asked.person == visit.staff.person:
            _show_chart(_at_open(visit), came)
        return True


def form_of(visit: Visit) -> str | None:
    """Returns which form is open, to find it again: the id of its draft, or of a visit; None for an empty one."""
    if visit.saving is not None:
        return visit.saving.draft.draft_id if visit.saving.draft is not None else None
    return visit.began if visit.would_be_lost else None


def callback_address() -> str:
    """Returns the address to which the record server leads back.

    It stands beside the one of sign-in. Without accounts, the desk is open on this computer alone, under the name that
    the browser uses.
    """
    if load_clinic().sign_in is not None and secrets_singleton.load_if_toml_exists():
        return str(secrets_singleton["auth"]["redirect_uri"]).removesuffix(RETURN) + SMART_CALLBACK
    host = urlsplit(f"//{st.context.headers.get('Host', '')}").netloc
    return f"http://{host}{base_path()}{SMART_CALLBACK}"


def _settings() -> RecordServerSettings:
    settings = load_clinic().record_server
    if settings is None:
        raise RecordServerError("unreachable")
    return settings


def _lead_away(visit: Visit, launch: Launch | None) -> bool:
    """True if the page is to be drawn anew, because it says why the server was not asked."""
    from screens.smart.client import way_there

    try:
        if not browser_here():
            raise RecordServerError("no_cookies")
        handed_over = launch.handed_over if launch is not None else None
        away = waited_for(way_there(_settings(), callback_address(), handed_over))
    except RecordServerError as error:
        _say(_at_open(visit), error)
        return True
    draft = visit.saving.draft if visit.saving is not None else None
    asked = Asked(away, form_of(visit), draft.draft_id if draft is not None else None, visit.staff.person)
    message = ForwardMsg()
    message.auth_redirect.url = launch_path(leaving.put(browser_here(), asked))
    if run := get_script_run_ctx():
        run.enqueue(message)
    return False


def _at_open(visit: Visit) -> Visit:
    """The page where files are opened, of the form that is open; of a new one, if this is the list of patients."""
    if visit.position.step == WORKLIST:
        start_over(visit)
        visit = visit_of_tab() or visit
        visit.position.move(visit.way.first_page)
    if visit.position.step != OPEN:
        visit.position.came_from = visit.position.step
    visit.handed_in.put_away()
    visit.position.move(OPEN)
    return visit


def _show_chart(visit: Visit, came: Arrived) -> None:
    try:
        with st.spinner(visit.words("record_server.reading")):
            grant, chart = waited_for(_fetched(visit, came))
            read_in(visit, chart.bundle)
    except RecordServerError as error:
        _say(visit, error)
        return
    visit.handed_in.unread = chart.unread
    found = visit.handed_in.opened.chart if visit.handed_in.opened is not None else None
    visit.handed_in.linked = Linked(grant, found.names, found.born) if found is not None else None
    visit.handed_in.sent_to_record = visit.handed_in.not_sent = None


async def _fetched(visit: Visit, came: Arrived) -> "tuple[Grant, ReadChart]":
    from screens.smart.chart import read_chart_of
    from screens.smart.client import permission

    if came.code is None:
        raise RecordServerError("denied" if came.is_denied else "wrong_answer")
    grant = await permission(_settings(), came.asked.away, came.code)
    return grant, await read_chart_of(_settings(), grant, visit.questionnaire)


def _say(visit: Visit, error: RecordServerError) -> None:
    visit.handed_in.refused = (visit.words(f"record_server.problems.{error.why}"),)
    visit.handed_in.refused_by_server = True
    visit.position.look_at("refused")
