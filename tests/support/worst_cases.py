"""Answers that are hard to print: too many, too long, in any script, of long ago, or none at all."""

from collections.abc import Callable, Iterator
from itertools import cycle, islice
from typing import Any, NamedTuple

from forms import Copy, Item, can_be_declined, load_questionnaire
from forms.questionnaire import LIMITS, MAX_ROWS, ROW_FIELDS
from tests.support.summaries import sample_answers

Answers = dict[str, Any]  # as in RESPONSE.json
Writer = Callable[[str, int], str]  # a text for a place to write, with room for so many characters

FORM = load_questionnaire()
SCRIPTS = {
    "Arabic": "أشعر بالقلق كل يوم ولا أستطيع النوم (منذ 2019).",
    "Hebrew": "אני מרגישה חרדה כל יום, בערך 3 פעמים.",
    "Chinese": "我每天都感到焦虑，晚上睡不着。",
    "Japanese and Korean": "毎日不安です。 매일 불안합니다.",
    "Thai and Hindi": "ฉันกังวลทุกวัน मुझे हर दिन चिंता होती है।",
    "Greek and Cyrillic": "Νιώθω άγχος κάθε μέρα. Мне тревожно каждый день.",
    "marks": "Z̵̡̛͕͓͔̈́̈́̈́a̴l̸g̷o̶ Vie\u0302\u0323t e\u0301 n\u0303",
    "emoji": "😀😭 again 👩‍⚕️ 🇬🇧 1️⃣ 👍🏽 \U0001faf6",
    "turned": "\u202eevil\u202c \u2066one\u2069 \u200fright\u200e",
}


def written(write: Writer, rows: int) -> Answers:
    """Every place to write filled by `write`, and so many medicines."""
    texts = {item.link_id: write(item.link_id, LIMITS[item.type]) for item in FORM.items.values()
             if item.type in LIMITS}
    medicines = [{part: write(f"{part}{row}", LIMITS["string"]) for part in ROW_FIELDS} for row in range(rows)]
    return {**texts, "takes_medicines": "yes", "medicines": medicines}


def prose(place: str, room: int) -> str:
    """Words of all lengths, each another, so that a lost one is missed."""
    name = place.replace("_", "")
    words = (f"{name}{'abcdefghij'[:number % 11]}{number}" for number in range(room))
    text = ""
    for word in words:
        if len(text) + len(word) + 1 > room:
            break
        text += f" {word}"
    return text.strip()


def unbroken(place: str, room: int) -> str:
    """Words of 300 letters and digits, of which the longest is an address."""
    letters = islice(cycle(f"W{place}@example.com/m-"), 300)
    return " ".join(["".join(letters), "i" * 300, "Ж" * 300])[:min(room, 903)]


def scripts(_place: str, room: int) -> str:
    return "\n".join(SCRIPTS.values())[:room]


def medicines(count: int) -> Answers:
    return {"takes_medicines": "yes", "medicines": [
        {"name": f"Medicine{row} hydrochloride monohydrate prolonged-release {'capsules hard ' * (row % 8)}",
         "dose": f"{row} mg in the morning, {row} mg at noon and half of that at night", "frequency": "every other day"}
        for row in range(count)]}


def all_absent(reason: Callable[[Item], str]) -> Answers:
    return {"adult": "yes"} | {item.link_id: {"absent": reason(item)} for item in FORM.items.values()
                               if item.link_id != "adult"}


def declined(item: Item) -> str:
    return "declined" if can_be_declined(item) else "unsure"


def of_long_ago(answers: Answers) -> Iterator[tuple[str, Any]]:
    for link_id, entry in answers.items():
        yield link_id, {**(entry if isinstance(entry, dict) else {"value": entry}), "on": "1999-12-31"}


class Case(NamedTuple):
    """A response, the one of an earlier visit where there was one, and which copy of its summary is printed."""

    answers: Answers
    earlier: Answers | None = None
    copy: Copy = "clinician"
    names_sensitive: bool = True


EVERYTHING, NOTHING = sample_answers("everything_raised"), sample_answers("nothing_raised")
LONGEST = {**EVERYTHING, **written(prose, MAX_ROWS)}
UNBROKEN = {**EVERYTHING, **written(unbroken, 3)}
CASES = {
    "everything raised": Case(EVERYTHING),
    "everything raised, for the desk": Case(EVERYTHING, copy="desk"),
    "everything raised, for the person": Case(EVERYTHING, copy="patient", names_sensitive=False),
    "longest texts": Case(LONGEST),
    "forty medicines": Case({**NOTHING, **medicines(40)}),
    "a hundred medicines": Case(medicines(MAX_ROWS)),
    "unbroken words": Case(UNBROKEN),
    "unbroken words, for the desk": Case(UNBROKEN, copy="desk"),
    "unbroken words, for the person": Case(written(unbroken, 3), copy="patient", names_sensitive=False),
    "other scripts": Case({**EVERYTHING, **written(scripts, 3)}),
    "everything declined": Case(all_absent(declined)),
    "everything unsure": Case(all_absent(lambda item: "unsure")),
    "everything long ago": Case(dict(of_long_ago(NOTHING))),
    "second visit, everything new": Case(EVERYTHING, earlier=NOTHING),
    "second visit, everything gone": Case(NOTHING, earlier=UNBROKEN),
}
