"""The code with which staff take the device back from a patient. Only its hash is kept. Independent of Streamlit."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from hashlib import scrypt
from hmac import compare_digest
from secrets import token_hex
from typing import Self

CODE = re.compile(r"[0-9]{4,12}")
MOST_WRONG = 5  # wrong codes, after which no code is taken for a while
WAIT = 60  # seconds


@dataclass(frozen=True)
class HandedOver:
    """`browser`: the hash that stands for the browser that the patient has. `salt` and `code`: the code, as a hash.

    `wrong`: how many wrong codes were entered. `again_from`: no code is taken before this moment, a UTC time as ISO
    8601 text; empty if there is none. Both are kept with the form, so that a reload does not reset them.
    """

    browser: str
    salt: str
    code: str
    wrong: int = 0
    again_from: str = ""

    @classmethod
    def with_code(cls, browser: str, code: str) -> Self:
        salt = token_hex(16)
        return cls(browser, salt, _hash(salt, code))

    def is_ended_by(self, code: str) -> bool:
        """True if this is the code that staff chose."""
        return compare_digest(_hash(self.salt, code), self.code)

    def waits(self, now: datetime) -> bool:
        """True if no code is taken at this moment."""
        return bool(self.again_from) and now < datetime.fromisoformat(self.again_from)

    def after_wrong_code(self, now: datetime) -> Self:
        """Returns the same after one more wrong code. After MOST_WRONG of them, none is taken for WAIT seconds."""
        wrong = self.wrong + 1
        again_from = (now + timedelta(seconds=WAIT)).isoformat() if wrong % MOST_WRONG == 0 else self.again_from
        return replace(self, wrong=wrong, again_from=again_from)

    def as_json(self) -> Mapping[str, str | int]:
        return asdict(self)


def _hash(salt: str, code: str) -> str:
    return scrypt(code.encode(), salt=bytes.fromhex(salt), n=2 ** 14, r=8, p=1, dklen=32).hex()
