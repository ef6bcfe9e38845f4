"""The summary on paper and on screen: order, words, hostile answers, long answers."""

import io
import re

import pytest
from pypdf import PdfReader

from forms import load_questionnaire
from forms.authoring.verdict_words import verdict_words
from rules import load_rules
from templates import PAPERS, Paper, PrintJob, boxed_on_paper, page_html, summary_html
from templates.press.press import render
from tests.support.summaries import SAMPLES, TODAY, drawn, pages_of, sample, sample_pdf, summary_of, words_of
from tests.support.vera import BOTH, failed_checks

HOSTILE = ('<script>alert(1)</script> {{ 7*7 }} {% if %} <img src="http://198.51.100.7/x.png"> '
           '<link rel=attachment href="file:///etc/passwd"> <style>@import url(http://198.51.100.7/a.css)</style> '
           "'&amp;")


def place(words: str, *wanted: str) -> list[int]:
    return [words.index(one) for one in wanted]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_prints_without_a_verdict_on_either_paper(name: str, paper: Paper) -> None:
    pdf = sample_pdf(name, paper)
    width = {"a4": 595, "letter": 612}[paper]
    assert {round(float(page.mediabox.width)) for page in PdfReader(io.BytesIO(pdf)).pages} == {width}
    assert verdict_words(words_of(pdf)) == []
    pages = pages_of(pdf)
    assert all(f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages, 1))


@pytest.mark.parametrize(("name", "most"), [
    ("managed_blood_pressure", 2), ("nothing_raised", 2), ("could_be_pregnant", 3), ("nothing_answered", 2)])
def test_an_ordinary_summary_has_its_points_on_page_1_and_one_sheet_at_most(name: str, most: int) -> None:
    """Nine points take a line more than a sheet has."""
    summary = sample(name)
    pages = pages_of(sample_pdf(name))
    assert len(pages) <= most
    assert all(f"{point.number} {point.title}" in pages[0] for point in summary.points)


def test_page_1_goes_from_the_person_to_the_points_to_what_is_unknown() -> None:
    words = words_of(sample_pdf("managed_blood_pressure"))
    places = place(words, "Discussion summary", "Filled in: by the person", "Not a diagnosis", "Marisol Peña-Núñez",
                   "Age 55", "Reason for coming", "Hopes", "Questions for the clinician", "Discuss the risk",
                   "1 Takes", "Something to consider", "For information", "Still unknown, and could",
                   "Asked, and no point raised", "All other answers", "GAD-7: 13 of 21", "What the documents say",
                   "The documents, how far")
    assert places == sorted(places)


def test_in_a_crisis_what_to_do_now_stands_before_everything_else() -> None:
    words = pages_of(sample_pdf("crisis"))[0]
    places = place(words, "Safety first", "They should not be left alone", "call 911",
                   "call or text 988", "1 Suicidal thoughts", "Reason for coming", "Discuss the risk")
    assert places == sorted(places)


def test_no_crisis_page_without_a_crisis() -> None:
    assert "Safety first" not in words_of(sample_pdf("managed_blood_pressure"))


def test_each_later_page_carries_whose_it_is() -> None:
    pages = pages_of(sample_pdf("past_dependence_home_tablets"))
    assert all("Tomasz Lindqvist · 22 Jan 1984 · 4410-778" in page for page in pages[1:])
    assert all("The clinician’s copy. 18 Nov 2026 · Questionnaire" in page for page in pages)


def test_an_empty_summary_is_short_says_not_answered_and_has_room_for_a_name() -> None:
    pages = pages_of(sample_pdf("nothing_answered"))
    words = " ".join(pages)
    assert len(pages) <= 2
    assert "“No”" not in words
    assert "Reason for coming not answered" in words
    assert "Name ____" in words
    assert "No point is raised by the answers on this copy" in words


def test_what_a_person_typed_is_only_ever_text() -> None:
    answers = {"patient_name": HOSTILE, "reason": HOSTILE, "mind_in_own_words": HOSTILE + " psychosis",
               "takes_medicines": "yes", "medicines": [{"name": HOSTILE, "dose": HOSTILE}]}
    summary = summary_of(answers)
    pdf = drawn(summary)
    assert "<script>alert(1)</script> {{ 7*7 }} {% if %}" in words_of(pdf)
    assert set(PdfReader(io.BytesIO(pdf)).attachments) == {"answers.json"}
    for page in (summary_html(summary), summary_html(summary, for_screen=True), page_html(summary)):
        assert "<script" not in page
        assert page.replace('<img src="data:image/png;base64,', "").count("<img") == 0
        assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }} {% if %}" in page


def test_a_page_that_names_an_address_fetches_nothing(caplog: pytest.LogCaptureFixture) -> None:
    page = ("<!DOCTYPE html><html lang=en><title>-</title><img alt='' src='http://198.51.100.7/x.png'>"
            "<img alt='' src='file:///etc/passwd'><link rel=attachment href='file:///etc/passwd'>"
            "<link rel=stylesheet href='http://198.51.100.7/a.css'>")
    pdf = render(PrintJob(page, "a4", TODAY))
    assert PdfReader(io.BytesIO(pdf)).attachments == {}
    refused = [record.getMessage() for record in caplog.records]
    assert len(refused) == 4
    assert all("disallowed protocol" in line for line in refused)


def test_other_scripts_and_emoji_print_and_turn_nothing_around_them(a_letter_without_font: str) -> None:
    summary = summary_of({"reason": "أشعر بالقلق كل يوم", "hopes": "😀 again 👩‍⚕️ 🇬🇧",
                          "patient_name": "\u202eevil\u202c מרים",
                          "questions_for_clinician": f"你好 {a_letter_without_font} ok"})
    words = words_of(drawn(summary))
    assert "[grinning face] again [woman][staff of aesculapius] [GB]" in words
    assert "\u202e" not in words
    assert "你好 □ ok" in words
    assert "A box (□) stands for a character" in words
    assert 'dir="rtl"' in summary_html(summary)


SCRIPTS = {
    "Chinese": "我每天都很焦慮，睡不著",
    "Japanese": "毎日不安です",
    "Korean": "매일 불안해요",
    "Thai": "กังวลทุกวัน",
    "Hindi": "हर दिन घबराहट होती है",
    "Bengali": "প্রতিদিন উদ্বেগ",
    "Tamil": "தினமும் கவலை",
    "Telugu": "ప్రతి రోజు ఆందోళన",
    "Kannada": "ಪ್ರತಿದಿನ ಆತಂಕ",
    "Malayalam": "എന്നും ഉത്കണ്ഠ",
    "Sinhala": "හැමදාම කනස්සල්ල",
    "Gujarati": "દરરોજ ચિંતા",
    "Punjabi": "ਹਰ ਰੋਜ਼ ਚਿੰਤਾ",
    "Khmer": "បារម្ភរាល់ថ្ងៃ",
    "Lao": "ກັງວົນທຸກມື້",
    "Burmese": "နေ့တိုင်းစိုးရိမ်",
    "Tibetan": "སེམས་ཁྲལ",
    "Amharic": "በየቀኑ ጭንቀት",
    "Arabic": "أشعر بالقلق كل يوم",
    "Urdu": "ہر روز گھبراہٹ",
    "Persian": "هر روز نگرانم",
    "Hebrew": "חרדה כל יום",
    "Syriac": "ܕܚܠܬܐ",
    "Armenian": "ամեն օր անհանգիստ",
    "Georgian": "ყოველდღე ვნერვიულობ",
    "Greek": "άγχος κάθε μέρα",
    "Russian": "тревога каждый день",
    "Vietnamese": "lo lắng mỗi ngày, ngủ không được",
    "Yoruba": "ìbẹ̀rù ní ojoojúmọ́",
    "Mongolian": "ᠮᠣᠩᠭᠣᠯ",
    "Cherokee": "ᎣᏏᏲ",
    "Inuktitut": "ᐃᓄᒃᑎᑐᑦ",
    "Dhivehi": "ދިވެހި",
    "N'Ko": "ߒߞߏ",
    "Tifinagh": "ⵜⵉⴼⵉⵏⴰⵖ",
}


def test_every_script_that_people_write_in_prints() -> None:
    """Drawn by fonts that `./run` installs."""
    pdf = drawn(summary_of({"reason": "; ".join(SCRIPTS.values()), "patient_name": "王小明"}))
    drawn_words = words_of(pdf)
    assert "□" not in drawn_words
    assert "stands for a character" not in drawn_words
    assert {name: boxed_on_paper(text) for name, text in SCRIPTS.items() if boxed_on_paper(text)} == {}
    assert "王小明" in drawn_words
    assert failed_checks(pdf, *BOTH) == []


def test_without_a_missing_character_the_page_does_not_speak_of_boxes() -> None:
    assert "stands for a character" not in words_of(drawn(summary_of({"reason": "plain"})))


def test_the_part_for_the_screen_has_its_style_under_one_class_and_no_script() -> None:
    part = summary_html(sample("managed_blood_pressure"), for_screen=True)
    style = part.split("<style>")[1].split("</style>")[0]
    rules = re.sub(r"/\*.*?\*/|@media[^{]*\{", "", style, flags=re.DOTALL)
    assert all(rule.strip().startswith(".discussion-summary") for rule in re.findall(r"([^{}]+)\{", rules))
    assert not re.search(r"<(script|iframe|link|html|body|h1)\b|\son\w+=|https?:", part)


def test_paper_and_screen_say_the_same() -> None:
    def words(page: str) -> list[str]:
        aside = r'<style>.*?</style>|<head>.*?</head>|<div class="square">.*?</div>|<[^>]+>'
        return re.sub(aside, " ", page, flags=re.DOTALL).split()

    summary = sample("crisis")
    paper = words(summary_html(summary))
    assert words(page_html(summary)) == paper
    part = words(summary_html(summary, for_screen=True))
    assert part == " ".join(paper).replace("Discussion summary ", "", 1).split()


def test_the_last_page_says_that_nobody_has_signed_the_questions_and_the_rules() -> None:
    words = words_of(sample_pdf("nothing_answered"))
    assert f"0 of {len(load_questionnaire().items)} questions are signed" in words
    assert f"0 of {len(load_rules().rules)} rules are signed" in words
