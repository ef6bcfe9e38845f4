"""Texts come from files by one loader: a wrong file is refused with its line, and a missing text names the nearest."""

from pathlib import Path

import pytest

from forms.authoring import SourceError, Texts, filled
from forms.authoring.texts import load_texts

WRITTEN = """
walk:
  go_on: Continue
  place: "{number} of {of}"
help: Call {emergency_number}.
bring: [a list, "{count} pens"]
"""
BRACES = ("has braces that cannot be filled in. Write a name between them, as in '{count}', and '{{' for a brace that "
          "is printed.")


def written(tmp_path: Path, content: str = WRITTEN) -> Texts:
    (tmp_path / "en.yaml").write_text(content, "utf-8")
    return load_texts(tmp_path / "en.yaml", "en", {"emergency_number": "911"})


def test_a_text_is_said_with_its_facts_and_with_the_numbers_of_the_clinic(tmp_path: Path) -> None:
    texts = written(tmp_path)
    assert texts("walk.place", number=2, of=14) == "2 of 14"
    assert texts("help") == "Call 911."
    assert texts.lines("bring", count=3) == ("a list", "3 pens")
    assert list(texts.group("walk")) == ["go_on", "place"]


@pytest.mark.parametrize(("key", "message"), [
    ("walk.goon", "the texts have no 'walk.goon'. Did you mean 'go_on'?"),
    ("walk.go_on.now", "the texts have no 'walk.go_on.now'."),
    ("walk", "'walk' is a group of texts, not a text"),
])
def test_a_text_that_is_not_there_names_the_nearest(key: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(KeyError, match=message.replace("?", r"\?")):
        written(tmp_path)(key)


def test_a_list_is_no_text_and_a_text_is_no_group(tmp_path: Path) -> None:
    texts = written(tmp_path)
    with pytest.raises(KeyError, match="'bring' is a group of texts"):
        texts("bring")
    with pytest.raises(KeyError, match="'help' is no list of texts"):
        texts.lines("help")
    with pytest.raises(KeyError, match="'help' is a text"):
        texts.group("help")


@pytest.mark.parametrize(("content", "message"), [
    ("- a list", "en.yaml, line 1: this needs texts, each after its name, such as 'title: Your summary'."),
    ("a: one\nb: '{count'", f"en.yaml, line 2: 'b' {BRACES}"),
    ("a:\n  - one\n  - '{} pens'", f"en.yaml, line 3: 'a.1' {BRACES}"),
])
def test_a_file_that_cannot_be_used_is_refused_with_its_line(content: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError) as error:
        written(tmp_path, content)
    assert str(error.value) == message


def test_one_layer_replaces_what_it_has_of_the_other(tmp_path: Path) -> None:
    texts = written(tmp_path, "all: {open: {title: Yours, why: Because}}\ndesk: {open: {title: Theirs}}")
    assert texts.laid_over("all", "desk").tree == {"open": {"title": "Theirs", "why": "Because"}}
    with pytest.raises(SourceError, match=r"en\.yaml, line 1: this needs a group 'patient'\."):
        texts.laid_over("all", "patient")


def test_only_gaps_that_are_given_are_filled() -> None:
    assert filled({"a": ["{x} and {y}"]}, {"x": "1"}) == {"a": ["1 and {y}"]}
