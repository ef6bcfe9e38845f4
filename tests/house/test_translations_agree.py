"""A translation says what the English says: the same numbers and abbreviations, and in the rules the same strength.

A machine cannot judge the rest of a translation. What is missing or stale is told by `python -m rules check`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pytest

from forms import languages_begun
from forms.authoring import ORIGINAL, Translatable, read_yaml
from forms.authoring.translations import value_at
from rules.loading import translated_files
from tests.support import ROOT

FIGURES = re.compile(r"\d+(?:[.,:/]\d+)*")
ABBREVIATIONS = re.compile(r"\b[A-Z][A-Za-z]*[A-Z0-9][A-Za-z0-9]*\b")
WORDS = re.compile(r"[^\W\d_]+")
NUMBERS = {
    "en": {"two": "2", "twice": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
           "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "dozen": "12", "fourteen": "14"},
    "es": {"dos": "2", "tres": "3", "cuatro": "4", "cinco": "5", "seis": "6", "siete": "7", "ocho": "8", "nueve": "9",
           "diez": "10", "once": "11", "doce": "12", "docena": "12", "catorce": "14"},
}
SAME_IN_ENGLISH = {  # what another language calls an abbreviation
    "es": {"EE. UU.": "US", "Reino Unido": "UK", "TAG": "GAD", "TEPT": "PTSD", "TOC": "OCD", "TAS": "SAD",
           "ISRS": "SSRI", "IRSN": "SNRI", "TCC": "CBT", "MAV": "AVM", "FIV": "IVF", "EPOC": "COPD", "IA": "AI",
           "IC": "CI", "electrocardiograma": "ECG", "TDAH": "ADHD", "TEC": "ECT", "EMT": "TMS", "HII": "IIH",
           "AIT": "TIA", "VIH": "HIV"},
}
STRENGTHS = {  # words of strength and of evidence; a text has both or neither
    "es": {
        "contraindication": "contraindicaci[óo]n",
        "recommended": "recomienda",
        r"\bwarn": "advert|adviert|advirt",
        "caution": "precauci[óo]n",
        "to avoid": "se evite",
        "suggest": "sugieren",
        r"\b(?:left|leave(?! one)|leaves|leaving)\b.*\bout\b": r"dej(?:a|an|ó|aron) fuera|omit",
        r"\bsaid to\b|\b(?:is|are) said (?!of)": "se dice",
        "side effects?": "efectos? secundario",
        r"\bnot (?:FDA-)?approved": "no (?:está|ha|la ha) aproba",
        r"\bstud(?:y|ies)\b": r"\bestudios?\b",
        r"(?<!Clinical )\btrials?\b": r"\bensayos?\b",
        r"(?<!-)\blabels?\b": "etiqueta",
        r"\brisks?\b": "riesgo",
        r"\b(?:severe|serious)\b": r"\bgrave\b",
    },
}


class Beside(NamedTuple):
    """A text and its translation. `where` names the file and the text."""

    where: str
    english: str
    said: str


def languages() -> list[str]:
    """The languages that have begun. Each test looks at one of them."""
    return languages_begun(translated_files())


def beside(files: list[Translatable], language: str) -> Iterator[Beside]:
    """Each text that has a translation, beside it."""
    for file in files:
        path = file.file(language)
        data = read_yaml(path).data if path.exists() else {}
        for entry in file.split(read_yaml(file.original).data):
            for inside, (_, english) in entry.texts.items():
                place = (*entry.path, *inside)
                said = value_at(data, place)
                if isinstance(said, str):
                    yield Beside(f"{path.relative_to(ROOT)}: {'.'.join(map(str, place))}", english, said)


def numbers(text: str, language: str) -> Counter[str]:
    """The numbers that a text names, in figures and in words. "One" is left out, since it also means "somebody".

    Of a language that is not in NUMBERS, only figures are counted.
    """
    in_words = NUMBERS.get(language, {})
    found = Counter(FIGURES.findall(text))
    found.update(in_words[word] for word in WORDS.findall(text.casefold()) if word in in_words)
    return found


def names_other_numbers(english: str, said: str, language: str) -> bool:
    """Whether the translation leaves a number out, or adds one. English "both" may be a two in another language."""
    there, here = numbers(english, ORIGINAL if language in NUMBERS else language), numbers(said, language)
    added = here - there - Counter({"2": english.casefold().count("both")})
    return bool(there - here) or bool(added)


def abbreviations(text: str, same_in_english: Mapping[str, str]) -> Counter[str]:
    """The abbreviations in a text, as English has them, without the s of a plural."""
    for here, there in same_in_english.items():
        text = re.sub(rf"\b{re.escape(here)}(?!\w)", there, text)
    return Counter(found.removesuffix("s") for found in ABBREVIATIONS.findall(text))


def told(differing: list[Beside]) -> str:
    """The texts that differ, to read beside each other."""
    return "\n".join(f"{one.where}\n  English: {one.english}\n  {one.said}" for one in differing)


@pytest.mark.parametrize("language", languages())
def test_a_translation_names_the_same_numbers(language: str) -> None:
    pairs = beside(translated_files(), language)
    differing = [one for one in pairs if names_other_numbers(one.english, one.said, language)]
    assert differing == [], told(differing)


@pytest.mark.parametrize("language", languages())
def test_a_translation_names_the_same_abbreviations(language: str) -> None:
    same = SAME_IN_ENGLISH.get(language, {})
    pairs = beside(translated_files(), language)
    differing = [one for one in pairs if abbreviations(one.english, {"USA": "US"}) != abbreviations(one.said, same)]
    assert differing == [], told(differing)


@pytest.mark.parametrize("language", languages())
def test_a_rule_has_the_same_strength_in_a_translation(language: str) -> None:
    files = [file for file in translated_files() if file.original.is_relative_to(ROOT / "rules")]
    differing = [one for one in beside(files, language) if strengths_that_differ(one, STRENGTHS.get(language, {}))]
    assert differing == [], told(differing)


def strengths_that_differ(one: Beside, strengths: Mapping[str, str]) -> list[str]:
    """The words of strength that only one of the two texts has."""
    return [english for english, said in strengths.items()
            if bool(re.search(english, one.english, re.IGNORECASE)) != bool(re.search(said, one.said, re.IGNORECASE))]


@pytest.mark.parametrize(("english", "said"), [
    ("above 140/90", "por encima de 140/80"), ("two hours", "tres horas"), ("six or more", "más de 5"),
    ("0.5 mg/kg", "0.05 mg/kg"), ("about 50,000 children", "unos 5,000 niños"),
])
def test_a_number_that_differs_is_found(english: str, said: str) -> None:
    assert names_other_numbers(english, said, "es")


@pytest.mark.parametrize(("english", "said"), [
    ("six or more", "6 o más"), ("once or twice a week", "una o dos veces por semana"), ("a dozen", "una docena"),
    ("Look at both.", "Mire los dos."), ("Both make people drowsy.", "Tanto el uno como el otro dan sueño."),
])
def test_the_same_number_in_figures_and_in_words_is_the_same(english: str, said: str) -> None:
    assert not names_other_numbers(english, said, "es")


@pytest.mark.parametrize(("english", "said"), [
    ("Lists a stroke as a contraindication.", "Da un derrame cerebral como precaución."),
    ("A label asks for caution.", "Una etiqueta pide cuidado."),
    ("Not usually recommended.", "No se usa."),
    ("Two studies suggest it.", "Dos estudios lo muestran."),
    ("A trial left out these people.", "Un ensayo incluyó a estas personas."),
])
def test_another_strength_is_found(english: str, said: str) -> None:
    assert strengths_that_differ(Beside("", english, said), STRENGTHS["es"])
