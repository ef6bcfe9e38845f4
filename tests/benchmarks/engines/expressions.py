"""Conditions as expressions: one writer, and a grammar for each language of expressions."""

from dataclasses import dataclass
from itertools import combinations

from forms import All, AnyOf, AtLeast, AtMost, Chosen, Condition, Count, In, Includes, Is, Mentions, Not


@dataclass(frozen=True)
class Grammar:
    """How a language writes each operator. `{item}`, `{codes}`, `{n}`, `{part}` and `{sign}` stand for its parts.

    `adds_up`: a count is a sum; in a language that knows unknown it is any of the ways in which so many can be true.
    """

    both: str
    either: str
    no: str
    one_of: str
    some: str
    mentions: str
    chosen: str
    number: str
    adds_up: bool = True

    def write(self, condition: Condition) -> str:
        match condition:
            case Is():
                return self.one_of.format(item=condition.item, codes=_listed([condition.is_]))
            case In():
                return self.one_of.format(item=condition.item, codes=_listed(condition.in_))
            case Includes():
                return self.some.format(item=condition.item, codes=_listed(condition.includes))
            case Mentions():
                return self.mentions.format(item=condition.item, codes=_listed(condition.mentions))
            case Chosen():
                return self.chosen.format(item=condition.item, n=condition.chosen)
            case AtLeast():
                return self.number.format(item=condition.item, sign=">=", n=f"{condition.at_least:g}")
            case AtMost():
                return self.number.format(item=condition.item, sign="<=", n=f"{condition.at_most:g}")
            case Not():
                return self.no.format(part=self.write(condition.not_))
            case All():
                return self._joined(self.both, condition.all_)
            case AnyOf():
                return self._joined(self.either, condition.any_)
            case Count():
                return self._count(condition)

    def _joined(self, word: str, parts: tuple[Condition, ...]) -> str:
        return f"({word.join(map(self.write, parts))})"

    def _count(self, condition: Count) -> str:
        if self.adds_up:
            ones = " + ".join(f"({self.write(part)} ? 1 : 0)" for part in condition.of)
            return f"({ones} >= {condition.at_least})"
        ways = combinations(condition.of, condition.at_least)
        return f"({self.either.join(self._joined(self.both, way) for way in ways)})"


def _listed(codes: tuple[str, ...] | list[str]) -> str:
    return "[" + ", ".join(f"'{code}'" for code in codes) + "]"
