"""One person's name or number does not look like another's, and no typed text acts as markup on a screen."""

import json

import pytest

from forms import clean, is_same_name, load_questionnaire, looks_alike, words_of_two_alphabets
from forms.exchange.restoring import in_short
from records.model import Identity
from records.search import asked_for, terms_of
from tests.support.sitting import Sitting

ROLES = load_questionnaire().roles
TURNED = ["\u202e", "\u202d", "\u202b", "\u2067", "\u2066", "\u200f", "\u061c"]
UNSEEN = ["\u200b", "\u200c", "\u200d", "\u2060", "\u00ad", "\ufeff", "\u034f", "\ufe0f", "\U000e0041", "\u180e"]

IGNORED = [  # Unicode's Default_Ignorable_Code_Point: what is shown as nothing where it has no work to do
    (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
]


@pytest.mark.parametrize("sign", [*TURNED, *UNSEEN], ids=ascii)
def test_a_name_is_what_it_looks_like(sign: str) -> None:
    assert clean(f"{sign}An{sign}a Rui{sign}z{sign}") == "Ana Ruiz"


@pytest.mark.parametrize(("first", "last"), IGNORED, ids=ascii)
def test_no_letter_that_is_shown_as_nothing_stays_in_a_latin_word_or_alone(first: int, last: int) -> None:
    for number in range(first, last + 1):
        sign = chr(number)
        assert clean(sign) == "", ascii(sign)
        for before, after in (("Ma", "ria"), ("Ng\u1eef", "X"), ("\u212a", "ay"), ("Ив", "ан")):
            seen = clean(before + sign * 2 + after).replace("  ", "")  # a filler that looks like a space becomes one
            assert seen == clean(before + after), ascii(sign)


@pytest.mark.parametrize("mark", ["\u0301", "\u0330", "\u0489", "\u05b0"], ids=ascii)
def test_a_letter_bears_no_tower_of_marks(mark: str) -> None:
    tower = clean("x" + mark * 500 + "y" + mark)
    assert len(tower) < 15
    assert tower == clean(tower)


@pytest.mark.parametrize("sign", ["\u3164", "\u2800", "\uffa0"], ids=ascii)
def test_a_name_of_blanks_is_none(sign: str) -> None:
    assert clean(sign * 3) == ""
    for unseen in UNSEEN:
        assert clean(f"{sign}{unseen}{sign}") == "", ascii(unseen)


@pytest.mark.parametrize("name", [
    "علی\u200cرضا", "क\u094d\u200dष", "👩\u200d⚕\ufe0f", "葛\U000e0100城", "שָׁלוֹם", "Việt", "ทั่ว",
    "ᠮᠣᠩᠭᠣᠯ\u180b", "ᠰᠠᠷ\u180eᠠ", "\u1820\u180f", "សុខា", "김철수", "ᄒᆞᆫ", "𠮷\U000e0101",
])
def test_what_scripts_need_stays(name: str) -> None:
    assert clean(name) == clean(clean(name))
    assert len(clean(name)) == len(name)


def test_a_number_that_is_turned_around_is_shown_as_it_is_kept() -> None:
    desk = Sitting("desk")
    desk.choose(ROLES.age_gate, "yes")
    desk.type(ROLES.record_number, "\u202e54321\u202c")
    assert desk.value(ROLES.record_number) == "54321"


@pytest.mark.parametrize("sign", ["\u200b", "\u115f", "\u180b", "\U000e0100"], ids=ascii)
def test_a_word_that_is_split_by_what_nobody_sees_is_found_all_the_same(sign: str) -> None:
    patient = Sitting()
    patient.press("on-WELCOME")
    patient.choose(ROLES.age_gate, "yes")
    patient.turn_to(load_questionnaire().item("reason").section)
    patient.type("reason", f"I want to ki{sign}ll my\u00adself")
    assert patient.visit.help.crisis is not None


@pytest.mark.parametrize("said", [
    "I want to ｋｉ\u200dｌｌ ｍｙself", "I want to 𝐤𝐢\ufe0f𝐥𝐥 myself", "I want to ki\u20ddll myself",
    "ki\U00016fe4ll myself", "ki\ufdd0ll myself", "ki\U0001ffffll myself", "ki\U00013430ll myself",
    "1\ufe0f\u20e3kill myself", "2\ufe0fkill myself", "I don\u2019\u200dt want to live", "I don`t want to live",
    "I don\u00b4t want to live", "I don\u2018t want to live", "I don\u2032t want to live",
    "I don\u02b9t want to live", "I don\uff40t want to live", "I don\u201bt want to live",
    "I want to k\u0456ll myself", "I want to \u03baill myself", "KI\u216cL MYSELF", "\u041aILL MYS\u0415LF",
    "k\u0131ll myself", "\u0455ui\u0441ide", "_kill myself_", "kill_myself", "想死kill myself",
    "ᴋɪʟʟ ᴍʏꜱᴇʟꜰ", "🅺🅸🅻🅻 🅜🅨self", "s\u0251 x2, suicid\u0251l",
    "我想suicide",
    "ฉันsuicidal", "suicide를",
], ids=ascii)
def test_danger_is_found_however_its_letters_and_apostrophes_are_written(said: str) -> None:
    assert "suicide_words" in load_questionnaire().terminology.read(clean(said)).asserted


@pytest.mark.parametrize("said", ["no suicidal thoughts", "не хочу", "Ο καιρός", "Сестра", "like `this`", "5\u2032 10",
                                  "🇸🇮 🇸🇦"])
def test_another_alphabet_or_a_sign_makes_no_danger(said: str) -> None:
    assert "suicide_words" not in load_questionnaire().terminology.read(clean(said)).asserted


@pytest.mark.parametrize(("one", "other"), [
    ("葛\U000e0100城", "葛城"), ("辻\ufe00", "辻"), ("ᠮ\u180bᠣ", "ᠮᠣ"), ("Ann 2\ufe0fnd", "Ann 2nd"),
    ("ｍａｒ\u200dｉａ", "maria"),
], ids=ascii)
def test_a_variant_of_a_letter_makes_no_other_name_and_is_found(one: str, other: str) -> None:
    assert is_same_name(clean(one), clean(other))
    for stored, typed in ((one, other), (other, one)):
        found = terms_of(Identity(name=clean(stored)))
        assert all(asked & found for asked in asked_for(typed))


@pytest.mark.parametrize(("stored", "typed"), [("علی\u200cرضا", "علیرضا"), ("علیرضا", "علی\u200cرضا")], ids=ascii)
def test_a_name_is_found_with_and_without_the_joiners_that_it_has(stored: str, typed: str) -> None:
    assert all(asked & terms_of(Identity(name=clean(stored))) for asked in asked_for(typed))


def test_a_name_is_found_however_it_was_copied_into_the_search() -> None:
    assert asked_for("An\u00ada\u200b \u202aRuiz\u202c") == asked_for("Ana Ruiz")


def test_an_answer_that_could_not_be_taken_over_is_shown_as_it_is_kept() -> None:
    assert in_short({"value": "\u202eon"}) == "on"


@pytest.mark.parametrize("name", ["M\u0430ria Lopez", "Αnna", "Bob Вrown-Smith", "Ivan Pеtrov", "Anna\u05d0"])
def test_a_word_of_two_alphabets_is_found(name: str) -> None:
    assert len(words_of_two_alphabets(name)) == 1


@pytest.mark.parametrize("name", [
    "Maria-José O’Brien Núñez", "Łukasz Żółć", "Nguyễn Thị Hồng", "王小明 Wang", "田中アヤさん", "Иван Petrov", "Ελένη",
    "محمد علی\u200cرضا", "דוד כהן", "अमित", "김철수", "Kaʻiulani", "Þór Æsir", "Jean 2nd", "ＡＢＣ", "王·小明", "ʼAli",
])
def test_a_real_name_in_any_script_is_no_doubt(name: str) -> None:
    assert words_of_two_alphabets(name) == ()
    assert not looks_alike(name, name)


@pytest.mark.parametrize(("one", "other"), [
    ("M\u0430ria Lopez", "Maria Lopez"), ("СОСО", "COCO"), ("Αnna", "Anna"), ("Ian Brown", "lan Brown"),
    ("Оlga", "0lga"),
])
def test_two_names_that_look_alike_are_different_names_and_known_to_look_alike(one: str, other: str) -> None:
    assert not is_same_name(one, other)
    assert looks_alike(one, other)
    assert looks_alike(other, one)
    assert not looks_alike(one, "Bob Brown")


def test_staff_are_told_of_letters_of_two_alphabets_in_the_form_and_of_a_file_whose_name_looks_alike() -> None:
    desk = Sitting("desk")
    desk.choose(ROLES.age_gate, "yes")
    desk.type(ROLES.name, "Maria Lopez")
    assert "two alphabets" not in desk.shown()
    desk.press("open-earlier")
    answers = {ROLES.name: {"value": "M\u0430ria Lopez"}, ROLES.age_gate: {"value": "yes"}}
    content = json.dumps({"questionnaire": load_questionnaire().questionnaire_id, "answers": answers})
    desk.hand_in(content.encode(), "answers.json")
    assert "written with different letters" in desk.shown()
    desk.press("leave-open")
    desk.type(ROLES.name, "M\u0430ria Lopez")
    assert desk.value(ROLES.name) == "M\u0430ria Lopez"
    assert "letters of two alphabets stand in one word: M\u0430ria" in desk.shown()


def test_a_name_from_a_file_is_no_markup() -> None:
    """Streamlit reads the labels of its fields as Markdown, so none of them has a name."""
    name = "**Ana** :red[Ruiz] ![x](http://evil.example/x) $x$ <b>"
    desk = Sitting("desk")
    desk.choose(ROLES.age_gate, "yes")
    desk.type(ROLES.name, "Bob Brown")
    desk.press("open-earlier")
    answers = {ROLES.name: {"value": name}, ROLES.age_gate: {"value": "yes"}}
    content = json.dumps({"questionnaire": load_questionnaire().questionnaire_id, "answers": answers})
    desk.hand_in(content.encode(), "answers.json")
    assert "![x](http://evil.example/x) $x$ &lt;b&gt;" in desk.shown()
    assert not [field.label for field in desk.app.text_input if "evil" in field.label]
