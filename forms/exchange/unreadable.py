"""A file, photo or code that cannot be read back, and why, in words that say what to do instead."""

from forms.exchange.texts import exchange_texts


class UnreadableError(Exception):
    """`code` names the text in words/LANGUAGE.yaml; `facts` fill it in. Neither holds anything of the file."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def in_words(self, language: str = "en") -> str:
        """The reason, as an instruction to the person who chose the file."""
        return exchange_texts(language)(self.code, **self.facts)
