"""Checks that each rule can be true, false and unknown, and that each part has an effect, by trying every case."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from forms import Answer, AnswersInForce, Condition, Fact, Item, Questionnaire, Response, answers_in_force
from forms.authoring import Message
from rules.loading import RuleFiles
from rules.review.cases import TooManyCasesError, cases, items_behind, likenesses, tests_on
from rules.review.checks.messages import about_rule
from rules.review.checks.mutants import mutants
from rules.ruleset import STRENGTHS, Rule, RuleSet

MOST_CASES = 2_000
Known = Mapping[str, Answer]


def check_logic(files: RuleFiles, questionnaire: Questionnaire, rule_sets: Sequence[RuleSet]) -> Iterator[Message]:
    """Yields the messages R01 to R10.

    `rule_sets`: all rule sets. If a riskier answer silences a point of this set, a rule of another set may raise it.
    """
    for rule in files.ruleset.rules:
        try:
            found = cases(questionnaire, [rule.when], MOST_CASES)
        except TooManyCasesError:
            yield about_rule("R01", files, rule, "when", most=MOST_CASES)
            continue
        yield from _constant(files, rule, found)
        yield from _idle_parts(files, rule, found, questionnaire)
        yield from _idle_unknowns(files, rule, found)
        yield from _closed_while_raised(files, rule, found)
        yield from _risk_that_silences(files, rule, found, questionnaire, rule_sets)
    yield from _undeclared_implications(files, questionnaire)


def _constant(files: RuleFiles, rule: Rule, found: Sequence[AnswersInForce]) -> Iterator[Message]:
    values = {rule.when.value(case) for case in found}
    if True not in values:
        yield about_rule("R02", files, rule, "when")
    if False not in values:
        yield about_rule("R03", files, rule, "when")
    empty = next(case for case in found if not case.given())
    if rule.when.value(empty) is not None:
        yield about_rule("R04", files, rule, "when")


def _idle_parts(
    files: RuleFiles, rule: Rule, found: Sequence[AnswersInForce], questionnaire: Questionnaire,
) -> Iterator[Message]:
    for mutant in mutants(rule.when):
        if not mutant.leaves_out or _only_opens(rule.when, mutant.condition, questionnaire):
            continue
        if any(rule.when.value(case) is not mutant.condition.value(case) for case in found):
            continue  # quicker than `is_the_same`, and nearly always enough
        if is_the_same(rule.when, mutant.condition, questionnaire):
            yield about_rule("R05", files, rule, "when", what=mutant.what)


def _only_opens(whole: Condition, rest: Condition, questionnaire: Questionnaire) -> bool:
    """True if the part that `rest` leaves out only repeats the questions that open those of `rest`.

    Such a part does not change the result. It helps people who read the rule, and it adds a reason (`because`).
    """
    read = _read_by(rest)
    left_out = _read_by(whole) - read
    behind = {item.link_id for item in items_behind(questionnaire, [rest])} - read
    return bool(left_out) and left_out <= behind


def _read_by(condition: Condition) -> set[str]:
    return {test.item for test in condition.leaves()}


def _idle_unknowns(files: RuleFiles, rule: Rule, found: Sequence[AnswersInForce]) -> Iterator[Message]:
    settled = [(case.given(), rule.when.value(case)) for case in found]
    for case in found:
        value, _, ask = rule.when.trace(case)
        if value is not None:
            continue
        given = case.given()
        if not (_can_become(True, given, settled) and _can_become(False, given, settled)):
            yield about_rule("R06", files, rule, "when", ask=", ".join(ask), given=_in_words(given))
            return


def _can_become(outcome: bool, given: Known, settled: Sequence[tuple[Known, bool | None]]) -> bool:
    """Whether some further answers give the rule this outcome."""
    return any(value is outcome and _continues(given, known) for known, value in settled)


def _continues(given: Known, further: Known) -> bool:
    return all(further.get(link_id) == answer for link_id, answer in given.items())


def _in_words(given: Known) -> str:
    return ", ".join(f"{link_id}: {answer.value}" for link_id, answer in given.items()) or "nothing answered"


def _closed_while_raised(files: RuleFiles, rule: Rule, found: Sequence[AnswersInForce]) -> Iterator[Message]:
    read = dict.fromkeys(test.item for test in rule.when.leaves())
    raised = [case for case in found if rule.when.value(case)]
    for link_id in read:
        if any(case[link_id].applies is False and link_id in _relied_on(rule, case) for case in raised):
            yield about_rule("R07", files, rule, "when", item=link_id)


def _relied_on(rule: Rule, case: AnswersInForce) -> set[str]:
    """The items that the rule needs in this case: if the answer to one were unknown, the rule would not be raised."""
    relied = set()
    for test in rule.when.leaves():
        unknown = {**case.facts, test.item: Fact(None, False, None, (), (test.item,))}
        if rule.when.value(unknown) is not True:
            relied.add(test.item)
    return relied


def _risk_that_silences(
    files: RuleFiles, rule: Rule, found: Sequence[AnswersInForce], questionnaire: Questionnaire,
    rule_sets: Sequence[RuleSet],
) -> Iterator[Message]:
    items = items_behind(questionnaire, [rule.when])
    as_strong = list(_as_strong(files.ruleset, rule, rule_sets))
    behind = items_behind(questionnaire, [other.when for other in as_strong])
    for item in items:
        if not item.riskier:
            continue
        for case in found:
            if not rule.when.value(case) or not case.answer(item.link_id).is_known:
                continue
            for riskier in _riskier(questionnaire, rule, item, items, case.answer(item.link_id)):
                response = Response(questionnaire.questionnaire_id, {**case.given(), item.link_id: riskier})
                answers = answers_in_force(questionnaire, response, behind)
                if not any(other.when.value(answers) for other in as_strong):
                    yield about_rule("R08", files, rule, "when", item=item.link_id, given=_in_words(response.answers))
                    return


def _riskier(
    questionnaire: Questionnaire, rule: Rule, item: Item, items: Sequence[Item], answer: Answer,
) -> Iterator[Answer]:
    for likeness in likenesses(questionnaire, item, tests_on(item, [rule.when], items)):
        for other in likeness.alike:
            if _is_riskier(item, other, answer):
                yield other


def _is_riskier(item: Item, one: Answer, other: Answer) -> bool:
    match one.value, other.value:
        case int(a), int(b):
            return a > b if "higher" in item.riskier else a < b
        case str(a), str(b):
            return a in item.riskier and b not in item.riskier
        case tuple(a), tuple(b):
            return set(b) < set(a) and bool((set(map(str, a)) - set(map(str, b))) & set(item.riskier))
    return False


def _as_strong(ruleset: RuleSet, rule: Rule, rule_sets: Sequence[RuleSet]) -> Iterator[Rule]:
    """The rules on the same topic, in any rule set, whose strongest wording is at least as strong as this rule's."""
    least = STRENGTHS.index(ruleset.strongest(rule.statements))
    for one in rule_sets:
        yield from (other for other in one.rules if other.topic == rule.topic
                    and STRENGTHS.index(one.strongest(other.statements)) <= least)


def _undeclared_implications(files: RuleFiles, questionnaire: Questionnaire) -> Iterator[Message]:
    rules = files.ruleset.rules
    read = {rule.id: _read_by(rule.when) for rule in rules}
    for rule in rules:
        others = [other for other in rules
                  if rule is not other and (read[rule.id] & read[other.id] or other.id in rule.implies)]
        implied = _implied(rule, others, questionnaire)
        for other in others:
            if (other.id in implied) is not (other.id in rule.implies):
                yield about_rule("R09" if other.id in implied else "R10", files, rule, "when", other=other.id)


def _implied(rule: Rule, others: Sequence[Rule], questionnaire: Questionnaire) -> set[str]:
    """The ids of the rules in `others` that are raised in every case in which `rule` is raised.

    Questions that only the other rule reads stay unanswered. If that leaves it unknown, some answer makes it false, so
    it is not implied.
    """
    def raised(apart: Sequence[Condition]) -> list[Response]:
        return [Response(questionnaire.questionnaire_id, case.given())
                for case in cases(questionnaire, [rule.when], MOST_CASES, apart=apart) if rule.when.value(case)]

    def holds(other: Rule, responses: Sequence[Response]) -> bool:
        items = items_behind(questionnaire, [rule.when, other.when])
        return all(other.when.value(answers_in_force(questionnaire, response, items)) for response in responses)

    implied: set[str] = set()
    with suppress(TooManyCasesError):  # R01 reports this already
        responses = raised(apart=[])  # quick, and excludes nearly all other rules
        for other in others:
            with suppress(TooManyCasesError):
                if holds(other, responses) and holds(other, raised(apart=[other.when])):
                    implied.add(other.id)
    return implied


def is_the_same(one: Condition, other: Condition, questionnaire: Questionnaire) -> bool:
    """Returns whether two conditions have the same value in every case. Raises TooManyCasesError."""
    found = cases(questionnaire, [one, other], MOST_CASES * 10)
    return all(one.value(case) is other.value(case) for case in found)
