"""Puts conditions and answers into English for the people who write and review rules. Patients never see this text."""

from collections.abc import Sequence

from forms import (
    All,
    AnyOf,
    AtLeast,
    AtMost,
    Chosen,
    Condition,
    Count,
    In,
    Includes,
    Is,
    Item,
    Mentions,
    Not,
    Questionnaire,
    Test,
)
from rules.review.cases import Likeness


def condition_in_words(condition: Condition, questionnaire: Questionnaire) -> str:
    """Returns the whole condition as part of a sentence, with brackets where `and` meets `or`."""
    def inside(part: Condition) -> str:
        words = condition_in_words(part, questionnaire)
        return f"({words})" if isinstance(part, All | AnyOf | Count) else words

    match condition:
        case All():
            return " and ".join(map(inside, condition.all_))
        case AnyOf():
            return " or ".join(map(inside, condition.any_))
        case Not():
            return f"not {inside(condition.not_)}"
        case Count():
            return f"at least {condition.at_least} of: " + "; ".join(map(inside, condition.of))
    return f"{questionnaire.item(condition.item).short}: {test_in_words(condition, questionnaire)}"


def test_in_words(test: Test, questionnaire: Questionnaire) -> str:
    """Returns in words what a test requires of the answer. Raises TypeError for an unknown kind of test."""
    item = questionnaire.item(test.item)
    match test:
        case Is():
            return f"“{item.option(test.is_).text}”"
        case In():
            return " or ".join(f"“{item.option(code).text}”" for code in test.in_)
        case AtLeast():
            return f"{test.at_least:g} {item.unit or ''} or more".replace("  ", " ")
        case AtMost():
            return f"{test.at_most:g} {item.unit or ''} or less".replace("  ", " ")
        case Includes():
            return " or ".join(f"“{item.option(code).text}” ticked" for code in test.includes)
        case Chosen():
            return f"{test.chosen} or more ticked"
        case Mentions():
            return "mentions " + " or ".join(questionnaire.terminology.meaning(term) for term in test.mentions)
    raise TypeError(f"{type(test).__name__} has no words")


def likeness_in_words(item: Item, tests: Sequence[Test], likeness: Likeness, questionnaire: Questionnaire) -> str:
    """Returns a class of answers, between which these tests do not distinguish, in the words of a reviewer."""
    if item.type == "choice":
        return " / ".join(item.option(str(answer.value)).text for answer in likeness.alike)
    said = {True: "{}", False: "not: {}", None: "unsure whether {}"}
    results = dict(zip((test_in_words(test, questionnaire) for test in tests), likeness.results, strict=True))
    return "; ".join(said[result].format(words) for words, result in results.items())
