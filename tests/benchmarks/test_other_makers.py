"""The makers of PDFs that ours is measured against print the same words."""

import re
from collections.abc import Callable
from itertools import chain

import pytest

from tests.benchmarks.other_makers import made_by_reportlab, made_by_typst
from tests.benchmarks.same_text import Block, Heading, Table, same_text
from tests.support.pdf_tree import Tree
from tests.support.summaries import sample, sample_pdf, words_of

SUMMARY = "managed_blood_pressure"


def texts(block: Block) -> list[str]:
    return list(chain(*block.rows)) if isinstance(block, Table) else [block.text]


def letters(text: str) -> str:
    return "".join(re.findall(r"[^\W_]", text))


@pytest.mark.parametrize("make", [made_by_typst, made_by_reportlab])
def test_they_print_every_word_they_are_given(make: Callable[[list[Block]], bytes]) -> None:
    blocks = same_text(sample(SUMMARY))
    printed = letters(words_of(make(blocks)))
    assert all(letters(text) in printed for block in blocks if not isinstance(block, Table) for text in texts(block))


def test_they_are_given_what_ours_says_and_hardly_more() -> None:
    blocks = same_text(sample(SUMMARY))
    ours, theirs = "".join(text for _, text in Tree(sample_pdf(SUMMARY)).read()), "".join(chain(*map(texts, blocks)))
    assert sum(isinstance(block, Heading) for block in blocks) > 5
    assert 1 <= len(letters(theirs)) / len(letters(ours)) < 1.05
