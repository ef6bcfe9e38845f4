"""Checks of a questionnaire before anybody fills it in. Their messages have the codes F01 to F08.

Missing reasons, audiences and shelf lives, and conditions that read a later question, are refused at loading.
"""

import re
from collections.abc import Iterator

from forms.answers import Answer
from forms.authoring.messages import Message
from forms.authoring.reading_age import reading_age
from forms.authoring.signoffs import standing
from forms.authoring.verdict_words import verdict_words
from forms.authoring.yaml_files import Problem
from forms.conditions import Fact
from forms.in_force import fact_of
from forms.questionnaire import Item, Questionnaire

OLDEST = 14.0  # years: the highest reading age of one question, which may have a medical word
AIM = 11.0  # years: the highest reading age of all questions together
TO_THE_PATIENT = re.compile(r"\b(?:you|your|yourself|I|my|me|myself)\b")
TEXTS = {
    "F01": "'{item}' can never be asked: no answers make its condition true. Mend 'enable_when'.",
    "F02": "'{item}' reads like age {age:.0f}, and {most:.0f} is the most. Use shorter words and sentences.",
    "F03": "'{item}' asks two things at once (“{words}”). Ask one, or make it a list to tick.",
    "F04": "'{item}' has an option 'none' that does not stand alone. Mark it 'exclusive: true'.",
    "F05": "'{item}' prints '{words}', a word of a verdict. Put it another way.",
    "F06": "the questions as a whole read like age {age:.1f}, and {most:.0f} is the aim. Use plainer words.",
    "F07": "'{item}' was signed and has changed since: the sign-off is void. Have it reviewed again.",
    "F08": "'{item}' says “{words}” where staff ask aloud. Word it about the patient, in 'aloud'.",
}


def check_questionnaire(questionnaire: Questionnaire) -> Iterator[Message]:
    """Yields every message about the questionnaire; no message means that no check found anything."""
    for item in questionnaire.items.values():
        for code, facts in _item(item, questionnaire):
            yield _message(code, f"{item.section}.yaml", item=item.link_id, **facts)
    asked = [item for item in questionnaire.items.values() if item.asked_by == "everyone" and item.instrument is None]
    age = sum(reading_age(_words(item)) for item in asked) / len(asked)
    if age > AIM:
        yield _message("F06", "questionnaire.yaml", age=age, most=AIM)


def _message(code: str, file: str, **facts: object) -> Message:
    return Message(code, Problem(file, None, TEXTS[code].format(**facts)))


def _item(item: Item, questionnaire: Questionnaire) -> Iterator[tuple[str, dict[str, object]]]:
    if item.enable_when is not None and not _can_be_asked(item, questionnaire):
        yield "F01", {}
    age = reading_age(_words(item))
    if item.asked_by == "everyone" and item.instrument is None and age > OLDEST:  # an instrument's words are not ours
        yield "F02", {"age": age, "most": OLDEST}
    two = re.search(r"\b(\w+ and (?:do|does|did|have|has|are|is|were|was|will) \w+)", item.text)
    if two is not None or item.text.count("?") > 1:
        yield "F03", {"words": two.group(1) if two else item.text}
    if item.type == "many" and any(option.code == "none" and not option.exclusive for option in item.options):
        yield "F04", {}
    spoken = [item.aloud or item.text, *(option.aloud or option.text for option in item.options)]
    to_the_patient = TO_THE_PATIENT.search(" ".join(spoken))
    if to_the_patient and item.instrument is None:  # an instrument is asked word by word
        yield "F08", {"words": to_the_patient.group()}
    of_options = [option.text for option in item.options]
    for words in verdict_words(" ".join([_words(item), item.short, *of_options, *spoken])):
        yield "F05", {"words": words}
    if standing(item.link_id, item.fingerprint, questionnaire.signoffs) == "void":
        yield "F07", {}


def _words(item: Item) -> str:
    """The texts of this item that a person reads, as sentences."""
    return " ".join(text if text[-1] in ".?!" else f"{text}." for text in (item.text, item.help, item.why) if text)


def _can_be_asked(item: Item, questionnaire: Questionnaire) -> bool:
    """True if some combination of answers makes the item's condition true. Every combination is tried."""
    if item.enable_when is None:
        return True
    tried: list[dict[str, Fact]] = [{}]
    for link_id in dict.fromkeys(test.item for test in item.enable_when.leaves()):
        read = questionnaire.item(link_id)
        if not _can_be_asked(read, questionnaire):
            facts = [Fact(None, False, False, (), ())]
        else:
            facts = [fact_of(questionnaire, read, answer) for answer in _answers(read)]
        tried = list(_each_with_each(tried, link_id, facts))
    return any(item.enable_when.value(facts) for facts in tried)


def _each_with_each(tried: list[dict[str, Fact]], link_id: str, facts: list[Fact]) -> Iterator[dict[str, Fact]]:
    """Combines each case so far with each fact of one more item."""
    for case in tried:
        for fact in facts:
            yield {**case, link_id: fact}


def _answers(item: Item) -> list[Answer]:
    if item.type == "many":
        return [Answer(tuple(option.code for option in item.options if not option.exclusive))]
    if item.type == "number":
        return [Answer(item.minimum), Answer(item.maximum)]
    return [Answer(option.code) for option in item.options]
