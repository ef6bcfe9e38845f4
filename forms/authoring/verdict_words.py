"""Words that no output may contain about a person or a treatment, because they would read as a verdict."""

import re

ENGLISH = (
    r"(in|un)?eligib\w*|(dis)?qualif\w+|(un)?suitab\w+|cleared|clearance|approved for you|safe for you|"
    r"(low|high) risk|pass(ed|es)?|fail(ed|s)?|(un)?fit for|good to go|contraindicated for you")
SPANISH = (
    r"(in)?elegib\w+|descalific\w+|califica(n|do|da)? para|(no )?apt[oa]s?|(in)?idóne[oa]s?|idoneidad|"
    r"(aprobad|autorizad|adecuad|segur|contraindicad)[oa]s? (para|en) (usted|su caso|el paciente|la persona|ella|él)|"
    r"(bajo|alto) riesgo|riesgo (bajo|alto)|reprobó|reprobad[oa]s?|luz verde|cumple (con )?(todos )?(los )?requisitos|"
    r"(puede|podrá|debe) recibir (la )?(es)?ketamina")
VERDICT = re.compile(rf"\b({ENGLISH}|{SPANISH})\b", re.IGNORECASE)


def verdict_words(text: str) -> list[str]:
    """Returns the words of a verdict in `text`, in either language, as they are written there. May be empty."""
    return [found.group(0) for found in VERDICT.finditer(text)]
