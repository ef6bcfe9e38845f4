"""Checks that a rule's examples hold, cover each state, and fail for each slip of its author. Codes R11 to R14."""

import json
from collections.abc import Iterator
from datetime import date

from forms import AnswersInForce, ComputedItem, Condition, Questionnaire, answers_in_force
from forms.authoring import Message
from forms.exchange import ResponseError, read_response
from rules.loading import RuleFiles
from rules.review.cases import TooManyCasesError
from rules.review.checks.logic import is_the_same
from rules.review.checks.messages import about_rule
from rules.review.checks.mutants import mutants
from rules.ruleset import Example, Rule, State

EXAMPLES_ON = date(2026, 11, 22)  # the day for which the ages in examples are computed


def check_examples(files: RuleFiles, questionnaire: Questionnaire) -> Iterator[Message]:
    """Yields a message for each example that does not hold, each state without an example, and each undetected mutant.

    A mutant is the rule with one slip in it. It is undetected if it differs from the rule and all examples hold.
    """
    for rule in files.ruleset.rules:
        read, faults = _read(rule, questionnaire)
        for says, fault in faults:
            yield about_rule("R12", files, rule, "examples", says=says, fault=fault)
        for example, answers in read:
            said = _disagrees(rule.when, example, answers, questionnaire)
            if said is not None:
                yield about_rule("R11", files, rule, "examples", says=example.says, how=said)
        for state in ("raised", "open", "silent"):
            if not any(example.state == state for example in rule.examples):
                yield about_rule("R13", files, rule, "examples", state=state)
        yield from _survivors(files, rule, read, questionnaire)


def read_example(example: Example, questionnaire: Questionnaire) -> AnswersInForce:
    """Returns the answers in force of an example, with the age on EXAMPLES_ON. Raises ResponseError."""
    answers = as_entered(example, questionnaire)
    content = json.dumps({"questionnaire": questionnaire.questionnaire_id, "answers": answers})
    return answers_in_force(questionnaire, read_response(content, questionnaire, today=EXAMPLES_ON),
                            today=EXAMPLES_ON)


def as_entered(example: Example, questionnaire: Questionnaire) -> dict[str, object]:
    """Returns the answers in `given`, with numbers as int, since YAML scalars are read as text.

    An answer to a computed fact such as "own_words" is copied to each item of its type that the fact is computed from
    and that has no answer in `given`.
    """
    given = dict(example.given)
    for computed in questionnaire.computed:
        if computed.link_id in given:
            same_for_all = given.pop(computed.link_id)
            for link_id in questionnaire.made_of(computed):
                if questionnaire.item(link_id).type == computed.type:
                    given.setdefault(link_id, same_for_all)
    return {link_id: int(value) if link_id in questionnaire.items and questionnaire.item(link_id).type == "number"
            and isinstance(value, str) and value.isdecimal() else value for link_id, value in given.items()}


Read = list[tuple[Example, AnswersInForce]]


def _read(rule: Rule, questionnaire: Questionnaire) -> tuple[Read, list[tuple[str, str]]]:
    read, faults = [], []
    for example in rule.examples:
        try:
            read.append((example, read_example(example, questionnaire)))
        except ResponseError as error:
            faults += [(example.says, fault) for fault in error.faults]
    return read, faults


def asks(example: Example, questionnaire: Questionnaire) -> tuple[str, ...] | None:
    """Returns the link ids that the example expects to be asked; None if it does not state them.

    A computed fact such as "own_words" is replaced by each item of its type that has no answer in the example.
    """
    if example.ask is None:
        return None
    given = as_entered(example, questionnaire)
    found: list[str] = []
    for link_id in example.ask:
        item = questionnaire.items_read.get(link_id)
        parts = questionnaire.made_of(item) if isinstance(item, ComputedItem) else (link_id,)
        found += [one for one in parts if one == link_id or (
            one not in given and questionnaire.item(one).type == questionnaire.item(link_id).type)]
    return tuple(found)


def _disagrees(
    condition: Condition, example: Example, answers: AnswersInForce, questionnaire: Questionnaire,
) -> str | None:
    value, _, ask = condition.trace(answers)
    state: State = "open" if value is None else "raised" if value else "silent"
    if state != example.state:
        return f"is said to be {example.state} and is {state}"
    said = asks(example, questionnaire)
    if said is not None and set(ask) != set(said):
        return f"is said to ask {', '.join(said) or 'nothing'} and asks {', '.join(ask) or 'nothing'}"
    return None


def _survivors(files: RuleFiles, rule: Rule, read: Read, questionnaire: Questionnaire) -> Iterator[Message]:
    def fails(condition: Condition, example: Example, answers: AnswersInForce) -> bool:
        return _disagrees(condition, example, answers, questionnaire) is not None

    holding = [(example, answers) for example, answers in read if not fails(rule.when, example, answers)]
    for mutant in mutants(rule.when):
        if any(fails(mutant.condition, example, answers) for example, answers in holding):
            continue
        try:
            if is_the_same(rule.when, mutant.condition, questionnaire):
                continue
        except TooManyCasesError:
            return  # R01 reports this already
        else:
            yield about_rule("R14", files, rule, "examples", what=mutant.what)
