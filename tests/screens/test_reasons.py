"""Screen, paper and square code offer the same reasons for having no answer, on every question."""

import pytest

from forms import Absent, Item, load_questionnaire, offers_nothing_to_add, reasons_offered
from forms.exchange import NOTHING, absent_code, field_name
from forms.exchange.square_code.code_book import CodeBook
from screens import DESK
from screens.fields import choice, many
from screens.fields.field import REASON_OF, reasons
from screens.visit.answering import NOTHING_TO_ADD
from screens.visit.visit import Visit
from screens.words import words_for
from templates.handouts.questions import Asked, Scale, parts_of

FORM = load_questionnaire()
ITEMS = [item for item in FORM.items.values() if not FORM.is_switched_off(item)]


def asked_on_paper() -> dict[str, Asked]:
    found = {}
    for part in parts_of(FORM, for_desk=True):
        for block in part.blocks:
            for question in block.questions if isinstance(block, Scale) else (block,):
                found[question.link_id] = question
    return found


PAPER = asked_on_paper()


def on_screen(item: Item) -> tuple[str, ...]:
    """The reasons on the screen, and "nothing" for "Nothing to add"."""
    visit = Visit(DESK, FORM, words_for("desk"))
    if item.type not in ("choice", "many"):
        return tuple(reasons(item))
    texts = (choice if item.type == "choice" else many).texts_of(visit, item)
    return tuple(REASON_OF[part] for part in texts if part in REASON_OF)


def on_paper(item: Item) -> tuple[str, ...]:
    """The same on paper."""
    names: dict[tuple[str, str | None], str] = {(field_name(item.link_id, NOTHING), None): NOTHING_TO_ADD}
    reasons: tuple[Absent, ...] = ("unsure", "declined")
    for reason in reasons:
        names[field_name(item.link_id, absent_code(reason)), None] = reason
        names[item.link_id, absent_code(reason)] = reason
    boxes = [(box.field, box.value) for box in PAPER[item.link_id].boxes]
    return tuple(names[box] for box in boxes if box in names)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.link_id)
def test_screen_and_paper_offer_the_same(item: Item) -> None:
    expected = ((NOTHING_TO_ADD,) if offers_nothing_to_add(item) else ()) + reasons_offered(item)
    assert on_screen(item) == expected
    assert on_paper(item) == expected


def test_the_square_code_has_a_number_for_each_reason_before_the_values_in_the_order_of_codes_printed_before() -> None:
    for states in CodeBook.of(FORM).states.values():
        offered = reasons_offered(states.item)
        assert offered in (("unsure",), ("unsure", "declined"))
        assert [states.entry(1 + number) for number in range(len(offered))] == [{"absent": one} for one in offered]
        assert "value" in states.entry(1 + len(offered))
