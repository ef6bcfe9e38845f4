"""What a screen reader is told of a print, whatever the page looks like: headings, tables, order, links, language."""

import re
from functools import cache
from html import unescape
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from forms import load_questionnaire
from rules import load_rule_sets
from templates import PrintJob, blank_form, booklet, load_words, print_job, sources_job
from tests.support.pdf_tree import HEADINGS, Tree
from tests.support.summaries import SAMPLES, TODAY, printed, sample

FORM = load_questionnaire()
HANDOUTS = {
    "form": lambda: blank_form(FORM, paper="a4", dated=TODAY),
    "booklet": lambda: booklet(FORM, paper="a4", dated=TODAY),
    "rules and sources": lambda: sources_job(load_rule_sets(), FORM, paper="a4", dated=TODAY, search="pregnant"),
}
UNSEEN = r"<head>.*?</head>|<style>.*?</style>|<svg.*?</svg>|<[^>]+>"

every_print = pytest.mark.parametrize("name", [*SAMPLES, *HANDOUTS])


@cache
def job(name: str) -> PrintJob:
    return HANDOUTS[name]() if name in HANDOUTS else print_job(sample(name))


@cache
def tree(name: str) -> Tree:
    return Tree(printed(job(name)))


@every_print
def test_headings_begin_with_the_one_title_and_skip_no_level(name: str) -> None:
    levels = [HEADINGS.index(str(one.S)) + 1 for one in tree(name).called(*HEADINGS)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


@every_print
def test_no_heading_is_empty(name: str) -> None:
    assert all(letters(tree(name).text(one)) for one in tree(name).called(*HEADINGS))


@every_print
def test_every_header_cell_says_what_it_heads(name: str) -> None:
    assert {str(one.A.Scope) for one in tree(name).called("/TH")} <= {"/Column", "/Row", "/Both"}


@every_print
def test_the_rows_of_a_table_are_equally_long(name: str) -> None:
    for table in tree(name).called("/Table"):
        rows = tree(name).called("/TR", below=table)
        assert rows
        assert len({sum(map(columns, tree(name).called("/TH", "/TD", below=row))) for row in rows}) == 1


def columns(cell: Any) -> int:
    attributes = cell.get("/A", {})
    every = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
    return next((int(one.ColSpan) for one in every if "/ColSpan" in one), 1)


@every_print
def test_what_is_drawn_is_read_once_or_belongs_to_the_margin(name: str) -> None:
    read = tree(name).places(tree(name).pdf.Root.StructTreeRoot)
    assert len(read) == len(set(read))
    tagged = {(run.page, run.number) for run in tree(name).runs if run.number is not None}
    assert tagged <= set(read)


@every_print
def test_head_and_foot_of_the_page_are_not_read(name: str) -> None:
    pages = range(len(tree(name).pdf.pages))
    foot = f"of{len(pages)}"
    for number in pages:
        margin = letters("".join(run.text for run in tree(name).runs if run.page == number and run.number is None))
        assert f"{number + 1}{foot}" in margin


@every_print
def test_it_is_read_in_the_order_of_its_page(name: str) -> None:
    """Up to what the page hides, and the head of a table that its next page repeats."""
    page, at, hidden, last = letters(re.sub(UNSEEN, " ", job(name).html, flags=re.DOTALL)), 0, "", ""
    for kind, text in tree(name).read("/THead"):
        words = letters(text)
        if kind == "/THead":
            if words == last and not page.startswith(words, at):
                continue
            last = words
        found = page.find(words, at)
        assert found >= 0, f"{text} is not read after {page[max(0, at - 60):at]}"
        hidden += page[at:found]
        at = found + len(words)
    kept_back = (words_in("headings", "own_words"), words_in("text", "substitutes"))
    assert hidden + page[at:] in ("", "".join(kept_back), kept_back[1])


def words_in(group: str, name: str) -> str:
    return letters(getattr(load_words(), group)[name])


def letters(text: str) -> str:
    """Its letters and digits alone: blanks and hyphens depend on where lines break."""
    return "".join(filter(str.isalnum, unescape(text)))


@every_print
def test_pictures_are_told_in_words(name: str) -> None:
    assert all(len(str(one.Alt)) > 10 for one in tree(name).called("/Figure"))


@every_print
def test_pictures_are_said_to_stand_on_their_page(name: str) -> None:
    for figure in tree(name).called("/Figure"):
        left, bottom, right, top = map(float, figure.A.BBox)
        assert 0 < left < right < float(figure.Pg.MediaBox[2])
        assert 0 < bottom < top < float(figure.Pg.MediaBox[3])


@every_print
def test_links_say_where_they_lead(name: str) -> None:
    annotations = [one for page in tree(name).pdf.pages for one in page.get("/Annots", [])]
    links = [one for one in annotations if one.Subtype == "/Link"]
    assert all(str(one.Contents) for one in links)
    told = tree(name).called("/Link")
    assert len(told) >= bool(links)
    assert all(letters(tree(name).text(one)) for one in told)


@every_print
def test_language_and_title_are_set_and_shown(name: str) -> None:
    root = tree(name).pdf.Root
    assert str(root.Lang) == FORM.language
    assert len(str(tree(name).pdf.docinfo["/Title"])) > 10
    assert bool(root.ViewerPreferences.DisplayDocTitle)
