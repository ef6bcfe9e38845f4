"""The hardest responses on both papers and in every language: nothing is cut off, lost, drawn over or left alone."""

import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import pypdfium2
import pytest

import forms.exchange.texts as exchange
import forms.helplines as helplines
from forms import MedicineRow, Response, answers_in_force, load_questionnaire, reader_of, unseen_by
from forms.exchange import ReadBack, read_back
from forms.exchange.square_code.photo import read_code
from rules import load_rule_sets
from templates import PAPERS, Paper, Summary, load_words
from templates import words as languages
from templates.summary.typed_text import printable
from tests.support.pdf_files import image_of
from tests.support.pdf_tree import HEADINGS, Run, Tree
from tests.support.pseudo import translate_beside
from tests.support.summaries import SAMPLES, TODAY, drawn, response_of, sample_answers, summary_of
from tests.support.vera import BOTH, failed_checks
from tests.support.worst_cases import CASES, Case

FORM = load_questionnaire()
EDGE = 4.2 / 25.4 * 72  # points; no office printer reaches nearer to the edge of its paper
SUBSTITUTE = "□"
LONGER = "de"  # any language without texts of its own
NOT_COMPARED = {"other scripts"}  # its name is in letters that a PDF does not give back as they were typed
ALL = {**CASES, **{name: Case(sample_answers(name)) for name in SAMPLES}}


class Print(NamedTuple):
    """A case on paper."""

    case: str
    paper: Paper
    language: str


ENGLISH = [Print(case, paper, "en") for case in ALL for paper in PAPERS]
FULLEST = ("everything raised", "everything unsure", "unbroken words")
TRANSLATED = [Print(case, "letter", path.stem) for path in sorted(languages.WORDS.glob("*.yaml")) for case in FULLEST
              if path.stem != "en"]
STRETCHED = [Print(case, "letter", LONGER) for case in FULLEST]

every_print = pytest.mark.parametrize("one", [*ENGLISH, *TRANSLATED, *STRETCHED], ids=", ".join)


@pytest.fixture(scope="module", autouse=True)
def another_language(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """English with every word a third longer, as other languages are."""
    with pytest.MonkeyPatch.context() as patch:
        for module, original in ((helplines, helplines.WORDS), (languages, languages.WORDS / "en.yaml"),
                                 (exchange, exchange.WORDS)):
            copy = translate_beside(original, tmp_path_factory.mktemp("words"), LONGER, longer)
            patch.setattr(module, "WORDS", copy.parent if module is languages else copy)
        yield


def longer(text: str) -> str:
    return re.sub(r"{[^}]*}|[^\W\d_]+", lambda word: stretched(word.group()), text)


def stretched(word: str) -> str:
    return word if word[0] == "{" else word + word[:-(-len(word) // 3)].lower()


@cache
def summary(case: str, language: str) -> Summary:
    answers, earlier, copy, names_sensitive = ALL[case]
    return summary_of(answers, rule_sets=load_rule_sets(), earlier=earlier, words=load_words(language), copy=copy,
                      names_sensitive=names_sensitive)


@cache
def pdf(one: Print) -> bytes:
    return drawn(summary(one.case, one.language), one.paper)


@cache
def tree(one: Print) -> Tree:
    return Tree(pdf(one))


@every_print
def test_nothing_is_drawn_outside_the_paper_that_printers_reach(one: Print) -> None:
    sizes = [page.get_size() for page in pypdfium2.PdfDocument(pdf(one))]
    for run in seen(one):
        left, bottom, right, top = run.box
        width, height = sizes[run.page]
        assert min(left, bottom) >= EDGE, run
        assert right <= width - EDGE, run
        assert top <= height - EDGE, run


@every_print
def test_no_line_is_drawn_over_another(one: Print) -> None:
    """So nothing overflows its cell either: it would lie over the next."""
    assert [pair for pair in neighbours(seen(one)) if share(*pair)] == []


def seen(one: Print) -> list[Run]:
    """Every line, without blanks and without the accents that stand on other letters."""
    return [run for run in tree(one).runs
            if any(unicodedata.category(char)[0] not in "ZMC" for char in run.text)]


def neighbours(runs: list[Run]) -> Iterator[tuple[Run, Run]]:
    """Pairs of lines that share some height, each pair once."""
    waiting: list[Run] = []
    for run in sorted(runs, key=lambda run: (run.page, run.box[1])):
        waiting = [one for one in waiting if one.page == run.page and one.box[3] > run.box[1]]
        yield from ((one, run) for one in waiting)
        waiting.append(run)


def share(one: Run, other: Run) -> bool:
    """Whether more than a hair's breadth of ink lies over ink: 1 pt across, and a third of the lower line's height."""
    across = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
    up = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
    return across > 1 and up > min(run.box[3] - run.box[1] for run in (one, other)) / 3


@every_print
def test_every_word_that_was_typed_is_printed(one: Print) -> None:
    words = "".join(text for _, text in tree(one).read())
    whole = letters(words)
    for line in typed(ALL[one.case]):
        assert letters(line) in whole or (not is_western(line) and all(
            char in whole or SUBSTITUTE in words for char in letters(line))), line
    note = load_words(one.language).text["substitutes"]
    assert (letters(note) in whole) == (SUBSTITUTE in words)


def typed(case: Case) -> Iterator[str]:
    """Each line of each answer in own words that this copy may show, as it is made ready for paper."""
    given = answers_in_force(FORM, response_of(case.answers)).given()
    for link_id in given.keys() - unseen_by(FORM, reader_of(case.copy)):
        match FORM.item(link_id).type, given[link_id].value:
            case "string" | "text", str(words):
                yield from printable(words).split("\n")
            case "rows", tuple(rows):
                yield from (printable(part) for row in rows if isinstance(row, MedicineRow)
                            for part in (row.name, row.dose, row.frequency))


def letters(text: str) -> str:
    """Letters and digits alone, as blanks and hyphens depend on where lines break; the plain form of each."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


def is_western(line: str) -> bool:
    """Whether it runs from left to right in letters that our font has."""
    return all(unicodedata.name(char, "").startswith(("LATIN", "GREEK", "CYRILLIC", "DIGIT")) for char in letters(line))


@every_print
def test_a_name_from_right_to_left_does_not_part_the_birthday_on_later_pages(one: Print) -> None:
    born = set((summary(one.case, one.language).label.born or "").split())
    for page in range(1, len(tree(one).pdf.pages)):
        margin = [run for run in tree(one).runs if run.page == page and run.number is None]
        assert any(born <= set(run.text.split()) for run in margin)


@every_print
def test_no_heading_is_parted_from_what_it_heads(one: Print) -> None:
    read = tree(one).places(tree(one).pdf.Root.StructTreeRoot)
    after = dict(pairwise(read))
    for heading in tree(one).called(*HEADINGS):
        assert tree(one).places(heading), "a heading is empty: part of it went to another page"
        last = tree(one).places(heading)[-1]
        assert after[last][0] == last[0], tree(one).text(heading)


@every_print
def test_each_page_of_a_table_has_its_head(one: Print) -> None:
    found = tree(one)
    for table in found.called("/Table"):
        heads = {page for head in found.called("/THead", below=table) for page, _ in found.places(head)}
        assert {page for page, _ in found.places(table)} == heads, found.text(table)[:80]


@every_print
def test_no_page_is_empty(one: Print) -> None:
    found = tree(one)
    for page in range(len(found.pdf.pages)):
        assert len(letters("".join(run.text for run in found.runs if run.page == page and run.number is not None))) > 40


@pytest.mark.parametrize("one", [one for one in ENGLISH if one.case in CASES and one.paper == "letter"] + TRANSLATED,
                         ids=", ".join)
def test_every_case_keeps_both_standards(one: Print) -> None:
    assert failed_checks(pdf(one), *BOTH) == []


@pytest.mark.parametrize("case", CASES)
def test_it_opens_again_with_every_answer_of_its_copy(case: str) -> None:
    answers, copy = ALL[case].answers, ALL[case].copy
    given = answers_in_force(FORM, response_of(answers)).given()
    of_copy = {link_id: answer for link_id, answer in given.items() if link_id not in unseen_by(FORM, reader_of(copy))}
    found = read_back(pdf(Print(case, "a4", "en")), FORM, today=TODAY)
    expected = ReadBack(Response(FORM.questionnaire_id, of_copy), "attachment", FORM.version, copy=copy)
    assert found == (replace(expected, not_compared=("identity",)) if case in NOT_COMPARED else expected)


@pytest.mark.parametrize("case", CASES)
def test_its_square_code_is_read_from_the_paper(case: str) -> None:
    one, photo = Print(case, "letter", "en"), io.BytesIO()
    (square,) = tree(one).called("/Figure")
    image_of(pdf(one), dpi=150, page=tree(one).places(square)[0][0]).save(photo, "PNG")
    assert read_code(photo.getvalue()) == summary(case, "en").code
