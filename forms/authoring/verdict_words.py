"""Words that no output may contain about a person or a treatment, because they would read as a verdict."""

import re

VERDICT = re.compile(
    r"\b((in|un)?eligib\w*|(dis)?qualif\w+|(un)?suitab\w+|cleared|clearance|approved for you|safe for you|"
    r"(low|high) risk|pass(ed|es)?|fail(ed|s)?|(un)?fit for|good to go|contraindicated for you)\b", re.IGNORECASE)


def verdict_words(text: str) -> list[str]:
    """Returns the words of a verdict in `text`, as they are written there. May be empty."""
    return [found.group(0) for found in VERDICT.finditer(text)]
