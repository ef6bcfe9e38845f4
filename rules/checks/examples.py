"""Do a rule's examples hold, are there enough of them, and would each slip of its author fail one? Codes R11 to R14."""

import json
from collections.abc import Iterator
from datetime import date

from forms import AnswersInForce, Condition, Message, Questionnaire, ResponseError, answers_in_force, read_response
from rules.cases import TooManyCasesError
from rules.checks.logic import is_the_same
from rules.checks.messages import about_rule
from rules.checks.mutants import mutants
from rules.loading import RuleFiles
from rules.ruleset import Example, Rule, State


def check_examples(files: RuleFiles, questionnaire: Questionnaire) -> Iterator[Message]:
    """Every example says what its rule does, there is one of each state, and every mutant that differs fails one."""
    for rule in files.ruleset.rules:
        read, faults = _read(rule, questionnaire)
        for says, fault in faults:
            yield about_rule("R12", files, rule, "examples", says=says, fault=fault)
        for example, answers in read:
            said = _disagrees(rule.when, example, answers)
            if said is not None:
                yield about_rule("R11", files, rule, "examples", says=example.says, how=said)
        for state in ("raised", "open", "silent"):
            if not any(example.state == state for example in rule.examples):
                yield about_rule("R13", files, rule, "examples", state=state)
        yield from _survivors(files, rule, read, questionnaire)


def read_example(example: Example, questionnaire: Questionnaire) -> AnswersInForce:
    """The answers in force of an example. Raises ResponseError."""
    answers = as_entered(example, questionnaire)
    content = json.dumps({"questionnaire": questionnaire.questionnaire_id, "answers": answers})
    return answers_in_force(questionnaire, read_response(content, questionnaire, today=date.max))


def as_entered(example: Example, questionnaire: Questionnaire) -> dict[str, object]:
    """`given`, with the numbers of number items as numbers: YAML gives text."""
    return {link_id: int(value) if link_id in questionnaire.items and questionnaire.item(link_id).type == "number"
            and isinstance(value, str) and value.isdecimal() else value for link_id, value in example.given.items()}


Read = list[tuple[Example, AnswersInForce]]


def _read(rule: Rule, questionnaire: Questionnaire) -> tuple[Read, list[tuple[str, str]]]:
    read, faults = [], []
    for example in rule.examples:
        try:
            read.append((example, read_example(example, questionnaire)))
        except ResponseError as error:
            faults += [(example.says, fault) for fault in error.faults]
    return read, faults


def _disagrees(condition: Condition, example: Example, answers: AnswersInForce) -> str | None:
    value, _, ask = condition.trace(answers)
    state: State = "open" if value is None else "raised" if value else "silent"
    if state != example.state:
        return f"is said to be {example.state} and is {state}"
    if example.ask is not None and set(ask) != set(example.ask):
        return f"is said to ask {', '.join(example.ask) or 'nothing'} and asks {', '.join(ask) or 'nothing'}"
    return None


def _survivors(files: RuleFiles, rule: Rule, read: Read, questionnaire: Questionnaire) -> Iterator[Message]:
    holding = [(example, answers) for example, answers in read if not _disagrees(rule.when, example, answers)]
    for mutant in mutants(rule.when):
        if any(_disagrees(mutant.condition, example, answers) for example, answers in holding):
            continue
        try:
            if is_the_same(rule.when, mutant.condition, questionnaire):
                continue
        except TooManyCasesError:
            return  # said already of a rule with so many
        else:
            yield about_rule("R14", files, rule, "examples", what=mutant.what)
