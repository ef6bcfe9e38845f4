"""The condition language: three-valued logic over answers in force, for enable-when and for rules.

Every operator computes its value (True, False, or None for unknown), `because` (the answers that settled it) and `ask`
(the unknown answers that could still change it). There is no test for "unknown": with such a test, one more answer
could take back a point. The logic is Kleene's; see docs/unknowns.md for its truth tables.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain
from typing import Annotated, Any, NamedTuple, Protocol

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag

Ids = tuple[str, ...]


# The result of a condition: its value, the link ids that settled it, the link ids that could still change it.
# A plain tuple, because every part of every condition makes one, and a NamedTuple takes twice as long to make.
Trace = tuple[bool | None, Ids, Ids]


class Fact(NamedTuple):
    """The value of one item, as conditions read it.

    `value`: a code, a number, a date, a frozenset of ticked codes, or a frozenset of terms mentioned. None if unknown.
    `complete`: False if a list may have more entries than were given, or if the value is unknown.
    `applies`: True for an open item, False for a closed one, None while it is undecided whether it is asked.
    `because`: the link ids to report as the reason of a settled condition. `ask`: the link ids to ask if it is unknown.
    `doubtful`: the terms of which every mention is in doubt.
    `where`: for a fact computed from several answers, term → the link ids whose words mention it, asserted or in doubt.
    """

    value: Any
    complete: bool
    applies: bool | None
    because: Ids
    ask: Ids
    doubtful: frozenset[str] = frozenset()
    where: Mapping[str, Ids] = {}


class Facts(Protocol):
    """The facts on which a condition is evaluated: link id → Fact."""

    def __getitem__(self, link_id: str, /) -> Fact: ...


class Node(BaseModel):
    """A part of a condition."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    def value(self, facts: Facts) -> bool | None:
        """Returns True, False, or None while the answers do not settle it."""
        raise TypeError(f"{type(self).__name__} has no value")

    def trace(self, facts: Facts) -> Trace:
        """Returns the value together with `because` and `ask`."""
        raise TypeError(f"{type(self).__name__} has no trace")

    def leaves(self) -> "Iterator[Test]":
        """Yields every test on an item, from left to right."""
        raise TypeError(f"{type(self).__name__} has no leaves")


class Test(Node):
    """A test on one item. It is unknown for an unknown answer, and False for a closed item even if it has an answer."""

    __test__ = False  # not a test class of pytest
    item: str

    def holds(self, fact: Fact) -> bool | None:
        """Tests a known value. Returns None if the rest of an incomplete list could still decide."""
        raise TypeError(f"{type(self).__name__} tests nothing")

    def value(self, facts: Facts) -> bool | None:
        fact = facts[self.item]
        if fact.applies is False:
            return False
        return None if fact.value is None else self.holds(fact)

    def trace(self, facts: Facts) -> Trace:
        fact = facts[self.item]
        if fact.applies is False:
            return (False, fact.because, ())
        value = None if fact.value is None else self.holds(fact)
        return (None, (), fact.ask) if value is None else (value, fact.because, ())

    def leaves(self) -> "Iterator[Test]":
        yield self


class Is(Test):
    """`{item: pregnant, is: could_be}`: the answer is this option."""

    is_: str = Field(alias="is")

    def holds(self, fact: Fact) -> bool | None:
        return bool(fact.value == self.is_)


class In(Test):
    """`{item: pregnant, in: [yes, could_be]}`: the answer is one of these options."""

    in_: tuple[str, ...] = Field(alias="in", min_length=1)

    def holds(self, fact: Fact) -> bool | None:
        return fact.value in self.in_


class AtLeast(Test):
    """`{item: systolic, at_least: 140}`: the number is this or more."""

    at_least: float

    def holds(self, fact: Fact) -> bool | None:
        return bool(fact.value >= self.at_least)


class AtMost(Test):
    """`{item: systolic, at_most: 90}`: the number is this or less."""

    at_most: float

    def holds(self, fact: Fact) -> bool | None:
        return bool(fact.value <= self.at_most)


def _listed(given: Any) -> Any:
    return (given,) if isinstance(given, str) else given


class Includes(Test):
    """`{item: other_diagnoses, includes: [depression]}`: one of these is ticked. True in an incomplete list too."""

    includes: Annotated[tuple[str, ...], BeforeValidator(_listed)] = Field(min_length=1)

    def holds(self, fact: Fact) -> bool | None:
        if not fact.value.isdisjoint(self.includes):
            return True
        return False if fact.complete else None


class Chosen(Test):
    """`{item: heart_symptoms, chosen: 1}`: at least so many options are ticked, not counting `none`."""

    chosen: int = Field(ge=1)

    def holds(self, fact: Fact) -> bool | None:
        if len(fact.value - {"none"}) >= self.chosen:
            return True
        return False if fact.complete else None


class Mentions(Test):
    """`{item: mind_in_own_words, mentions: [psychosis]}`: the words or medicine rows name one of these terms.

    False if an answered text does not mention them. Unknown if the text is unanswered, or if the mention is in doubt
    ("no psychosis"): then a person has to read the words.
    """

    mentions: Annotated[tuple[str, ...], BeforeValidator(_listed)] = Field(min_length=1)

    def holds(self, fact: Fact) -> bool | None:
        if not fact.value.isdisjoint(self.mentions):
            return True
        return False if fact.complete and fact.doubtful.isdisjoint(self.mentions) else None

    def trace(self, facts: Facts) -> Trace:
        """For a fact computed from several answers, reports only the answers that mention these terms."""
        fact = facts[self.item]
        if not fact.where:
            return super().trace(facts)
        said, doubted = fact.value.intersection(self.mentions), fact.doubtful.intersection(self.mentions)
        if said:
            return True, self._naming(said, fact), ()
        return (None, (), self._naming(doubted, fact)) if doubted else super().trace(facts)

    def _naming(self, terms: Set[str], fact: Fact) -> Ids:
        return union([fact.where[term] for term in self.mentions if term in terms])


class Parts(Node):
    """An operator over several conditions."""

    def parts(self) -> "tuple[Condition, ...]":
        raise TypeError(f"{type(self).__name__} has no parts")

    def leaves(self) -> Iterator[Test]:
        for part in self.parts():
            yield from part.leaves()


class All(Parts):
    """`{all: [...]}`: every part is true. One false part settles it; then no question of the other parts is asked."""

    all_: "tuple[Condition, ...]" = Field(alias="all", min_length=1)

    def parts(self) -> "tuple[Condition, ...]":
        return self.all_

    def value(self, facts: Facts) -> bool | None:
        unknown = False
        for part in self.all_:
            value = part.value(facts)
            if value is False:
                return False
            unknown = unknown or value is None
        return None if unknown else True

    def trace(self, facts: Facts) -> Trace:
        return _settled(self.all_, facts, by=False)


class AnyOf(Parts):
    """`{any: [...]}`: at least one part is true. One true part settles it."""

    any_: "tuple[Condition, ...]" = Field(alias="any", min_length=1)

    def parts(self) -> "tuple[Condition, ...]":
        return self.any_

    def value(self, facts: Facts) -> bool | None:
        unknown = False
        for part in self.any_:
            value = part.value(facts)
            if value:
                return True
            unknown = unknown or value is None
        return None if unknown else False

    def trace(self, facts: Facts) -> Trace:
        return _settled(self.any_, facts, by=True)


class Not(Parts):
    """`{not: ...}`: the part is false. Unknown stays unknown."""

    not_: "Condition" = Field(alias="not")

    def parts(self) -> "tuple[Condition, ...]":
        return (self.not_,)

    def value(self, facts: Facts) -> bool | None:
        value = self.not_.value(facts)
        return None if value is None else not value

    def trace(self, facts: Facts) -> Trace:
        value, because, ask = self.not_.trace(facts)
        return (None if value is None else not value), because, ask


class Count(Parts):
    """`{at_least: 2, of: [...]}`: at least so many of the parts are true."""

    at_least: int = Field(ge=1)
    of: "tuple[Condition, ...]" = Field(min_length=1)

    def parts(self) -> "tuple[Condition, ...]":
        return self.of

    def value(self, facts: Facts) -> bool | None:
        values = [part.value(facts) for part in self.of]
        return self._settle(values.count(True), values.count(None))

    def trace(self, facts: Facts) -> Trace:
        traces = [part.trace(facts) for part in self.of]
        values = [value for value, _, _ in traces]
        value = self._settle(values.count(True), values.count(None))
        if value is None:
            return None, (), union([ask for value, _, ask in traces if value is None])
        return value, union([because for one, because, _ in traces if one is value]), ()

    def _settle(self, true: int, unknown: int) -> bool | None:
        if true >= self.at_least:
            return True
        return False if true + unknown < self.at_least else None


def each_test(conditions: "Iterable[Condition]") -> Iterator[Test]:
    """Yields every test in these conditions, one condition after the other."""
    for condition in conditions:
        yield from condition.leaves()


def union(many: Sequence[Ids]) -> Ids:
    """Returns all of these link ids, each once."""
    return many[0] if len(many) == 1 else tuple(dict.fromkeys(chain.from_iterable(many)))


def _settled(parts: "tuple[Condition, ...]", facts: Facts, by: bool) -> Trace:
    """The result is `by` if one part is; otherwise unknown if one part is unknown; otherwise the opposite of `by`."""
    settling: list[Ids] = []
    others: list[Ids] = []
    ask: list[Ids] = []
    for part in parts:
        value, because, asked = part.trace(facts)
        if value is None:
            ask.append(asked)
        else:
            (settling if value is by else others).append(because)
    if settling:
        return (by, union(settling), ())
    return (None, (), union(ask)) if ask else (not by, union(others), ())


OPERATORS: Mapping[str, type[Node]] = {
    "is": Is, "in": In, "at_least": AtLeast, "at_most": AtMost, "includes": Includes, "chosen": Chosen,
    "mentions": Mentions, "all": All, "any": AnyOf, "not": Not, "of": Count,
}


def _operator(given: Any) -> str | None:
    if isinstance(given, Node):
        return next(name for name, kind in OPERATORS.items() if type(given) is kind)
    keys = set(given) if isinstance(given, Mapping) else set()
    if "of" in keys:
        return "of"
    found = keys & OPERATORS.keys()
    return found.pop() if len(found) == 1 else None


Condition = Annotated[
    Annotated[Is, Tag("is")] | Annotated[In, Tag("in")] | Annotated[AtLeast, Tag("at_least")]
    | Annotated[AtMost, Tag("at_most")] | Annotated[Includes, Tag("includes")] | Annotated[Chosen, Tag("chosen")]
    | Annotated[Mentions, Tag("mentions")] | Annotated[All, Tag("all")] | Annotated[AnyOf, Tag("any")]
    | Annotated[Not, Tag("not")] | Annotated[Count, Tag("of")],
    Discriminator(_operator, custom_error_type="operator", custom_error_message=(
        "a condition has exactly one operator: is, in, at_least, at_most, includes, chosen or mentions beside 'item'; "
        "or all, any, not; or at_least with of")),
]

for _model in (All, AnyOf, Not, Count):
    _model.model_rebuild()
