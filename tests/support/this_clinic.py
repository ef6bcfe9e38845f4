"""What the clinic has that the tests run at: the shipped one, or the second one under `--second-clinic`."""

from collections.abc import Iterable

from forms import load_questionnaire
from forms.clinic import clinic_file
from rules import load_rule_sets
from templates import load_words
from tests.support import SECOND_CLINIC


def tries(at_the_first: int) -> int:
    """How many made-up answers a test tries: a third as many at the second clinic, where the same logic runs again."""
    return at_the_first // 3 if clinic_file() == SECOND_CLINIC else at_the_first


def not_asked() -> frozenset[str]:
    """The questions of the instruments that this clinic has turned off."""
    form = load_questionnaire()
    return frozenset(link_id for link_id, item in form.items.items() if form.is_switched_off(item))


def turned_off() -> frozenset[str]:
    """The instruments and rule sets that this clinic has turned off, by id."""
    off = {one.instrument_id for one in load_questionnaire().instruments if not one.on}
    return frozenset(off | {one.rule_set for one in load_rule_sets() if not one.on})


def asks_all(link_ids: Iterable[str]) -> bool:
    """Whether this clinic asks each of these questions, as far as it has turned none of them off."""
    return not_asked().isdisjoint(link_ids)


def first_help_line() -> str:
    """How to reach the help line that is named first, as prints say it."""
    return load_words().crisis.contacts[0].how


def emergency() -> str:
    """How to reach the emergency number, as prints say it."""
    return load_words().crisis.contacts[-1].how
