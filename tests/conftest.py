"""What several test files share: the app on a port of its own, and a page in Chromium that may talk to it alone."""

import os
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from forms import choose_clinic
from records.settings import KEY_FILE, URL
from templates.press.glyphs import without_glyph
from tests.support import PATIENCE, PRINTS, SECOND_CLINIC
from tests.support.app import running_app
from tests.support.chromium import running_browser
from tests.support.this_clinic import turned_off

RARE_HAN = range(0x20000, 0x2A6D7)  # more letters than the fonts of any system hold
SLOW_FOLDERS = {"browser", "files", "hostile", "templates", "screens"}
FIRST = ("browser", "files", "hostile", "screens", "templates", "rules")  # the folders that take longest
EVERY_CLINIC = "mark.every_clinic"
SLOW_FILES = {  # they draw PDFs, start programs or databases, try very many answers, or load the rules very often
    "test_answers_file", "test_clinic", "test_command_line", "test_compared_pages", "test_comparing_revisions",
    "test_deployed_files", "test_fhir_form", "test_fhir_response", "test_form_checks", "test_fuzzed_readers",
    "test_kills", "test_maintenance", "test_medicine_names", "test_out_of_place", "test_own_words",
    "test_own_words_found", "test_pins", "test_postgres", "test_questions_answered", "test_read_back",
    "test_reading_worker", "test_recipes", "test_review_sheet", "test_roles", "test_rule_checks",
    "test_rule_properties", "test_running", "test_sent", "test_several_processes", "test_sign_offs",
    "test_square_code", "test_store", "test_translations",
}

settings.register_profile(  # a slow machine is no fault of ours
    "patient", deadline=None, suppress_health_check=[HealthCheck.data_too_large, HealthCheck.too_slow])
settings.load_profile("patient")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--second-clinic`: what is marked `every_clinic`, at a clinic with everything the other way round."""
    parser.addoption("--second-clinic", action="store_true", help="the clinical tests, at the second clinic")


def pytest_configure(config: pytest.Config) -> None:
    """Gives the records of this run a folder of their own, and chooses the clinic before any test loads it."""
    folder = Path(tempfile.mkdtemp(prefix="records-"))
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    if PRINTS not in os.environ:  # the processes of a run have it from the one that starts them
        (folder / "prints").mkdir()
        os.environ[PRINTS] = str(folder / "prints")
    os.environ |= {URL: f"sqlite:///{folder}/data/records.sqlite", KEY_FILE: f"{folder}/keys/records-keys.json"}
    if config.getoption("second_clinic"):
        choose_clinic(str(SECOND_CLINIC))


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One process more than cores, since tests in Chromium and of servers wait for a part of their time.

    Without those tests, as many as cores. Each process more has to load all tests, and has an app and a browser of its
    own: with two more, the cores had nothing more to give, and everything took longer.
    """
    waiting = 0 if config.getoption("markexpr") == "not slow" else 1
    return (os.cpu_count() or 1) + waiting


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """At the second clinic, does not load the files without a test for every clinic."""
    if not config.getoption("second_clinic") or not collection_path.name.startswith("test_"):
        return None
    return True if EVERY_CLINIC not in collection_path.read_text("utf-8") else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Marks as slow what `./test --fast` leaves out. At the second clinic, keeps what holds at every clinic.

    The files that take longest come first, so that no process is left alone with one of them at the end.
    """
    items.sort(key=lambda item: FIRST.index(item.path.parent.name) if item.path.parent.name in FIRST else len(FIRST))
    for item in items:
        if item.path.parent.name in SLOW_FOLDERS or item.path.stem in SLOW_FILES:
            item.add_marker(pytest.mark.slow)
    if config.getoption("second_clinic"):
        config.hook.pytest_deselected(items=[item for item in items if not _holds_here(item)])
        items[:] = filter(_holds_here, items)


def _holds_here(item: pytest.Item) -> bool:
    """Whether a test holds at any clinic, and this one has turned nothing off that the test uses."""
    uses = item.get_closest_marker("uses")
    return item.get_closest_marker("every_clinic") is not None and turned_off().isdisjoint(uses.args if uses else ())


class App(NamedTuple):
    """The running app: its address, and the file that gets what it writes to the terminal."""

    url: str
    log: Path


@pytest.fixture
def same_environment() -> Iterator[None]:
    """Fails a test that leaves the environment changed. The tests after it would meet another clinic, say."""
    before = dict(os.environ)
    yield
    now = dict(os.environ)
    for name in ("PYTEST_CURRENT_TEST", "MPLBACKEND"):  # pytest sets the one; Streamlit the other, when it is imported
        before.pop(name, None)
        now.pop(name, None)
    assert now == before


@pytest.fixture(autouse=True)
def at_the_desk_itself(same_environment: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page without a browser has no address and no cookies. It counts as one on this computer, that takes cookies."""
    monkeypatch.setattr("screens.visit.session.is_on_this_computer", lambda: True)
    monkeypatch.setattr("screens.actions.handing_over.can_be_told_apart", lambda: True)


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """One app for all tests of a run; each page is a session of its own."""
    log = tmp_path_factory.mktemp("app") / "log.txt"
    with running_app(log) as url:
        yield App(url, log)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for all tests of a run."""
    with running_browser() as chromium:
        yield chromium


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a new session. The test fails if it asks anything of another machine, or does what it may not do."""
    strangers: list[str] = []
    forbidden: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            strangers.append(request.url)

    def listen(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Permissions-Policy" in message.text:
            forbidden.append(message.text)

    context = browser.new_context(locale="en-GB", accept_downloads=True)
    context.set_default_timeout(PATIENCE * 1000)
    context.on("request", note)
    context.on("console", listen)
    yield context.new_page()
    context.close()
    assert strangers == []
    assert forbidden == []


@pytest.fixture(scope="session")
def a_letter_without_font() -> str:
    """A letter that no font on this machine can draw."""
    letters = without_glyph("".join(map(chr, RARE_HAN)))
    assert letters, "a font here has every letter, or fontconfig's command fc-list is missing"
    assert unicodedata.category(letters[0]) == "Lo"
    return letters[0]
