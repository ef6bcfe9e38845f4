"""Whether the person may be in danger of suicide, and what else cannot wait. The one place that decides it.

Screens, prints and rules all ask here. The questionnaire's `danger` says in conditions what counts, the heaviest level
first; its `notices` say what else is urgent and what to do about it. Nothing here is about the treatment.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from forms.conditions import Mentions, each_test
from forms.in_force import AnswersInForce
from forms.questionnaire import ComputedItem, Level, Notice, Questionnaire

ASK: Level = "ask"


@dataclass(frozen=True)
class Danger:
    """How much danger the answers speak of, and the link ids of those that do. `level` None: none of them does.

    `now`: says yes to thoughts of suicide or to a plan, or writes of it in own words. `often` and `some`: was bothered
    by thoughts of death on most days, or on several. `ask`: is not sure or would rather not say, or words speak of
    suicide in a way that asserts nothing ("denies", a relative's), or has the means within reach while nothing else
    speaks of danger: someone has to ask in person.
    A question that is merely unanswered is no danger; it stands with what is still unknown.
    """

    level: Level | None
    because: tuple[str, ...] = ()


@dataclass(frozen=True)
class Urgent:
    """A notice in force, and the link ids of the answers that call for it.

    To the person: `notice.title`, `text` and `steps`. To staff and clinicians: `notice.short` and `for_staff`.
    """

    notice: Notice
    because: tuple[str, ...]


def danger(answers: AnswersInForce) -> Danger:
    """The heaviest level that holds, with all answers that speak of danger on any level that the form names."""
    found = named_dangers(answers) or dangers(answers)
    if not found:
        return Danger(None)
    because: list[str] = []
    for one in found:
        because.extend(one.because)
    return Danger(found[0].level, tuple(dict.fromkeys(because)))


def dangers(answers: AnswersInForce) -> tuple[Danger, ...]:
    """Every level that holds, the heaviest first, each with its own answers; `ask` comes last. Empty for none."""
    doubts = to_ask_in_person(answers)
    return (*named_dangers(answers), Danger(ASK, doubts)) if doubts else named_dangers(answers)


def named_dangers(answers: AnswersInForce) -> tuple[Danger, ...]:
    """The levels that the questionnaire names and that hold, the heaviest first; without `ask`."""
    found: list[Danger] = []
    for one in answers.questionnaire.danger:
        if one.level != ASK and one.when.value(answers.facts):
            found.append(Danger(one.level, one.when.trace(answers.facts)[1]))
    return tuple(found)


def to_ask_in_person(answers: AnswersInForce) -> tuple[str, ...]:
    """The link ids of the level `ask`: as the form names it, left open on purpose, or words that assert nothing."""
    found: list[str] = []
    for one in answers.questionnaire.danger:
        if one.level == ASK and one.when.value(answers.facts):
            found += one.when.trace(answers.facts)[1]
    return tuple(dict.fromkeys([*found, *_to_ask_about(answers)]))


def is_in_own_words(questionnaire: Questionnaire, found: Danger) -> bool:
    """Whether words alone speak of this danger, and no box: what they mean is for the person to say."""
    return bool(found.because) and danger_boxes(questionnaire).isdisjoint(found.because)


def may_be_in_danger(answers: AnswersInForce) -> bool:
    """False only where the boxes are answered and speak of no danger, and neither do the words that were written.

    Texts that nobody wrote leave nothing open here: hardly anybody writes in all of them.
    """
    for test in answers.questionnaire.danger_tests:
        fact = answers.facts[test.item]
        if not isinstance(test, Mentions) and fact.value is None and fact.applies is not False:
            return True
    return bool(dangers(answers))


def danger_boxes(questionnaire: Questionnaire) -> frozenset[str]:
    """The link ids of the questions that can speak of danger by a choice; own words are not among them."""
    return frozenset(test.item for test in questionnaire.danger_tests
                     if not isinstance(questionnaire.item(test.item), ComputedItem))


def urgent(answers: AnswersInForce) -> tuple[Urgent, ...]:
    """What else cannot wait, in the questionnaire's order. Unknown answers call for nothing.

    An answer known to be older than it is good for is not of now: it calls for nothing, and is asked again. One without
    a date counts, and so does every answer where the day of today is not known. A notice that stands `instead_of`
    another leaves that one out. Where answers are withheld from a copy, what rests on them is not there either.
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
    """The link ids that notices read and whose answers are known to be older than they are good for."""
    conditions = [notice.when for notice in answers.questionnaire.notices]
    read = {test.item for test in each_test(conditions)}
    return frozenset(link_id for link_id in answers.questionnaire.asked_for(read)
                     if answers.freshness(link_id, answers.today) == "stale")


def _to_ask_about(answers: AnswersInForce) -> Iterator[str]:
    """The link ids of boxes left open on purpose, and of words that speak of danger and assert nothing."""
    for test in answers.questionnaire.danger_tests:
        if isinstance(test, Mentions):
            fact = answers.facts[test.item]
            for term in fact.doubtful.intersection(test.mentions):
                yield from fact.where.get(term, (test.item,))
        elif answers.answer(test.item).absent in ("unsure", "declined"):
            yield test.item
