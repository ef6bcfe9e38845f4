"""Proving the rules, apart from concluding with them: every case, checks, review sheets, coverage, comparison.

A door of its own: concluding does not load it.
"""

from rules.review.case_table import CaseTable as CaseTable
from rules.review.case_table import case_table as case_table
from rules.review.in_words import condition_in_words as condition_in_words
from rules.review.review_sheet import standing_in_words as standing_in_words
