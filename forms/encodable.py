"""Makes text encodable as UTF-8, right before it goes to a screen or a print."""


def encodable(text: str) -> str:
    """Returns `text` with each pair of surrogates joined to one character, and "�" for each lone surrogate.

    JSON may contain lone surrogates ("\\ud83d"). UTF-8 cannot encode them, so a page that contains one cannot be sent.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
