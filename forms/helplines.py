"""Emergency numbers and help lines by country, from helplines.yaml. clinic.yaml names the clinic's country."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import model_validator

from forms.authoring.strict import Strict
from forms.authoring.text_trees import ORIGINAL
from forms.authoring.texts import Texts, load_texts
from forms.authoring.yaml_files import SourceError, did_you_mean, read_model, read_yaml
from forms.paper import Paper

HELPLINES = Path(__file__).parent / "helplines.yaml"
WORDS = Path(__file__).parent / "helpline_words" / f"{ORIGINAL}.yaml"


class InLanguage(Strict):
    """What is different on a help line for people who speak another language than its usual one.

    `press` is the key to press once the line answers. None: the same as for everybody.
    """

    who: str | None = None
    press: str | None = None
    message: str | None = None


class Helpline(Strict):
    """A help line. `call` and `text` are numbers as people write them; None if it cannot be called or texted.

    `press` is the key to press once the line answers, None if there is none. `message` is the word to send by text,
    None if any word will do. `hours` is None if it is open day and night. `in_language`: what differs in a language.
    """

    who: str
    call: str | None = None
    press: str | None = None
    text: str | None = None
    message: str | None = None
    hours: str | None = None
    in_language: Mapping[str, InLanguage] = {}

    @model_validator(mode="after")
    def _can_be_reached(self) -> "Helpline":
        if not (self.call or self.text):
            raise ValueError("a help line needs a number to 'call' or to 'text'. Add one, or leave the line out.")
        for number in (self.call, self.text):
            if number is not None and not dialled(number):
                raise ValueError(f"'{number}' is no number that can be called. Write digits and blanks, as 555 0100.")
        return self

    def for_speakers_of(self, language: str) -> "Helpline":
        """Returns the line as people who speak this language use it."""
        there = self.in_language.get(language)
        return self if there is None else self.model_copy(update=there.model_dump(exclude_none=True))


class Country(Strict):
    """The numbers of a country. `emergency` are its emergency numbers, the one to call first in front.

    `names` are its names in other languages than English. `source` names the publisher of the numbers; `checked` says
    how they were looked up.
    """

    name: str
    names: Mapping[str, str] = {}
    paper: Paper = "a4"
    emergency: tuple[str, ...]
    helplines: tuple[Helpline, ...]
    source: str
    checked: str

    def name_in(self, language: str) -> str:
        """Returns its name in a language; in English if there is no other."""
        return self.names.get(language, self.name)

    def lines_in(self, language: str) -> tuple[Helpline, ...]:
        """Returns the help lines as people who speak this language use them."""
        return tuple(line.for_speakers_of(language) for line in self.helplines)


class HelplineWords:
    """Puts numbers into the words of a language."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def emergency(self, numbers: tuple[str, ...]) -> str:
        """Returns the numbers with "or" between them. Without numbers, returns words that are right in any country."""
        return self._texts("or").join(numbers) or self._texts("no_number")

    def how(self, line: Helpline) -> str:
        """Returns how to reach a line, as in "call or text 555 0100"."""
        say, text = self._texts, None
        if line.text is not None and line.message is not None:
            text = say("text_message", message=line.message, number=line.text)
        elif line.text is not None:
            text = say("text", number=line.text)
        if line.call is None:
            return text or ""
        if line.call == line.text and line.message is None and line.press is None:
            return say("call_or_text", number=line.call)
        call = say("call", number=line.call)
        if line.press is not None:
            call = say("call_and_press", number=line.call, press=line.press)
        return call if text is None else say("and_text", call=call, text=text)

    def how_and_when(self, line: Helpline) -> str:
        """Like `how`, with the hours unless the line is open day and night."""
        how = self.how(line)
        return how if line.hours is None else self._texts("with_hours", how=how, hours=line.hours)

    def line_in_words(self, line: Helpline) -> str:
        """Returns the name and how to reach it, as in "Nurse on call, call or text 555 0100"."""
        return self._texts("line", who=line.who, how=self.how_and_when(line))


class Helplines(Strict):
    """All countries by their ISO 3166 code."""

    countries: dict[str, Country]

    def nearest(self, given: str) -> str:
        """Returns " Did you mean 'GB'?" for a country's name or a misspelt code; empty if no code is similar."""
        by_name = {country.name.casefold(): code for code, country in self.countries.items()}
        if given.casefold() in by_name:
            return f" Did you mean '{by_name[given.casefold()]}'?"
        return did_you_mean(given.upper(), self.countries)


def dialled(number: str) -> str:
    """Returns the digits of a number, as for a tel: link; empty if it is not a number."""
    digits = "".join(number.split())
    plain = digits.removeprefix("+")
    return digits if plain.isascii() and plain.isdigit() else ""


@cache
def load_helplines() -> Helplines:
    """Returns the numbers of all countries. Raises SourceError with every error found."""
    source = read_yaml(HELPLINES)
    helplines, problems = read_model(Helplines, source, (), source.data)
    if helplines is None:
        raise SourceError(problems)
    return helplines


@cache
def helpline_words(language: str) -> HelplineWords:
    """The words for numbers in a language. Raises SourceError."""
    return HelplineWords(load_texts(WORDS, language, {}))
