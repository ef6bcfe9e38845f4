"""Whatever the answers, a translation has the same points as the English, with the same sources and strengths."""

from collections.abc import Iterator
from functools import cache
from itertools import chain

import pytest

from forms import check_translations, languages_begun, load_questionnaire
from forms.authoring import ORIGINAL
from rules import Example, conclude, load_rule_sets
from rules.loading import translated_files
from rules.review.checks import read_example
from templates import Summary, build_summary
from templates.summary.model import Point
from tests.support.rule_cases import Case, cases_in
from tests.support.summaries import TODAY

FOLDERS = ("articles", "usual_care")


@pytest.fixture(scope="module", params=languages_begun(translated_files()))
def language(request: pytest.FixtureRequest) -> str:
    """A language in which nothing is missing. One that has only begun cannot make a summary."""
    code: str = request.param
    if not all(message.is_warning for message in check_translations(translated_files(), [code], [code])):
        pytest.skip(f"the translation '{code}' is not whole yet")
    return code


@cache
def summary(folder: str, number: int, language: str) -> Summary:
    """The summary of one case in a language."""
    case = cases(folder)[number]
    answers = read_example(Example(says="", given=case.given, state="open"), load_questionnaire(language=language))
    conclusions = conclude(answers, load_rule_sets(language=language))
    return build_summary(conclusions, as_of=TODAY, intake_desk=True)


@cache
def cases(folder: str) -> list[Case]:
    return cases_in(folder)


def summaries(folder: str, language: str) -> Iterator[tuple[str, Summary, Summary]]:
    """The sentence of each case, its summary in English, and that in the language."""
    for number, case in enumerate(cases(folder)):
        yield case.case, summary(folder, number, ORIGINAL), summary(folder, number, language)


def shape(point: Point) -> tuple[object, ...]:
    """All of a point except its words: what raised it, its statements with their strengths, and how much it says."""
    statements = [[line.statement for line in wording.statements] for wording in point.wordings]
    told = [line.statement for line in chain.from_iterable(wording.statements for wording in point.told)]
    return (point.number, point.topic, point.rules, point.weight, point.is_safety, point.is_general, statements, told,
            len(point.discuss), len(point.more), len(point.questions))


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_case_has_the_same_points_in_each_language(folder: str, language: str) -> None:
    for case, english, said in summaries(folder, language):
        there, here = map(shape, english.page_1.points), map(shape, said.page_1.points)
        assert list(here) == list(there), case


@pytest.mark.parametrize("folder", FOLDERS)
def test_each_strength_and_each_rule_set_has_one_name_in_each_language(folder: str, language: str) -> None:
    """Two strengths of one name would make one of them look stronger or weaker than it is."""
    names: set[tuple[str, str]] = set()
    for _, english, said in summaries(folder, language):
        for there, here in zip(english.page_1.points, said.page_1.points, strict=True):
            for one, other in zip(there.wordings, here.wordings, strict=True):
                names |= {(one.strength, other.strength), (one.whose, other.whose)}
    assert len({one for one, _ in names}) == len({other for _, other in names}) == len(names)
