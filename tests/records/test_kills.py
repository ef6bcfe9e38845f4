"""A process that saves is killed at random moments: whatever it said was saved is there, and the records are whole.

`python -m tests.benchmarks kills` does it 200 times, and kills the whole server too.
"""

from pathlib import Path

import pytest

from records import Settings, open_store
from records.maintenance import faults
from tests.support.kills import lost_by_killed_stores

KILLS = 8


@pytest.mark.parametrize("place", ["settings", "postgres_settings"])
def test_what_was_said_to_be_saved_is_there_after_a_kill(
    place: str, request: pytest.FixtureRequest, tmp_path: Path,
) -> None:
    settings: Settings = request.getfixturevalue(place)
    assert lost_by_killed_stores(settings, KILLS, tmp_path) == []
    store = open_store(settings)
    assert faults(store) == []
    store.close()
