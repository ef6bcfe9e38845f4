"""All rules on the same made-up responses, by our own conditions and by each of the others, in one run."""

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from forms import AnswersInForce, Condition, answers_in_force, load_questionnaire
from forms.exchange import read_response
from rules import evaluate, load_rule_sets
from tests.benchmarks.engines.business_rules_engine import BUSINESS_RULES
from tests.benchmarks.engines.common_expression_language import CEL, CEL_WITH_UNKNOWN
from tests.benchmarks.engines.json_logic_engine import JSON_LOGIC
from tests.benchmarks.engines.zen_engine import ZEN_ENGINE
from tests.benchmarks.synthetic import AS_OF, synthetic_responses
from tests.benchmarks.timing import Row, in_microseconds

OURS = "ours, with because and ask"
Contestant = tuple[Callable[[Any], Any], Sequence[Any]]  # what judges, and the responses in the form it takes
ENGINES = (ZEN_ENGINE, CEL, CEL_WITH_UNKNOWN, BUSINESS_RULES, JSON_LOGIC)


class Hidden(NamedTuple):
    """Open points that a reading of unknown as false takes for settled, and the responses that have one."""

    points: int
    of_points: int
    responses: int


def rows(count: int = 1_000, runs: int = 5) -> Iterator[Row]:
    """The middle of that many runs over that many responses; the engines take turns, so that none has a better hour."""
    rule_sets = [ruleset for ruleset in load_rule_sets() if ruleset.on]
    conditions = [rule.when for ruleset in rule_sets for rule in ruleset.rules]
    responses = list(made_up_answers(count))
    contest: dict[str, Contestant] = {
        OURS: (lambda answers: [evaluate(ruleset, answers) for ruleset in rule_sets], responses),
        "ours, values alone": (lambda answers: values(conditions, answers), responses)}
    for engine in ENGINES:
        reads = "knows unknown" if engine.knows_unknown else "unknown read as no"
        taken = list(map(engine.takes, responses))
        contest[f"{engine.name} ({reads}; no reasons)"] = engine.made_for(conditions), taken
    for name, took in _in_turns(contest, runs).items():
        yield Row(f"{len(conditions)} rules, a response of {count:,}: {name}", in_microseconds(took / count),
                  "ahead of all that know unknown" if name == OURS else "")
    found = hidden(conditions, responses)
    yield Row("open points that are taken for settled where unknown is read as no",
              f"{found.points:,} of {found.of_points:,}")
    yield Row("responses with such a point", f"{found.responses:,} of {count:,}")


def _in_turns(contest: dict[str, Contestant], runs: int) -> dict[str, float]:
    taken: dict[str, list[float]] = {name: [] for name in contest}
    for _ in range(runs):
        for name, (judge, responses) in contest.items():
            start = time.process_time()
            for answers in responses:
                judge(answers)
            taken[name].append(time.process_time() - start)
    return {name: statistics.median(times) for name, times in taken.items()}


def made_up_answers(count: int) -> Iterator[AnswersInForce]:
    questionnaire = load_questionnaire()
    for line in synthetic_responses(count):
        yield answers_in_force(questionnaire, read_response(line, questionnaire, today=AS_OF))


def values(conditions: Sequence[Condition], answers: AnswersInForce) -> list[bool | None]:
    return [condition.value(answers) for condition in conditions]


def hidden(conditions: Sequence[Condition], responses: Sequence[AnswersInForce]) -> Hidden:
    """What the two-valued engines, which agree with each other, say of our open points: all but yes."""
    judge = ZEN_ENGINE.made_for(conditions)
    open_, taken_for_settled = [], []
    for answers in responses:
        ours, theirs = values(conditions, answers), judge(ZEN_ENGINE.takes(answers))
        open_.append(ours.count(None))
        taken_for_settled.append(sum(our is None and not their for our, their in zip(ours, theirs, strict=True)))
    return Hidden(sum(taken_for_settled), sum(open_), sum(count > 0 for count in taken_for_settled))
