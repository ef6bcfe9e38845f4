"""No line has to be read three times: a comprehension has one `for`, and none stands inside another."""

import ast
from collections.abc import Iterator

import pytest

from tests.house.test_house import python_files, rooms
from tests.support import ROOT

Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


def dense_lines(tree: ast.AST) -> Iterator[int]:
    """The line of each comprehension or generator expression with two `for`s, or with another one inside."""
    for node in ast.walk(tree):
        if isinstance(node, Comprehension):
            nested = sum(isinstance(part, Comprehension) for part in ast.walk(node)) > 1
            if len(node.generators) > 1 or nested:
                yield node.lineno


@pytest.mark.parametrize("room", rooms())
def test_a_comprehension_has_one_for_and_none_inside_it(room: str) -> None:
    found: list[str] = []
    for file in python_files(room):
        tree = ast.parse(file.read_text("utf-8"))
        found += [f"{file.relative_to(ROOT)}:{line}" for line in dense_lines(tree)]
    assert found == [], "write a loop, or give the inner part a name"


@pytest.mark.parametrize(("code", "is_dense"), [
    ("[word for line in text for word in line]", True),
    ("{name: [word for word in line] for name, line in text.items()}", True),
    ("all(any(word in line for word in words) for line in text)", True),
    ("[word for word in text if word]", False),
    ("chain.from_iterable(line.words for line in text)", False),
])
def test_what_counts_as_dense(code: str, is_dense: bool) -> None:
    assert bool(list(dense_lines(ast.parse(code)))) is is_dense
