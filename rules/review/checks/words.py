"""No word of a verdict in any text that gets printed. Codes R16 and S05."""

from collections.abc import Iterator

from forms.authoring import Message, verdict_words
from rules.loading import RuleFiles
from rules.review.checks.messages import about, about_rule


def check_words(files: RuleFiles) -> Iterator[Message]:
    """Titles, points, questions and our paraphrases of the documents."""
    for rule in files.ruleset.rules:
        questions = " ".join(one.ask for one in rule.questions)
        for part, text in (("title", rule.title), ("discuss", rule.discuss), ("questions", questions)):
            for words in verdict_words(text):
                yield about_rule("R16", files, rule, part, words=words, part=part)
    for one, statement in files.ruleset.statements.items():
        for words in verdict_words(f"{statement.says} {statement.note or ''}"):
            yield about("S05", files, one, statement=one, words=words)
