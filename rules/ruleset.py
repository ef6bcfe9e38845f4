"""Pydantic models of source documents, statements, topics and rules. They are read from YAML once, and are frozen."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field

from forms import Condition, Facts, Strict
from forms.authoring import NOBODY_HERE, SignedHere, SignOff, fingerprint, standing

Strength = Literal["contraindication", "usually_not_recommended", "may_not_be_a_good_candidate", "discuss_risk",
                   "only_where", "consider", "information", "marketing"]
STRENGTHS: tuple[Strength, ...] = get_args(Strength)  # strongest wording first
State = Literal["raised", "open", "silent"]
STATES: tuple[State, ...] = get_args(State)
NOT_REVIEWED = ("examples", "locate_by", "row")  # keys of rules and statements that authors need, and no reader sees


class Statement(Strict):
    """One thing that a document says: our paraphrase (`says`) and the document's own `strength`.

    `locate_by`: a few words of the original, to find the statement again; None if we do not have the document.
    `row`: the reading note that it was taken from; None if there is none.
    `flag`: `wrong` is never printed; any other flag is printed beside the statement, with `note` as its reason.
    `never_without`: ids of statements that must be cited together with it.
    `not_in_crisis`: shown only if a crisis is ruled out.
    `left_out`: why no rule or topic uses it; None if one does.
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
    """A document that rules cite. `trust` says how far to trust it, and why.

    `read_as`: which form of it was read: the original, a mirror, a summary by others, or none yet (`not_verified`).
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
    """A clinical topic. `background`: ids of statements about the topic that do not depend on an answer."""

    topic: str
    title: str
    background: tuple[str, ...] = ()


class Example(Strict):
    """A test of a rule: with the answers `given` (written as in RESPONSE.json), the rule has this `state`.

    `says`: the case in a sentence. `ask`: link ids of the questions that the rule then asks; None if not checked.
    """

    says: str
    given: Mapping[str, Any]
    state: State
    ask: tuple[str, ...] | None = None


def _asked(given: object) -> object:
    return {"ask": given} if isinstance(given, str) else given


class RuleQuestion(Strict):
    """A question for the clinician to ask. In YAML it is a plain text if it has no condition.

    `unless`: a condition. If it is true, another answer has answered the question, and the question is left out: "Which
    heart condition is it?" is not asked if "heart attack" is ticked. If it is unknown, the question is asked.
    """

    ask: str
    unless: Condition | None = None

    def is_to_be_asked(self, facts: Facts) -> bool:
        return self.unless is None or self.unless.value(facts) is not True


class Rule(Strict):
    """A point to discuss, raised if the condition `when` is true.

    `safety`: the point is printed before all others. `general`: the rule holds for nearly everybody, such as taking any
    tablet, so its point is printed after the others of the same weight. `implies`: ids of rules that are always raised
    together with this one; listing them confirms that the author intends this.
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

    def questions_on(self, facts: Facts) -> tuple[str, ...]:
        """Returns the questions that other answers have not answered yet."""
        return tuple(one.ask for one in self.questions if one.is_to_be_asked(facts))


class RuleSet(Strict):
    """Documents, topics and rules that belong together.

    `mark`: a short name, printed beside points and statements where several rule sets appear together.
    `on`: the clinic uses it. `asks`: the questions of its open findings are listed as worth asking.
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

    def signed(self, here: SignedHere = NOBODY_HERE) -> int:
        """Returns how many rules have a valid sign-off, in their file or at this clinic."""
        return sum(standing(name, mark, self.signoffs) == "signed" or bool(here.of(self.rule_set, name, mark))
                   for name, mark in self.fingerprints.items())

    @cached_property
    def fingerprints(self) -> dict[str, str]:
        """Rule id → a hash of what a reviewer reads: the rule's logic and text, and the statements that it cites.

        Its examples are left out: they test the rule and do not change it.
        """
        return {rule.id: self._fingerprint(rule) for rule in self.rules}

    def _fingerprint(self, rule: Rule) -> str:
        return fingerprint(rule, *map(self.statements.__getitem__, rule.statements), leave_out=NOT_REVIEWED)

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
        """Rule id → ids of the statements that the rule cites, without those marked `not_in_crisis`."""
        return {rule.id: self._without_those_not_in_a_crisis(rule) for rule in self.rules}

    def _without_those_not_in_a_crisis(self, rule: Rule) -> tuple[str, ...]:
        return tuple(one for one in rule.statements if not self.statements[one].not_in_crisis)

    def strongest(self, statement_ids: tuple[str, ...]) -> Strength:
        """Returns the strongest wording among these statements. Raises ValueError if there are none."""
        return min((self.statements[one].strength for one in statement_ids), key=STRENGTHS.index)
