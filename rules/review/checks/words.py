"""Checks that no printed text contains a word of a verdict. Codes R16 and S05."""

from collections.abc import Iterator

from forms.authoring import Message, verdict_words
from rules.loading import RuleFiles
from rules.review.checks.messages import about, about_rule


def check_words(files: RuleFiles) -> Iterator[Message]:
    """Yields a message for each such word in a title, a point, a question, or a paraphrase of a document."""
    for rule in files.ruleset.rules:
        questions = " ".join(one.ask for one in rule.questions)
        for part, text in (("title", rule.title), ("discuss", rule.discuss), ("questions", questions)):
            for words in verdict_words(text):
                yield about_rule("R16", files, rule, part, words=words, part=part)
    for one, statement in files.ruleset.statements.items():
        for words in verdict_words(f"{statement.says} {statement.note or ''}"):
            yield about("S05", files, one, statement=one, words=words)
