"""Changes a condition as a hurried author might get it wrong: a threshold off by one, all for any, a part left out."""

from collections.abc import Iterator
from dataclasses import dataclass

from forms import All, AnyOf, AtLeast, AtMost, Chosen, Condition, Count, In, Includes, Mentions, Not


@dataclass(frozen=True)
class Mutant:
    """A condition with one change, which `what` describes. `leaves_out`: the change is that a part is missing."""

    condition: Condition
    what: str
    leaves_out: bool


def mutants(condition: Condition) -> Iterator[Mutant]:
    """Yields every condition that differs from this one by one slip."""
    match condition:
        case AtLeast() | AtMost():
            yield from _shifted(condition)
        case Chosen():
            for number in (condition.chosen - 1, condition.chosen + 1):
                if number >= 1:
                    yield Mutant(condition.model_copy(update={"chosen": number}),
                                 f"with '{condition.item}' chosen {number}", leaves_out=False)
        case In():
            yield from _shorter(condition, "in_", condition.in_, "option")
        case Includes():
            yield from _shorter(condition, "includes", condition.includes, "option")
        case Mentions():
            yield from _shorter(condition, "mentions", condition.mentions, "term")
        case Not():
            yield Mutant(condition.not_, "without its 'not'", leaves_out=False)
            yield from _inside(condition, "not_", (condition.not_,))
        case All():
            yield Mutant(AnyOf(any_=condition.all_), "with 'any' for 'all'", leaves_out=False)
            yield from _parts(condition, "all_", condition.all_)
        case AnyOf():
            yield Mutant(All(all_=condition.any_), "with 'all' for 'any'", leaves_out=False)
            yield from _parts(condition, "any_", condition.any_)
        case Count():
            for number in (condition.at_least - 1, condition.at_least + 1):
                if 1 <= number <= len(condition.of):
                    yield Mutant(condition.model_copy(update={"at_least": number}), f"with at_least {number}",
                                 leaves_out=False)
            yield from _parts(condition, "of", condition.of)


def _shifted(condition: AtLeast | AtMost) -> Iterator[Mutant]:
    field = "at_least" if isinstance(condition, AtLeast) else "at_most"
    for step in (-1, 1):
        threshold = getattr(condition, field) + step
        yield Mutant(condition.model_copy(update={field: threshold}),
                     f"with '{condition.item}' {field} {threshold:g}", leaves_out=False)


def _shorter(condition: In | Includes | Mentions, field: str, names: tuple[str, ...], kind: str) -> Iterator[Mutant]:
    if len(names) > 1:
        for name in names:
            rest = tuple(other for other in names if other != name)
            yield Mutant(condition.model_copy(update={field: rest}),
                         f"without {kind} '{name}' of '{condition.item}'", leaves_out=True)


def _parts(condition: All | AnyOf | Count, field: str, parts: tuple[Condition, ...]) -> Iterator[Mutant]:
    if len(parts) > 1:
        for i, part in enumerate(parts):
            rest = parts[:i] + parts[i + 1:]
            read = ", ".join(dict.fromkeys(test.item for test in part.leaves()))
            yield Mutant(condition.model_copy(update={field: rest}), f"without its part on {read}", leaves_out=True)
    yield from _inside(condition, field, parts)


def _inside(condition: All | AnyOf | Count | Not, field: str, parts: tuple[Condition, ...]) -> Iterator[Mutant]:
    for i, part in enumerate(parts):
        for mutant in mutants(part):
            changed = (*parts[:i], mutant.condition, *parts[i + 1:])
            yield Mutant(condition.model_copy(update={field: changed[0] if field == "not_" else changed}),
                         mutant.what, mutant.leaves_out)
