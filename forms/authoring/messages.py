"""The messages of checks: a code to look up, the place, what is wrong and what to do."""

from dataclasses import dataclass

from forms.authoring.yaml_files import Problem


@dataclass(frozen=True)
class Message:
    """An error, or a warning if `is_warning`."""

    code: str
    problem: Problem
    is_warning: bool = False

    def __str__(self) -> str:
        where, _, what = str(self.problem).partition(": ")
        return f"{where}: {self.code}{' (warning)' if self.is_warning else ''}: {what}"
