"""The square code carries the coded answers, no name and no words of a person, and is read back from bad copies."""

import io
from dataclasses import replace
from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFilter

from forms import (
    DESK,
    READERS,
    UNANSWERED,
    Answer,
    Origin,
    PartialDate,
    Questionnaire,
    Response,
    answers_in_force,
    load_questionnaire,
    unseen_by,
)
from forms.exchange import not_in_it, read_response
from forms.exchange.limits import FILE_BYTES
from forms.exchange.read_back import read_back
from forms.exchange.square_code.code import decode_answers, encode_answers
from forms.exchange.square_code.code_book import CodeBook
from forms.exchange.square_code.digits import ALPHABET, Unpacking, from_text, packed, to_text
from forms.exchange.square_code.photo import read_code
from forms.exchange.unreadable import UnreadableError
from rules import load_rule_sets
from templates import render_pdf
from templates.press.press import render
from templates.press.print_job import PrintJob
from templates.summary.square_picture import square_code
from tests.support.any_response import any_response, without_contradictions
from tests.support.pdf_files import image_of
from tests.support.summaries import (
    FOLDER,
    SAMPLES,
    TODAY,
    drawn,
    pages_of,
    response_of,
    sample,
    sample_answers,
    summary_of,
)

FORM = load_questionnaire()
CODED = CodeBook.of(FORM).states
VERSION = FORM.version


def sample_response(name: str) -> Response:
    response = read_response((FOLDER / f"{name}.json").read_bytes(), FORM, today=TODAY)
    return Response(FORM.questionnaire_id, answers_in_force(FORM, response).given())


def coded(response: Response) -> dict[str, Answer]:
    """What a code can say of a response."""
    return {link_id: _as_coded(answer) for link_id, answer in response.answers.items()
            if link_id in CODED and (answer.value, answer.absent) != (None, "unanswered")
            and not isinstance(answer.value, PartialDate)}


def _as_coded(answer: Answer) -> Answer:
    """With a day alone, and without an origin that codes on paper do not know."""
    return replace(answer, on=answer.given_on, origin=None if answer.origin == "chart" else answer.origin)


def decoded(text: str) -> dict[str, Answer]:
    found = decode_answers(text, FORM, today=TODAY)
    assert found.left_out == ()
    return dict(found.response.answers)


GROUPS: list[tuple[Origin | None, date | None]] = [
    (None, None), ("self", TODAY), ("self", date(2026, 3, 1)), ("interpreter", TODAY), ("with_help", None)]


@st.composite
def two_visits(draw: st.DrawFn) -> Response:
    """Any answers, given on a few occasions."""
    answers = draw(any_response(tuple(states.item for states in CODED.values()))).answers
    given = {link_id: replace(answer, origin=origin, on=on) for link_id, answer in answers.items()
             for origin, on in [draw(st.sampled_from(GROUPS))]}
    measured = {link_id: replace(answer, origin="measured") for link_id, answer in given.items()
                if FORM.item(link_id).measured}
    return without_contradictions(Response(FORM.questionnaire_id, given | measured))


@settings(max_examples=30)
@given(two_visits())
def test_any_coded_answers_come_back_the_same(response: Response) -> None:
    text = encode_answers(FORM, response)
    assert set(text) <= set(ALPHABET)
    assert decoded(text) == coded(response)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_visit_fits_into_a_code_that_survives_a_copier(name: str) -> None:
    text = encode_answers(FORM, sample_response(name))
    assert len(text) <= 122  # letters of version 5 with medium redundancy
    assert decoded(text) == coded(sample_response(name))


def test_an_ordinary_visit_takes_eighty_letters_at_most() -> None:
    assert len(encode_answers(FORM, sample_response("managed_blood_pressure"))) <= 80


def test_names_birthdays_and_own_words_are_never_coded() -> None:
    personal = {"patient_name": Answer("Ada"), "birth_date": Answer(date(1980, 1, 1)), "record_number": Answer("77"),
                "reason": Answer("Worry"), "allergies": Answer("Nuts")}
    assert not personal.keys() & CODED.keys()
    nothing = encode_answers(FORM, Response(FORM.questionnaire_id))
    assert encode_answers(FORM, Response(FORM.questionnaire_id, personal)) == nothing


def test_a_date_without_its_day_is_not_coded() -> None:
    response = Response(FORM.questionnaire_id, {"blood_pressure_date": Answer(PartialDate(2025, 4))})
    assert decoded(encode_answers(FORM, response)) == {}


def test_what_staff_measured_stays_measured_beside_answers_of_that_day() -> None:
    response = Response(FORM.questionnaire_id, {
        "pregnant": Answer("no", origin="self", on=TODAY),
        "measured_systolic": Answer(128, origin="measured", on=TODAY),
        "measured_on": Answer(datetime(2026, 11, 18, 9, 5), origin="measured", on=TODAY)})
    assert decoded(encode_answers(FORM, response)) == response.answers


def test_of_very_many_occasions_the_rarest_become_not_known_and_never_newer() -> None:
    links = [link_id for link_id, states in CODED.items() if states.item.type == "choice"]
    days = [date(2026, 1, 1 + i // 2) for i in range(30)]
    answers = {link_id: Answer(FORM.item(link_id).options[0].code, None, "self", on)
               for link_id, on in zip(links, days, strict=False)}
    found = decoded(encode_answers(FORM, Response(FORM.questionnaire_id, answers)))
    assert {link_id: answer.value for link_id, answer in found.items()} == {
        link_id: answer.value for link_id, answer in answers.items()}
    assert {found[link_id].on for link_id in answers} - {None} < set(days)
    assert all(found[link_id].on in (answers[link_id].on, None) for link_id in answers)


@given(st.integers(0, 60), st.sampled_from(ALPHABET))
def test_a_letter_read_wrong_is_noticed(place: int, letter: str) -> None:
    text = encode_answers(FORM, sample_response("crisis"))
    wrong = text[:place] + letter + text[place + 1:]
    if wrong != text:
        with pytest.raises(UnreadableError) as caught:
            decode_answers(wrong, FORM, today=TODAY)
        assert caught.value.code == "code_damaged"


@pytest.mark.parametrize("text", ["", "K", "http://example.org", "K2026.11:", "K2026.11:000000", "ÄÖÜ" * 10])
def test_another_code_is_not_taken_for_answers(text: str) -> None:
    with pytest.raises(UnreadableError):
        decode_answers(text, FORM, today=TODAY)


@pytest.mark.parametrize("day", [date.min, date(1850, 1, 1), date(1879, 12, 31), date(2238, 11, 12), date.max])
def test_a_day_that_the_code_cannot_hold_becomes_not_known_and_a_date_is_left_out(day: date) -> None:
    response = Response("ketamine-consult", {
        "pregnant": Answer("no", on=day), "systolic": Answer(124, on=TODAY), "blood_pressure_date": Answer(day),
        "measured_on": Answer(datetime.combine(day, time(9, 30)))})
    assert decoded(encode_answers(FORM, response)) == {"pregnant": Answer("no"), "systolic": Answer(124, on=TODAY)}


def test_a_code_of_another_version_names_both() -> None:
    older = FORM.model_copy(update={"version": "2025.01"})
    text = encode_answers(older, sample_response("crisis"))
    with pytest.raises(UnreadableError) as caught:
        decode_answers(text, FORM, today=TODAY)
    assert caught.value.in_words() == (
        f"This code was made with version 2025.01 of the questions, and this tool asks version {VERSION}. Choose the "
        "summary as a PDF: its answers can still be read.")


@pytest.mark.parametrize("version", ["1 (approved)", "<b>1</b>", "\u202e1202"])
def test_nothing_but_a_version_is_repeated_as_one(version: str) -> None:
    text = encode_answers(FORM.model_copy(update={"version": version}), sample_response("crisis"))
    with pytest.raises(UnreadableError) as caught:
        decode_answers(text, FORM, today=TODAY)
    assert (caught.value.code, caught.value.facts) == ("code_damaged", {})


def test_a_code_made_with_other_questions_is_told_apart() -> None:
    parts = {name: getattr(FORM, name) for name in Questionnaire.model_fields}
    fewer = Questionnaire.model_construct(**{**parts, "sections": FORM.sections[1:]})
    with pytest.raises(UnreadableError) as caught:
        decode_answers(encode_answers(fewer, Response(FORM.questionnaire_id)), FORM, today=TODAY)
    assert caught.value.code == "code_of_another_form"


@given(st.lists(st.integers(1, 1000).flatmap(lambda base: st.tuples(st.integers(0, base - 1), st.just(base)))))
def test_digits_in_mixed_bases_come_back(digits: list[tuple[int, int]]) -> None:
    unpacking = Unpacking(from_text(to_text(packed(digits))))
    assert [(unpacking.take(base), base) for _, base in digits] == digits
    assert unpacking.rest == 0


def test_a_state_is_counted_for_everything_an_item_can_be() -> None:
    for states in CODED.values():
        for number in {0, 1, states.count // 2, states.count - 1}:
            entry = states.entry(number)
            assert bool(entry) == (number > 0)
    assert CODED["pregnant"].entry(CODED["pregnant"].count - 1) == {"value": "does_not_apply"}
    assert CODED["pregnant"].number(UNANSWERED) == 0


def printed(*codes: str) -> bytes:
    drawn = " ".join(square_code(text, "A code") for text in codes)
    page = f'<html lang="en"><title>A</title><h1>A</h1><p>Before {drawn} after.</p></html>'
    return render(PrintJob(page, "a4", TODAY))


def photo_of(image: Image.Image, quality: int = 40) -> bytes:
    content = io.BytesIO()
    image.convert("L").save(content, "JPEG", quality=quality)
    return content.getvalue()


def tilted(image: Image.Image) -> Image.Image:
    """As a phone sees a page that lies on a table."""
    width, height = image.size
    corners = (0, 0, -width * .12, height, width * 1.12, height, width, 0)
    return image.transform(image.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=255)


COPIES = {
    "scan": lambda image: image,
    "fax": lambda image: image.point(lambda grey: 255 if grey > 128 else 0),
    "crooked": lambda image: image.rotate(3, Image.Resampling.BICUBIC, expand=True, fillcolor=255),
    "upside_down": lambda image: image.rotate(180),
    "blurred": lambda image: image.filter(ImageFilter.GaussianBlur(image.width / 1000)),
    "pale": lambda image: image.point(lambda grey: int(90 + grey * .4)),
    "tilted": tilted,
}


@pytest.fixture(scope="module", params=["managed_blood_pressure", "everything_raised"])
def code_on_paper(request: pytest.FixtureRequest) -> tuple[str, bytes]:
    text = encode_answers(FORM, sample_response(request.param))
    return text, printed(text)


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("dpi", [100, 150, 300])
def test_a_code_on_paper_is_read_from_a_bad_copy(code_on_paper: tuple[str, bytes], copy: str, dpi: int) -> None:
    text, paper = code_on_paper
    assert read_code(photo_of(COPIES[copy](image_of(paper, dpi=dpi)))) == text


@pytest.mark.parametrize("name", SAMPLES)
def test_page_1_of_every_summary_is_read_back_from_a_photo(name: str) -> None:
    photo = photo_of(image_of(render_pdf(sample(name)), dpi=150))
    assert read_back(photo, FORM, today=TODAY).response.answers == coded(sample_response(name))


def test_the_code_is_three_centimetres_wide_and_says_what_it_is() -> None:
    drawn = square_code(encode_answers(FORM, sample_response("everything_raised")), 'The "code" & <more>')
    assert 'style="width:30.15mm;height:30.15mm"' in drawn
    assert 'alt="The &#34;code&#34; &amp; &lt;more&gt;"' in drawn


def test_a_scan_as_a_pdf_and_a_photo_give_back_the_coded_answers(code_on_paper: tuple[str, bytes]) -> None:
    text, paper = code_on_paper
    scan = io.BytesIO()
    image_of(paper, dpi=200).save(scan, "PDF", resolution=200)
    for content in (scan.getvalue(), photo_of(image_of(paper, dpi=150))):
        found = read_back(content, FORM, today=TODAY)
        assert found.whence == "code"
        assert found == decode_answers(text, FORM, today=TODAY)


def test_a_scan_of_a_private_copy_is_read_though_its_code_stands_behind_page_1() -> None:
    answers = sample_answers("crisis")
    paper = drawn(summary_of(answers, rule_sets=load_rule_sets(), copy="patient", names_sensitive=False))
    first, *others = (image_of(paper, dpi=150, page=number) for number in range(len(pages_of(paper))))
    scan = io.BytesIO()
    first.save(scan, "PDF", resolution=150, save_all=True, append_images=others)
    assert read_back(scan.getvalue(), FORM, today=TODAY).response.answers == coded(response_of(answers))


def test_a_code_says_whose_copy_it_is_of() -> None:
    response = sample_response("managed_blood_pressure")
    found = {one.copy: decode_answers(encode_answers(FORM, response, one), FORM, today=TODAY) for one in READERS}
    assert [one.copy for one in found.values()] == [one.copy for one in READERS]
    whole, part = found["clinician"], found["desk"]
    assert whole.response == part.response
    unseen = unseen_by(FORM, DESK)
    assert not unseen <= not_in_it(whole, FORM)
    assert unseen <= not_in_it(part, FORM)


def png(width: int, height: int) -> bytes:
    content = io.BytesIO()
    Image.new("1", (width, height)).save(content, "PNG")
    return content.getvalue()


@pytest.mark.parametrize(("content", "code"), [
    (b"GIF89a" + b"\0" * 50, "not_a_picture"),
    (png(10, 10), "no_code"),
    (png(10, 10)[:40], "not_a_picture"),
    (b"\xff\xd8\xff" + b"\0" * FILE_BYTES, "too_large"),
])
def test_a_picture_without_a_code_is_told_what_to_do(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_back(content, FORM, today=TODAY)
    assert caught.value.code == code
    assert caught.value.in_words()


@pytest.mark.parametrize("side", [9_000, 20_000])
def test_a_picture_with_too_many_points_is_told_to_be_too_large(side: int) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_back(png(side, side), FORM, today=TODAY)
    assert caught.value.code == "picture_too_large"
    assert caught.value.in_words()


def test_two_codes_in_one_picture_are_not_mixed(code_on_paper: tuple[str, bytes]) -> None:
    other = encode_answers(FORM, sample_response("crisis"))
    paper = printed(code_on_paper[0], other)
    with pytest.raises(UnreadableError) as caught:
        read_code(photo_of(image_of(paper, dpi=150)))
    assert caught.value.code == "several_codes"
