"""Is each rule able to be true, false and unknown, and does every part of it do something? Proved case by case."""

from collections.abc import Iterator, Mapping, Sequence

from forms import Answer, AnswersInForce, Condition, Fact, Item, Message, Questionnaire, Response, answers_in_force
from rules.cases import TooManyCasesError, cases, items_behind, likenesses, tests_on
from rules.checks.messages import about_rule
from rules.checks.mutants import mutants
from rules.evaluation import evaluate
from rules.loading import RuleFiles
from rules.ruleset import STRENGTHS, Rule

MOST_CASES = 2_000
Known = Mapping[str, Answer]


def check_logic(files: RuleFiles, questionnaire: Questionnaire) -> Iterator[Message]:
    """Codes R01 to R10."""
    for rule in files.ruleset.rules:
        try:
            found = cases(questionnaire, [rule.when], MOST_CASES)
        except TooManyCasesError:
            yield about_rule("R01", files, rule, "when", most=MOST_CASES)
            continue
        yield from _constant(files, rule, found)
        yield from _idle_parts(files, rule, questionnaire)
        yield from _idle_unknowns(files, rule, found)
        yield from _closed_while_raised(files, rule, found)
        yield from _risk_that_silences(files, rule, found, questionnaire)
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


def _idle_parts(files: RuleFiles, rule: Rule, questionnaire: Questionnaire) -> Iterator[Message]:
    for mutant in mutants(rule.when):
        if not mutant.leaves_out or _only_opens(rule.when, mutant.condition, questionnaire):
            continue
        if is_the_same(rule.when, mutant.condition, questionnaire):
            yield about_rule("R05", files, rule, "when", what=mutant.what)


def _only_opens(whole: Condition, rest: Condition, questionnaire: Questionnaire) -> bool:
    """Whether all that `rest` leaves out is what opens its questions: said for the reader, and for `because`."""
    left_out = {test.item for test in whole.leaves()} - {test.item for test in rest.leaves()}
    behind = {item.link_id for item in items_behind(questionnaire, [rest])} - {test.item for test in rest.leaves()}
    return bool(left_out) and left_out <= behind


def _idle_unknowns(files: RuleFiles, rule: Rule, found: Sequence[AnswersInForce]) -> Iterator[Message]:
    settled = [(case.given(), rule.when.value(case)) for case in found]
    for case in found:
        trace = rule.when.trace(case)
        if trace.value is not None:
            continue
        given = case.given()
        outcomes = {value for known, value in settled if value is not None and _continues(given, known)}
        if outcomes != {True, False}:
            yield about_rule("R06", files, rule, "when", ask=", ".join(trace.ask), given=_in_words(given))
            return


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
    """The items without which, were they unknown, the rule would not be raised in this case."""
    relied = set()
    for test in rule.when.leaves():
        unknown = {**case.facts, test.item: Fact(None, False, None, (), (test.item,))}
        if rule.when.value(unknown) is not True:
            relied.add(test.item)
    return relied


def _risk_that_silences(
    files: RuleFiles, rule: Rule, found: Sequence[AnswersInForce], questionnaire: Questionnaire,
) -> Iterator[Message]:
    items = items_behind(questionnaire, [rule.when])
    for item in items:
        if not item.riskier:
            continue
        for case in found:
            if not rule.when.value(case) or not case.answer(item.link_id).is_known:
                continue
            for riskier in _riskier(questionnaire, rule, item, items, case.answer(item.link_id)):
                response = Response(questionnaire.questionnaire_id, {**case.given(), item.link_id: riskier})
                if not _still_raised(files, rule, answers_in_force(questionnaire, response)):
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


def _still_raised(files: RuleFiles, rule: Rule, answers: AnswersInForce) -> bool:
    ruleset = files.ruleset
    least = STRENGTHS.index(ruleset.strongest(rule.statements))
    return any(found.state == "raised" and STRENGTHS.index(ruleset.strongest(found.rule.statements)) <= least
               for found in evaluate(ruleset, answers) if found.rule.topic == rule.topic)


def _undeclared_implications(files: RuleFiles, questionnaire: Questionnaire) -> Iterator[Message]:
    rules = files.ruleset.rules
    read = {rule.id: {test.item for test in rule.when.leaves()} for rule in rules}
    for rule in rules:
        for other in rules:
            if rule is other or (not read[rule.id] & read[other.id] and other.id not in rule.implies):
                continue
            implied = _implies(rule.when, other.when, questionnaire)
            if implied is not (other.id in rule.implies):
                yield about_rule("R09" if implied else "R10", files, rule, "when", other=other.id)


def _implies(one: Condition, other: Condition, questionnaire: Questionnaire) -> bool:
    """Whether `other` is true in every case in which `one` is, whatever else is answered.

    What only `other` reads stays unanswered: were `other` unknown then, some answer would make it false.
    """
    items = items_behind(questionnaire, [one, other])

    def holds(apart: Sequence[Condition]) -> bool:
        found = cases(questionnaire, [one], MOST_CASES, apart=apart)
        return all(other.value(answers_in_force(questionnaire, Response(questionnaire.questionnaire_id, case.given()),
                                                items)) for case in found if one.value(case))
    try:
        return holds(apart=[]) and holds(apart=[other])  # the first is quick and settles nearly all
    except TooManyCasesError:
        return False  # said already of the rule that has so many


def is_the_same(one: Condition, other: Condition, questionnaire: Questionnaire) -> bool:
    """Whether two conditions over the same items come out alike in every case."""
    found = cases(questionnaire, [one, other], MOST_CASES * 10)
    return all(one.value(case) is other.value(case) for case in found)
