"""Why the record server gave nothing, or took nothing."""

from typing import Literal

Why = Literal["denied", "expired", "unreachable", "wrong_answer", "not_safe", "too_large", "no_cookies", "no_patient"]
NotSent = Literal["expired", "refused", "unclear"]


class RecordServerError(Exception):
    """The record server gave nothing. `why` is the key of the text that says it; nothing of the answer is in it."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why: Why = why


class NotSentError(Exception):
    """The summary is not in the record, or it is not known whether it is. `why` is the key of the text that says it."""

    def __init__(self, why: NotSent) -> None:
        super().__init__(why)
        self.why: NotSent = why
