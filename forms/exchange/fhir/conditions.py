"""Our conditions as FHIR's: enableWhen where its flat list can say the same, otherwise a FHIRPath expression.

An unknown answer makes neither true, as with us. Our `not` becomes a list of the other options, since a FHIR `!=` is
read in different ways where nobody answered.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from forms.conditions import All, AnyOf, AtLeast, AtMost, Chosen, In, Includes, Is, Node, Not, Test
from forms.exchange.fhir.models import Coding, EnableWhen, Expression, Extension
from forms.exchange.fhir.names import SDC, coding_of
from forms.questionnaire import Item, Questionnaire

ENABLE_WHEN_EXPRESSION = f"{SDC}/sdc-questionnaire-enableWhenExpression"
Behavior = Literal["all", "any"]


class CannotBeSaidError(ValueError):
    """FHIR cannot say this condition: it reads words, or a fact that is computed."""


@dataclass(frozen=True)
class Enabling:
    """When an item is asked: `when` with `behavior`, or an extension with an expression."""

    when: tuple[EnableWhen, ...] | None = None
    behavior: Behavior | None = None
    extension: Extension | None = None


ALWAYS = Enabling()


class ConditionWriter:
    """Writes the conditions of one questionnaire. `path_of` returns the FHIRPath to the item with a link id."""

    def __init__(self, questionnaire: Questionnaire, path_of: Callable[[str], str]) -> None:
        self._questionnaire, self._path_of = questionnaire, path_of

    def enabling(self, condition: Node | None) -> Enabling:
        """Returns FHIR's form of a condition; of None, that it always holds. Raises CannotBeSaidError."""
        if condition is None:
            return ALWAYS
        flat = self._flat(condition)
        if flat is not None:
            behavior, tests = flat
            return Enabling(tuple(tests), behavior)
        return self._by_expression(self._expression(condition))

    def enabling_without_answer(self, item: Item) -> Enabling:
        """Returns when the question beside `item` is asked: `item` is asked, and has no answer."""
        unanswered = EnableWhen(question=item.link_id, operator="exists", answer_boolean=False)
        if item.enable_when is None:
            return Enabling((unanswered,), "all")
        flat = self._flat(item.enable_when)
        if flat is not None and (flat[0] == "all" or len(flat[1]) == 1):
            return Enabling((*flat[1], unanswered), "all")
        empty = f"{self._path_of(item.link_id)}.answer.empty()"
        return self._by_expression(f"({self._expression(item.enable_when)}) and {empty}")

    def can_say(self, condition: Node) -> bool:
        """True if FHIR can say this condition."""
        try:
            self.enabling(condition)
        except CannotBeSaidError:
            return False
        return True

    def _by_expression(self, expression: str) -> Enabling:
        extension = Extension(url=ENABLE_WHEN_EXPRESSION, value_expression=Expression(expression=expression))
        return Enabling(extension=extension)

    def _flat(self, condition: Node) -> tuple[Behavior, list[EnableWhen]] | None:
        """The condition as tests of which all, or any, have to hold; None if it needs both."""
        if isinstance(condition, All | AnyOf):
            behavior: Behavior = "all" if isinstance(condition, All) else "any"
            found: list[EnableWhen] = []
            for part in condition.parts():
                flat = self._flat(part)
                if flat is None or (flat[0] != behavior and len(flat[1]) > 1):
                    return None
                found += flat[1]
            return behavior, found
        if isinstance(condition, AtLeast | AtMost):
            self._asked(condition)
        if isinstance(condition, AtLeast):
            return "any", [EnableWhen(question=condition.item, operator=">=", answer_integer=int(condition.at_least))]
        if isinstance(condition, AtMost):
            return "any", [EnableWhen(question=condition.item, operator="<=", answer_integer=int(condition.at_most))]
        codings = self._codings(condition)
        if codings is None:
            return None
        link_id = next(condition.leaves()).item
        return "any", [EnableWhen(question=link_id, operator="=", answer_coding=coding) for coding in codings]

    def _codings(self, condition: Node) -> list[Coding] | None:
        """The options of one question of which any makes the condition true; None if it is not of that kind."""
        match condition:
            case Is():
                return self._of(condition, [condition.is_])
            case In():
                return self._of(condition, condition.in_)
            case Includes():
                return self._of(condition, condition.includes)
            case Chosen(chosen=1):
                return self._of(condition, [one for one in self._codes(condition) if one != "none"])
            case Not(not_=Is() as told):
                return self._of(told, [one for one in self._codes(told) if one != told.is_])
            case Not(not_=In() as told):
                return self._of(told, [one for one in self._codes(told) if one not in told.in_])
            case _:
                return None

    def _codes(self, test: Test) -> list[str]:
        return [option.code for option in self._asked(test).options]

    def _of(self, test: Test, codes: Iterable[str]) -> list[Coding]:
        item = self._asked(test)
        return [coding_of(item, item.option(code)) for code in codes]

    def _asked(self, test: Test) -> Item:
        if test.item not in self._questionnaire.items:
            raise CannotBeSaidError(f"'{test.item}' is computed")
        return self._questionnaire.item(test.item)

    def _expression(self, condition: Node) -> str:
        """The condition as FHIRPath that is true or false, never empty: LHC-Forms warns of that."""
        match condition:
            case All() | AnyOf():
                word = " and " if isinstance(condition, All) else " or "
                return word.join(f"({self._expression(part)})" for part in condition.parts())
            case AtLeast():
                return f"{self._path_of(condition.item)}.answer.value.where($this >= {condition.at_least:g}).exists()"
            case AtMost():
                return f"{self._path_of(condition.item)}.answer.value.where($this <= {condition.at_most:g}).exists()"
        codings = self._codings(condition)
        if codings is None:
            raise CannotBeSaidError(type(condition).__name__)
        codes = coded(codings)
        return f"{self._path_of(next(condition.leaves()).item)}.answer.value.where({codes}).exists()"


def coded(codings: Sequence[Coding]) -> str:
    """Returns a FHIRPath test of a coding: it has one of these codes. Systems are LOINC or that of one question."""
    return " or ".join(f"code = '{coding.code}'" for coding in codings)
