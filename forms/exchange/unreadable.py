"""The error for a file, photo or code that cannot be read back: the reason, and what to do instead."""

from forms.exchange.texts import exchange_texts


class UnreadableError(Exception):
    """`code` names the text in words/LANGUAGE.yaml; `facts` fill its gaps. Neither contains anything from the file."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def in_words(self, language: str | None = None) -> str:
        """Returns the reason, as an instruction to the person. The default is the clinic's first language."""
        return exchange_texts(language)(self.code, **self.facts)
