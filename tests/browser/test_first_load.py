"""What a browser shows before the program of the page is there, and how little it has to load for it."""

import gzip
import re
from dataclasses import replace
from urllib.request import Request, urlopen

import brotli  # type: ignore[import-untyped] # comes without types
import pytest
from playwright.sync_api import Browser, expect

from forms import load_clinic
from screens.server.first_load import NEEDED_SOON, first_page
from screens.server.headers import INDEX
from tests.conftest import App

PROGRAM = max((INDEX.parent / "static" / "js").glob("*.js"), key=lambda file: file.stat().st_size)


def loaded(app: App, path: str, **headers: str) -> tuple[dict[str, str], bytes]:
    """The headers and the body of a response, compressed or not."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with urlopen(Request(app.url + path, headers=named)) as response:  # noqa: S310 # the app's own address
        return {name.lower(): value for name, value in response.headers.items()}, response.read()


@pytest.mark.parametrize(("accepts", "named", "opened"), [
    ("gzip, deflate, br", "br", brotli.decompress), ("gzip;q=0.9", "gzip", gzip.decompress),
    ("identity", None, bytes), ("", None, bytes), ("br;q=0, gzip;q=0.0", None, bytes),
    ("BR; q=1", "br", brotli.decompress),
])
def test_the_program_arrives_whole_and_small(app: App, accepts: str, named: str | None, opened: type) -> None:
    for _ in range(2):  # the second time, what was compressed is used again
        headers, body = loaded(app, f"/static/js/{PROGRAM.name}", Accept_Encoding=accepts)
        assert headers.get("content-encoding") == named
        assert "accept-encoding" in headers["vary"].lower()
        assert "immutable" in headers["cache-control"]
        assert opened(body) == PROGRAM.read_bytes()
    assert named is None or len(body) < PROGRAM.stat().st_size / 3


def test_a_part_of_a_file_is_sent_as_it_is(app: App) -> None:
    headers, body = loaded(app, f"/static/js/{PROGRAM.name}", Accept_Encoding="br", Range="bytes=0-9")
    assert "content-encoding" not in headers
    assert body == PROGRAM.read_bytes()[:10]


def test_what_the_first_page_needs_soon_is_loaded_with_the_program_and_the_font_after_it(app: App) -> None:
    _headers, body = loaded(app, "/")
    page = body.decode()
    named = re.findall(r'<link rel="modulepreload" crossorigin href="\./static/js/([\w.]+?)\.[\w-]+\.js">', page)
    assert set(NEEDED_SOON) <= set(named)
    assert 'as="font"' not in page


def test_whom_to_call_is_there_before_the_program(browser: Browser, app: App) -> None:
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.route("**/static/js/**", lambda route: route.abort())
    page.goto(app.url)
    expect(page.get_by_role("status")).to_contain_text("The questions are on their way.")
    expect(page.locator("a[href='tel:911']")).to_be_visible()
    assert page.title() == "Questions"
    context.close()


def test_the_page_without_its_program_says_what_to_do_and_names_no_maker(app: App) -> None:
    headers, body = loaded(app, "/")
    page = body.decode()
    assert "etag" not in headers
    assert "ask your clinic for the form on paper" in page
    assert "JSON" not in page
    assert "<title>Questions</title>" in page


@pytest.mark.parametrize(("asked", "language", "words"), [
    ("es-MX,es;q=0.9", "es", "Las preguntas están en camino."), ("fr", "en", "The questions are on their way."),
])
def test_the_first_words_are_in_the_language_of_the_browser(asked: str, language: str, words: str) -> None:
    clinic = replace(load_clinic(), languages=("en", "es"))
    page = first_page(INDEX.read_text("utf-8"), asked, clinic)
    assert words in page
    assert f'<html lang="{language}" dir="ltr">' in page
