"""The sizes of paper that prints can have.

A style sheet with the name of each is in templates/press/css, and how the form calls it is in screens/words.
"""

from typing import Literal

Paper = Literal["a4", "letter"]
