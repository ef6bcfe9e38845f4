"""A file, photo or code that cannot be read back, and why, in words that say what to do instead."""

from templates.phrases import load_phrases


class UnreadableError(Exception):
    """`code` names the text in words/LANGUAGE/reading.yaml; `facts` fill it in. Neither holds anything of the file."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def in_words(self, language: str = "en") -> str:
        """The reason, as an instruction to the person who chose the file."""
        return load_phrases("reading", language).say(self.code, **self.facts)
