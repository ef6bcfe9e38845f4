"""Whatever is handed in is read or refused in words, and no answer is lost without a word: files nobody thought of."""

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from copy import deepcopy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from forms import load_questionnaire
from forms.exchange import MARK, ReadBack, ResponseError, UnreadableError, field_name, read_back
from forms.exchange.form_fields import answers_filled_in, mark_of
from forms.exchange.restoring import restore
from forms.exchange.square_code.code import _checksum, decode_answers
from forms.exchange.square_code.code_book import CodeBook
from forms.exchange.square_code.digits import ALPHABET, to_text
from forms.exchange.worker.reply import BrokenReplyError, read_reply, reply_of
from tests.hostile.files import answers_files, fhir_files, pdf_files, pictures
from tests.hostile.files.case import TODAY, answers, attachment, sealed_again
from tests.hostile.files.pdf_bytes import attached, form, stream

FORM = load_questionnaire()
WORDS = st.text(max_size=30) | st.sampled_from(["no", "yes", "2026-01-31", "1", "\ud83d", "\u202e", "\0", "{0}", "<b>"])
LINK_IDS = st.sampled_from([*FORM.items, "shoe_size", "", "\udc00"])
KEYS = st.sampled_from(["value", "absent", "origin", "on", "name", "dose"]) | st.text(max_size=5)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4))
LONG_FORM = st.fixed_dictionaries({}, optional={"value": ANYTHING, "absent": WORDS, "origin": WORDS, "on": WORDS})
ENTRIES = st.dictionaries(LINK_IDS, ANYTHING | LONG_FORM, max_size=8)
BREAKS = st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=12)), min_size=1, max_size=6)
PARTS = st.sampled_from(["", "day", "month", "year", "time", "nothing", "absent-unsure", "absent-declined", "1:name",
                         "2:dose", "13:name"])
FIELDS = st.builds(lambda link_id, part: field_name(link_id, part) if part else link_id, LINK_IDS, PARTS)
CHARTS = [fhir_files.CONDITION, fhir_files.ORDER, fhir_files.PRESSURE, fhir_files.ALLERGY, fhir_files.PATIENT,
          fhir_files.GOOD]
RELAXED = settings(max_examples=150)

GOOD = [answers_files.GOOD, attachment(), pdf_files.good(), form(*pdf_files.fields([("reason", "(Sad)")])),
        pdf_files.drawing(pdf_files.TEXT, pdf_files.HELVETICA), pictures.saved(pictures.code(), "PNG"),
        pictures.saved(pictures.code(), "JPEG"), pictures.saved(pictures.code(), "TIFF"),
        pictures.saved(pictures.code(), "WEBP"), pictures.saved(pictures.code(), "HEIF")]


def read(content: bytes) -> ReadBack | None:
    """What is read; None where the file is refused. Anything else that is raised fails the test."""
    try:
        return read_back(content, FORM, today=TODAY)
    except (UnreadableError, ResponseError):
        return None


def not_lost(entries: dict[str, Any], found: ReadBack) -> bool:
    """Whether each entry is an answer now, or is listed with why it is not."""
    return {*found.response.answers, *(one.link_id for one in found.left_out)} >= entries.keys()


def broken(content: bytes, breaks: Iterable[tuple[float, bytes]]) -> bytes:
    """The file with some of its bytes written over."""
    torn = bytearray(content)
    for place, junk in breaks:
        at = int(place * len(torn))
        torn[at:at + len(junk)] = junk
    return bytes(torn)


@RELAXED
@given(ENTRIES)
def test_any_answers_in_a_file_are_read_or_refused(entries: dict[str, Any]) -> None:
    found = read(json.dumps({"questionnaire": FORM.questionnaire_id, "answers": entries}).encode())
    assert found is None or found.response.answers.keys() >= entries.keys()


@RELAXED
@given(st.binary(max_size=200))
def test_any_bytes_as_answers_are_read_or_refused(content: bytes) -> None:
    read(answers(content))


@RELAXED
@given(ENTRIES)
def test_any_sealed_answers_in_a_pdf_are_taken_over_or_listed(entries: dict[str, Any]) -> None:
    found = read(attached(stream(sealed_again(answers=entries))))
    assert found is None or not_lost(entries, found)


@RELAXED
@given(ENTRIES)
def test_any_entries_are_taken_over_or_listed(entries: dict[str, Any]) -> None:
    response, left_out = restore(entries, FORM, TODAY)
    assert not_lost(entries, ReadBack(response, "form", None, left_out))


@RELAXED
@given(st.dictionaries(FIELDS, WORDS.filter(bool), max_size=10))
def test_any_fields_of_a_form_are_taken_over_or_listed(fields: dict[str, str]) -> None:
    entries = answers_filled_in({MARK: mark_of(FORM), **fields}, FORM)
    response, left_out = restore(entries, FORM, TODAY)
    assert not_lost(entries, ReadBack(response, "form", None, left_out))


@RELAXED
@given(st.lists(st.tuples(FIELDS, st.binary(max_size=20)), max_size=6))
def test_any_form_in_a_pdf_is_read_or_refused(fields: list[tuple[str, bytes]]) -> None:
    read(form(*(b"<</FT/Tx/T<%b>/V<%b>>>" % (name.encode("utf-8", "replace").hex().encode(), value.hex().encode())
                for name, value in fields)))


@RELAXED
@given(st.integers(0, len(ALPHABET) ** 90), st.sampled_from(["K", "D", "P"]))
def test_any_number_in_a_code_is_read_or_refused(number: int, reader: str) -> None:
    body = to_text(CodeBook.of(FORM).mark, 3) + to_text(number)
    head = reader + FORM.version.upper()
    with suppress(UnreadableError):
        decode_answers(f"{head}:{_checksum(head, body)}{body}", FORM, today=TODAY)


@RELAXED
@given(st.text(max_size=60) | st.text(alphabet=ALPHABET, max_size=120))
def test_any_text_in_a_code_is_read_or_refused(text: str) -> None:
    with suppress(UnreadableError):
        decode_answers(text, FORM, today=TODAY)


@settings(max_examples=400)
@given(st.sampled_from(GOOD), BREAKS)
def test_any_file_with_broken_bytes_is_read_or_refused(content: bytes, breaks: list[tuple[float, bytes]]) -> None:
    read(broken(content, breaks))


@RELAXED
@given(st.sampled_from(GOOD), BREAKS)
def test_a_reply_with_broken_bytes_is_read_or_not_believed(
    content: bytes, breaks: list[tuple[float, bytes]],
) -> None:
    reply = reply_of(lambda: read_back(content, FORM, today=TODAY))
    with suppress(BrokenReplyError, UnreadableError, ResponseError):
        assert isinstance(read_reply(broken(reply, breaks), FORM, today=TODAY), ReadBack)


@RELAXED
@given(ENTRIES)
def test_what_was_read_comes_through_a_reply_unchanged(entries: dict[str, Any]) -> None:
    content = sealed_again(answers=entries)
    found = read(content)
    if found is not None and encodable_throughout(found):
        assert read_reply(reply_of(lambda: read_back(content, FORM, today=TODAY)), FORM, today=TODAY) == found


@settings(max_examples=400)
@given(st.lists(st.tuples(st.sampled_from(CHARTS), st.integers(0, 40), ANYTHING), min_size=1, max_size=6))
def test_any_fhir_resources_with_parts_of_other_kinds_are_read_or_refused(
    changes: list[tuple[dict[str, Any], int, Any]],
) -> None:
    resources = [changed(resource, at, put) for resource, at, put in changes]
    read(json.dumps({"resourceType": "Bundle", "entry": [{"resource": one} for one in resources]}).encode())


def changed(node: Any, at: int, put: Any) -> Any:
    """The resource with something else in one of its places, which are counted from the outermost."""
    places = list(places_in(node))
    copy = deepcopy(node)
    *way, last = places[at % len(places)]
    inner = copy
    for key in way:
        inner = inner[key]
    inner[last] = put
    return copy


def places_in(node: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inside = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in inside:
        yield (*way, key)
        yield from places_in(value, (*way, key))


def encodable_throughout(found: ReadBack) -> bool:
    """Whether no text holds half a character, which a reply cannot carry."""
    try:
        "".join(one.link_id + one.given for one in found.left_out).encode()
    except UnicodeEncodeError:
        return False
    return True
