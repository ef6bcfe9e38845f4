"""The texts on the screens, by language and door. A missing text raises an error, so that no page has a gap."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from forms import load_clinic
from forms.authoring import SourceError, did_you_mean, read_yaml

FOLDER = Path(__file__).parent / "words"


@dataclass(frozen=True)
class Words:
    """Texts in groups, as in the file. `words("review.title")` returns one of them, with its `{facts}` filled in."""

    texts: Mapping[str, Any]

    def __call__(self, key: str, **facts: object) -> str:
        """Raises KeyError, with the nearest name, for a text or a fact that is not there."""
        found = self._find(key)
        if not isinstance(found, str):
            raise KeyError(f"'{key}' is a group of words, not a text")
        return found.format(**facts)

    def group(self, key: str) -> Mapping[str, Any]:
        """The texts of a group, in the order of the file. Raises KeyError."""
        found = self._find(key)
        if not isinstance(found, Mapping):
            raise KeyError(f"'{key}' is a text, not a group of words")
        return found

    def _find(self, key: str) -> Any:
        found: Any = self.texts
        for name in key.split("."):
            if not isinstance(found, Mapping) or name not in found:
                near = did_you_mean(name, found) if isinstance(found, Mapping) else ""
                raise KeyError(f"the words have no '{key}'.{near}")
            found = found[name]
        return found


@cache
def words_for(door: str, language: str = "en") -> Words:
    """The texts of one door: those for everyone, replaced by the door's own where it has some.

    The clinic's telephone numbers are filled in. Raises SourceError.
    """
    source = read_yaml(FOLDER / f"{language}.yaml")
    texts = source.data if isinstance(source.data, Mapping) else {}
    if missing := [group for group in ("everyone", door) if group not in texts]:
        raise SourceError(source.problem((), f"this needs a group '{group}'.") for group in missing)
    return Words(load_clinic().fill_all(_laid_over(texts["everyone"], texts[door])))


def _laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """The texts of both, with those of `above` where both have one."""
    texts = dict(below)
    for key, text in above.items():
        texts[key] = _laid_over(below.get(key, {}), text) if isinstance(text, Mapping) else text
    return texts
