"""Decides whether the person may be in danger of suicide, and which other notices are urgent.

Screens, prints and rules all use this module. The questionnaire's `danger` lists a condition for each level, the most
serious level first; its `notices` list what else is urgent and what to do about it. Nothing here is about the
treatment.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from forms.conditions import Mentions, each_test
from forms.in_force import AnswersInForce
from forms.questionnaire import ComputedItem, Level, Notice, Questionnaire

ASK: Level = "ask"


@dataclass(frozen=True)
class Danger:
    """A level of danger, and the link ids of the answers that indicate it. `level` is None if no answer does.

    `now`: the person says yes to thoughts of suicide or to a plan, or writes of suicide in their own words.
    `often`, `some`: thoughts of death bothered them on most days, or on several days.
    `ask`: someone has to ask in person. The person is not sure or prefers not to say, or a mention of suicide is in
    doubt ("denies", a relative's), or the means are within reach while nothing else indicates danger.
    An unanswered question is not a danger; it is listed with what is still unknown.
    """

    level: Level | None
    because: tuple[str, ...] = ()


@dataclass(frozen=True)
class Urgent:
    """A notice to show, and the link ids of the answers that raised it.

    The person sees `notice.title`, `text` and `steps`; staff and clinicians see `notice.short` and `for_staff`.
    """

    notice: Notice
    because: tuple[str, ...]


def danger(answers: AnswersInForce) -> Danger:
    """Returns the most serious level that holds, with the answers of every level that holds.

    The answers of `ask` are left out, unless `ask` is the only level that holds.
    """
    found = named_dangers(answers) or dangers(answers)
    if not found:
        return Danger(None)
    because: list[str] = []
    for one in found:
        because.extend(one.because)
    return Danger(found[0].level, tuple(dict.fromkeys(because)))


def dangers(answers: AnswersInForce) -> tuple[Danger, ...]:
    """Returns every level that holds with its own answers, the most serious first and `ask` last. May be empty."""
    doubts = to_ask_in_person(answers)
    return (*named_dangers(answers), Danger(ASK, doubts)) if doubts else named_dangers(answers)


def named_dangers(answers: AnswersInForce) -> tuple[Danger, ...]:
    """Returns the levels that hold, without `ask`, the most serious first. May be empty."""
    found: list[Danger] = []
    for one in answers.questionnaire.danger:
        if one.level != ASK and one.when.value(answers.facts):
            found.append(Danger(one.level, one.when.trace(answers.facts)[1]))
    return tuple(found)


def to_ask_in_person(answers: AnswersInForce) -> tuple[str, ...]:
    """Returns the link ids of the level `ask`, see Danger."""
    found: list[str] = []
    for one in answers.questionnaire.danger:
        if one.level == ASK and one.when.value(answers.facts):
            found += one.when.trace(answers.facts)[1]
    return tuple(dict.fromkeys([*found, *_to_ask_about(answers)]))


def is_in_own_words(questionnaire: Questionnaire, found: Danger) -> bool:
    """True if only free texts indicate this danger, and no choice: then a person has to say what the words mean."""
    return bool(found.because) and danger_boxes(questionnaire).isdisjoint(found.because)


def may_be_in_danger(answers: AnswersInForce) -> bool:
    """False only if all choice questions on danger are answered, and neither they nor the texts indicate danger.

    Unanswered texts do not count as open here: hardly anybody writes in all of them.
    """
    for test in answers.questionnaire.danger_tests:
        fact = answers.facts[test.item]
        if not isinstance(test, Mentions) and fact.value is None and fact.applies is not False:
            return True
    return bool(dangers(answers))


def danger_boxes(questionnaire: Questionnaire) -> frozenset[str]:
    """Returns the link ids of the choice questions that can indicate danger, without free texts."""
    return frozenset(test.item for test in questionnaire.danger_tests
                     if not isinstance(questionnaire.item(test.item), ComputedItem))


def urgent(answers: AnswersInForce) -> tuple[Urgent, ...]:
    """Returns the other urgent notices, in the questionnaire's order. Unknown answers raise no notice.

    An answer past its shelf life raises no notice; it is asked again. An answer without a date counts, and so does
    every answer if today's date is not known. A notice `instead_of` another replaces it. A copy from which answers are
    withheld has no notice that depends on them.
    """
    found: list[Urgent] = []
    too_old = _past_shelf_life(answers)
    of_now = answers.without(too_old) if too_old else answers
    for notice in answers.questionnaire.notices:
        value, because, _ = notice.when.trace(of_now)
        if value:
            found.append(Urgent(notice, because))
    replaced = {one.notice.instead_of for one in found}
    return tuple(one for one in found if one.notice.notice_id not in replaced)


def _past_shelf_life(answers: AnswersInForce) -> frozenset[str]:
    """The link ids that notices read and whose answers are past their shelf life."""
    conditions = [notice.when for notice in answers.questionnaire.notices]
    read = {test.item for test in each_test(conditions)}
    return frozenset(link_id for link_id in answers.questionnaire.asked_for(read)
                     if answers.freshness(link_id, answers.today) == "stale")


def _to_ask_about(answers: AnswersInForce) -> Iterator[str]:
    """The link ids of choices that are "not sure" or declined, and of texts with a mention of danger in doubt."""
    for test in answers.questionnaire.danger_tests:
        if isinstance(test, Mentions):
            fact = answers.facts[test.item]
            for term in fact.doubtful.intersection(test.mentions):
                yield from fact.where.get(term, (test.item,))
        elif answers.answer(test.item).absent in ("unsure", "declined"):
            yield test.item
