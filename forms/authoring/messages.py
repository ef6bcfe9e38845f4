"""What a check says: a code to look up, where it is, what is wrong and what to do."""

from dataclasses import dataclass

from forms.authoring.yaml_files import Problem


@dataclass(frozen=True)
class Message:
    """A fault, or, where `is_warning`, something to know."""

    code: str
    problem: Problem
    is_warning: bool = False

    def __str__(self) -> str:
        where, _, what = str(self.problem).partition(": ")
        return f"{where}: {self.code}{' (warning)' if self.is_warning else ''}: {what}"
