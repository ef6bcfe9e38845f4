"""The condition of a question in words that refer to the numbers on a paper form: "If “Yes” in 31"."""

from collections.abc import Mapping

from forms import (
    All,
    AnyOf,
    AtLeast,
    AtMost,
    Condition,
    In,
    Includes,
    Is,
    Not,
    Questionnaire,
    Test,
    load_clinic,
    written_number,
)
from forms.authoring import Texts


def asked_if(condition: Condition, questionnaire: Questionnaire, numbers: Mapping[str, int], texts: Texts) -> str:
    """Returns the condition as the beginning of a line. `numbers` maps link ids to numbers on the form.

    Raises TypeError for a condition that a person cannot check on paper, such as one on the words of a free text.
    """
    def inside(part: Condition) -> str:
        match part:
            case AnyOf():
                return texts("or").join(map(inside, part.any_))
            case All():
                return texts("and").join(map(inside, part.all_))
            case Not() if isinstance(part.not_, Is | In | Includes):
                return texts("not_given", answer=_answer(part.not_, questionnaire, texts),
                                   number=numbers[part.not_.item])
            case Is() | In() | Includes() | AtLeast() | AtMost():
                return texts("given", answer=_answer(part, questionnaire, texts), number=numbers[part.item])
        raise TypeError(f"no words on paper for {type(part).__name__}")

    return texts("asked_if", condition=inside(condition))


def _answer(test: Test, questionnaire: Questionnaire, texts: Texts) -> str:
    item = questionnaire.item(test.item)
    codes: tuple[str, ...]
    match test:
        case AtLeast() if test.at_least <= (item.minimum or 0):
            return texts("any_number")
        case AtLeast():
            return texts("at_least", number=_number(test.at_least, texts))
        case AtMost():
            return texts("at_most", number=_number(test.at_most, texts))
        case Is():
            codes = (test.is_,)
        case In():
            codes = test.in_
        case Includes():
            codes = test.includes
        case _:
            raise TypeError(f"no words on paper for {type(test).__name__}")
    return texts("or").join(texts("option", option=item.option(code).text) for code in codes)


def _number(threshold: float, texts: Texts) -> str:
    return written_number(threshold, load_clinic().locale(texts.language), grouped=False)
