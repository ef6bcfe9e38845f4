"""The picture in docs/how_it_works.md shows the imports of today."""

from tests.support.rooms import END, PAGE, START, drawn, imports


def test_the_picture_of_the_rooms_is_what_the_imports_say() -> None:
    page = PAGE.read_text("utf-8")
    assert START in page
    assert END in page
    assert page == drawn(), "run: python -m tests.support.rooms"


def test_imports_of_inner_rooms_are_seen() -> None:
    assert {("rules", "forms"), ("rules/review", "rules"), ("screens/fields", "screens/visit")} <= imports()
