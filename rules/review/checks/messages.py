"""The messages about rules (R), statements (S) and questions (Q). Each says what is wrong and what to do."""

from forms.authoring import Message, Problem
from rules.loading import RuleFiles
from rules.ruleset import Rule

TEXTS = {
    "R01": "has more than {most:,} cases, too many for a person to review. Split it into rules that read "
           "fewer questions.",
    "R02": "holds for nobody: no answers make it true. Check what its parts ask for together.",
    "R03": "holds for everybody: no answers make it false. Make it background of its topic instead.",
    "R04": "is settled before anything is answered. Unknown must leave it open: look for a 'not' around an item that "
           "can be closed.",
    "R05": "comes out the same {what}, whatever is answered. Leave that out, or mend it.",
    "R06": "says unknown and asks {ask} although no answer can change it ({given}). Split what contradicts itself.",
    "R07": "can be raised by '{item}' not being asked. A closed item says nothing: ask for an answer that is there.",
    "R08": "is taken back by a riskier answer to '{item}' ({given}), and nothing as strong on its topic is raised "
           "instead.",
    "R09": "is never raised without '{other}'. Say so with 'implies: [{other}]', or mend one of the two.",
    "R10": "says it implies '{other}', and it does not. Take that out of 'implies'.",
    "R11": "has an example that does not hold: '{says}' {how}.",
    "R12": "has an example that cannot be read: '{says}': {fault}",
    "R13": "has no example for {state}. Add one.",
    "R14": "would not be missed {what}: every example still holds. Add an example that tells the two apart.",
    "R15": "cites '{statement}', which never stands without {missing}. Cite both.",
    "R16": "prints '{words}' in its {part}, a word of a verdict. Say what to talk over instead.",
    "R17": "was signed by {reviewer} on {date} and has changed since: the sign-off is void. Have it reviewed again.",
    "R18": "has the id of a rule of the set '{other}'. Give one of the two another id.",
    "S01": "statement '{statement}' is cited by no rule and background of no topic. Cite it, attach it, or say "
           "why it is 'left_out'.",
    "S02": "statement '{statement}' is left out, and used all the same. Take 'left_out' away, or the use.",
    "S03": "statement '{statement}' is flagged wrong and must not be printed. Leave it out.",
    "S04": "topic '{topic}' has '{statement}', which never stands without {missing}. Attach both.",
    "S05": "statement '{statement}' prints '{words}', a word of a verdict. Put it another way.",
    "S06": "statement '{statement}' is not found under '{heading}' by its words to find it by. Check both.",
    "Q01": "'{item}' is read by no rule. Keep it if clinicians want the answer itself.",
}


def about_rule(code: str, files: RuleFiles, rule: Rule, key: str, **facts: object) -> Message:
    """Returns the message `code` about the key `key` of a rule, with its line."""
    return Message(code, files.problem(rule, key, TEXTS[code].format(**facts)))


def about(code: str, files: RuleFiles, name: str, **facts: object) -> Message:
    """Returns the message `code` about a statement or topic, with its line. `name` is its id."""
    source, place = files.places[name]
    return Message(code, source.problem(place, TEXTS[code].format(**facts)))


def about_file(code: str, file: str, **facts: object) -> Message:
    """Returns the message `code` about a file, without a line."""
    return Message(code, Problem(file, None, TEXTS[code].format(**facts)))
