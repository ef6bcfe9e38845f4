"""Text that can be written down as UTF-8. What goes to a screen or a print passes here last."""


def encodable(text: str) -> str:
    """`text`, with "�" for each half of a character that stands alone, and two halves put together.

    JSON may hold such halves ("\\ud83d"); UTF-8 has no way to write one, so a page with one in it cannot be sent.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
