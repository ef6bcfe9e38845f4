"""The picture in docs/how_it_works.md shows the imports of today."""

from itertools import chain

from tests.house.test_house import LEFT_OF
from tests.support import ROOT
from tests.support.rooms import END, PAGE, START, drawn, imports


def test_the_picture_of_the_rooms_is_what_the_imports_say() -> None:
    page = PAGE.read_text("utf-8")
    assert START in page
    assert END in page
    assert page == drawn(), "run: python -m tests.support.rooms"


def test_imports_of_inner_rooms_are_seen() -> None:
    assert {("rules", "forms"), ("rules/review", "rules"), ("screens/fields", "screens/visit")} <= imports()


def test_every_folder_right_below_a_room_is_explained_beside_the_picture() -> None:
    explained = PAGE.read_text("utf-8").partition(END)[2]
    files = chain.from_iterable((ROOT / room).glob("*/*.*") for room in LEFT_OF)
    inner = {path.parent.relative_to(ROOT).as_posix() for path in files if path.suffix != ".pyc"}
    assert {name for name in inner if f"`{name}`" not in explained} == set()
