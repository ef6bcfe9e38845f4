"""`/ready` says 200 or 503, soon, whatever the database does, and nothing more."""

import logging
import threading

import pytest

from records.settings import KEY_FILE, URL
from screens.server.readiness import Readiness, clinic_can_be_served
from screens.smart.waited import waited_for
from screens.visit.drafts import store_here

NEVER = 0.02  # seconds; so short that a look that waits is not awaited


def test_a_change_is_told_once_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    states = [True, False, False, True, True]

    async def ask() -> list[tuple[int, bytes]]:
        readiness = Readiness(lambda: states.pop(0))
        given = []
        while states:
            response = await readiness.response()
            given.append((response.status_code, bytes(response.body)))
        return given

    ready, not_ready = (200, b"ready\n"), (503, b"not ready\n")
    with caplog.at_level(logging.INFO):
        assert waited_for(ask()) == [ready, not_ready, not_ready, ready, ready]
    assert [record.getMessage() for record in caplog.records if record.name == "screens.server.readiness"] == [
        "not ready: the records cannot be reached", "ready again"]


def test_a_database_that_gives_no_reply_holds_up_one_thread_and_nobody_else() -> None:
    replies = threading.Event()
    looks: list[None] = []

    def wait() -> bool:
        looks.append(None)
        return replies.wait()

    async def ask() -> list[int]:
        readiness = Readiness(wait, within=NEVER)
        given = [(await readiness.response()).status_code for _request in range(3)]
        replies.set()
        readiness._within = 60
        return [*given, (await readiness.response()).status_code]

    assert waited_for(ask()) == [503, 503, 503, 200]
    assert len(looks) == 1


def test_records_that_cannot_be_reached_are_noticed_and_their_return_too(monkeypatch: pytest.MonkeyPatch) -> None:
    store_here.cache_clear()
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv(URL, "postgresql://nobody@127.0.0.1:1/records")
        assert not clinic_can_be_served()
    assert clinic_can_be_served()
    store_here.cache_clear()


def test_keys_that_do_not_belong_to_the_records_are_noticed(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory,
) -> None:
    store_here.cache_clear()
    monkeypatch.setenv(URL, f"sqlite:///{tmp_path_factory.mktemp('records')}/records.sqlite")
    monkeypatch.setenv(KEY_FILE, "/dev/null/keys.json")
    assert not clinic_can_be_served()
    store_here.cache_clear()
