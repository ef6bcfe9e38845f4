"""Checks and reviews the rules: all cases of a rule, checks, review sheets, coverage, comparison of versions.

Evaluating the rules does not import this package.
"""

from rules.review.case_table import CaseTable as CaseTable
from rules.review.case_table import case_table as case_table
from rules.review.in_words import condition_in_words as condition_in_words
from rules.review.review_sheet import standing_in_words as standing_in_words
