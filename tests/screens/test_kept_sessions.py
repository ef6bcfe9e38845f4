"""A page that is closed or loaded again right after an answer: the script that has the answer runs to its end."""

from types import SimpleNamespace
from typing import Any

import pytest

from screens.server import kept_sessions
from screens.server.kept_sessions import disconnect, wait_for_last_answer


class Session:
    """What Streamlit's session does when its page is closed: it stops its script, also one that has not begun."""

    def __init__(self, is_resumable: bool) -> None:
        self.is_resumable = lambda: is_resumable
        self.is_stopped = False

    def request_script_stop(self) -> None:
        self.is_stopped = True


@pytest.mark.parametrize(("is_signed_out", "is_stopped"), [(False, False), (True, True)])
def test_the_script_with_the_last_answer_is_not_stopped(is_signed_out: bool, is_stopped: bool) -> None:
    session = Session(not is_signed_out)
    manager: Any = SimpleNamespace(get_active_session_info=lambda _name: SimpleNamespace(session=session))
    disconnect(manager, lambda _name: session.request_script_stop(), "one")
    assert session.is_stopped is is_stopped
    session.request_script_stop()  # as the server does when it lets go of a session
    assert session.is_stopped


def test_a_session_that_is_gone_already_is_streamlits_to_answer_for() -> None:
    manager: Any = SimpleNamespace(get_active_session_info=lambda _name: None)
    asked: list[str] = []
    disconnect(manager, asked.append, "one")
    assert asked == ["one"]


def test_a_form_is_opened_again_only_when_the_page_that_had_it_has_saved_its_last_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session = SimpleNamespace(_scriptrunner="runs")
    stored = SimpleNamespace(get=lambda name: SimpleNamespace(session=session) if name == "one" else None)
    monkeypatch.setattr(kept_sessions, "exists", lambda: True)
    monkeypatch.setattr(kept_sessions, "get_instance",
                        lambda: SimpleNamespace(_session_mgr=SimpleNamespace(_session_storage=stored)))
    steps: list[float] = []

    def sleep(seconds: float) -> None:
        steps.append(seconds)
        session._scriptrunner = "runs" if len(steps) < 3 else None

    monkeypatch.setattr("time.sleep", sleep)
    wait_for_last_answer("another")
    assert steps == []
    wait_for_last_answer("one")
    assert len(steps) == 3
