"""Source documents, their statements, topics and rules, as pydantic models. Read from YAML once and frozen."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field

from forms import Condition, Facts, Strict
from forms.authoring import SignOff, fingerprint, standing

Strength = Literal["contraindication", "usually_not_recommended", "may_not_be_a_good_candidate", "discuss_risk",
                   "only_where", "consider", "information", "marketing"]
STRENGTHS: tuple[Strength, ...] = get_args(Strength)  # strongest wording first
State = Literal["raised", "open", "silent"]
STATES: tuple[State, ...] = get_args(State)


class Statement(Strict):
    """One thing a document says: our paraphrase, the document's own `strength`, and a few words to find it by.

    `flag` wrong is never printed; overclaim, contested and unchecked say so beside it (`note` why).
    `never_without` are the statements that must stand beside it. `not_in_crisis`: only shown when there is none.
    `locate_by` is None where the document is not at hand; `row` is the reading note it was taken from, where there is
    one. `left_out` is why no rule and no topic carries it; None when one does.
    """

    id: str
    heading: str
    strength: Strength
    says: str
    locate_by: str | None = None
    row: str | None = None
    flag: Literal["wrong", "overclaim", "contested", "unchecked"] | None = None
    note: str | None = None
    never_without: tuple[str, ...] = ()
    not_in_crisis: bool = False
    left_out: str | None = None


class SourceDocument(Strict):
    """A document the rules come from. `trust` says how far to trust it and why.

    `read_as` is what could be read of it: the original, a mirror of it, a summary by others, or nothing yet.
    """

    document_id: str
    file: str
    title: str
    short: str
    author: str
    publisher: str
    kind: str
    dated: str
    trust: str
    read_as: Literal["original", "mirror", "summary", "not_verified"] = "original"
    statements: tuple[Statement, ...]


class Topic(Strict):
    """A clinical topic. `background` statements belong to it and to no answer in particular."""

    topic: str
    title: str
    background: tuple[str, ...] = ()


class Example(Strict):
    """A case in a sentence: `given` these answers (as in RESPONSE.json), the rule is in this `state`."""

    says: str
    given: Mapping[str, Any]
    state: State
    ask: tuple[str, ...] | None = None


def _asked(given: object) -> object:
    return {"ask": given} if isinstance(given, str) else given


class RuleQuestion(Strict):
    """What a clinician may want to ask; plain text in YAML where there is no condition.

    `unless` holds where another answer says it already: nobody is asked which heart condition it is beside "heart
    attack". While it is unknown the question stands.
    """

    ask: str
    unless: Condition | None = None

    def is_to_be_asked(self, facts: Facts) -> bool:
        return self.unless is None or self.unless.value(facts) is not True


class Rule(Strict):
    """A point to discuss, raised `when` a condition holds. `safety` points stand before all others.

    `implies` are the rules that are always raised with this one, said on purpose.
    `general`: it holds for nearly everybody, as taking any tablet does, so it stands after what is particular.
    """

    id: str
    topic: str
    title: str
    when: Condition
    statements: tuple[str, ...] = Field(min_length=1)
    discuss: str
    questions: tuple[Annotated[RuleQuestion, BeforeValidator(_asked)], ...] = Field(min_length=1)
    safety: bool = False
    general: bool = False
    implies: tuple[str, ...] = ()
    examples: tuple[Example, ...] = Field(min_length=1)

    @cached_property
    def fingerprint(self) -> str:
        """Changes with the rule's logic and text. Its examples are left aside: they prove it and say nothing more."""
        return fingerprint(self, leave_out=["examples"])

    def questions_on(self, facts: Facts) -> tuple[str, ...]:
        """The questions that no answer has answered yet."""
        return tuple(one.ask for one in self.questions if one.is_to_be_asked(facts))


class RuleSet(Strict):
    """Documents, topics and rules that belong together.

    `mark` says in a few words whose a statement is, wherever statements of several sets stand together.
    `on`: the clinic uses it. `asks`: what its open findings ask is worth a question of its own.
    """

    rule_set: str
    title: str
    mark: str
    about: str
    version: str
    changed_on: date
    reviewed: str
    on: bool = True
    asks: bool = True
    documents: tuple[SourceDocument, ...]
    topics: tuple[Topic, ...]
    rules: tuple[Rule, ...]
    signoffs: tuple[SignOff, ...]

    def signed(self) -> int:
        """How many rules are signed as they stand."""
        return sum(standing(rule.id, rule.fingerprint, self.signoffs) == "signed" for rule in self.rules)

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """Every statement by id."""
        found: dict[str, Statement] = {}
        for document in self.documents:
            found |= {one.id: one for one in document.statements}
        return found

    @cached_property
    def documents_by_statement(self) -> dict[str, SourceDocument]:
        found: dict[str, SourceDocument] = {}
        for document in self.documents:
            found |= {one.id: document for one in document.statements}
        return found

    @cached_property
    def rules_by_id(self) -> dict[str, Rule]:
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def topics_by_id(self) -> dict[str, Topic]:
        return {topic.topic: topic for topic in self.topics}

    @cached_property
    def fit_for_a_crisis(self) -> dict[str, tuple[str, ...]]:
        """What each rule cites, without the statements that have no place in a crisis."""
        return {rule.id: self._without_those_not_in_a_crisis(rule) for rule in self.rules}

    def _without_those_not_in_a_crisis(self, rule: Rule) -> tuple[str, ...]:
        return tuple(one for one in rule.statements if not self.statements[one].not_in_crisis)

    def strongest(self, statement_ids: tuple[str, ...]) -> Strength:
        """The strongest wording among these statements."""
        return min((self.statements[one].strength for one in statement_ids), key=STRENGTHS.index)
