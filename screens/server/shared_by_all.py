"""Loads what all pages share before the first person comes, and leaves it out of every garbage collection.

These are 200,000 objects that never go away. Looking through them holds up every page, for a tenth of a second, each
time garbage is collected.
"""

import gc
from contextlib import suppress

from forms import load_clinic, load_questionnaire
from forms.authoring import SourceError
from rules import load_rule_sets
from screens.words import words_for


def load_what_all_share() -> None:
    """Loads it. Must be called before any session begins, since what a session holds then would never be freed."""
    with suppress(SourceError):  # the pages say what is wrong
        for language in load_clinic().languages:
            load_questionnaire(language=language)
            load_rule_sets(language=language)
            for door in ("patient", "desk"):
                words_for(door, language)
    gc.collect()
    gc.freeze()
