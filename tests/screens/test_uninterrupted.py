"""An answer that comes while the one before is taken: that one is taken to its end."""

import tomllib
from types import SimpleNamespace

import pytest
from streamlit.runtime.scriptrunner import StopException
from streamlit.runtime.state import SafeSessionState, SessionState

from screens.server import uninterrupted
from screens.visit.session import callback
from tests.support import ROOT


def test_a_callback_is_not_stopped_by_the_next_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop() -> None:
        raise StopException()

    state = SafeSessionState(SessionState(), stop)
    monkeypatch.setattr(uninterrupted, "get_script_run_ctx", lambda: SimpleNamespace(session_state=state))
    taken = []

    @callback
    def take() -> None:
        assert "dose" not in state
        taken.append("300 mg")

    take()
    assert taken == ["300 mg"]
    with pytest.raises(StopException):
        _ = "dose" in state


def test_a_session_has_one_run_at_a_time() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings["runner"]["fastReruns"] is False
