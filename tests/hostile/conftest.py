"""One app for all hostile requests, with a note of everything that it asks of the network."""

from collections.abc import Iterator

import pytest

from tests.support.recorded import Recorded, recorded_app


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recorded]:
    """An app that is heard. Whatever a test does to it, it asks nothing of another machine."""
    with recorded_app(tmp_path_factory.mktemp("recorded")) as app:
        yield app
        assert app.strangers() == []
