"""The code with which staff take the device back from a patient. Only its hash is kept. Independent of Streamlit."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import scrypt
from hmac import compare_digest
from secrets import token_hex
from typing import Self

CODE = re.compile(r"[0-9]{4,12}")
MOST_WRONG = 5  # wrong codes, after which no code is taken for a while
WAIT = 60  # seconds


@dataclass(frozen=True)
class HandedOver:
    """`browser`: the hash that stands for the browser that the patient has. `salt` and `code`: the code, as a hash."""

    browser: str
    salt: str
    code: str

    @classmethod
    def with_code(cls, browser: str, code: str) -> Self:
        salt = token_hex(16)
        return cls(browser, salt, _hash(salt, code))

    def is_ended_by(self, code: str) -> bool:
        """True if this is the code that staff chose."""
        return compare_digest(_hash(self.salt, code), self.code)

    def as_json(self) -> Mapping[str, str]:
        return asdict(self)


def _hash(salt: str, code: str) -> str:
    return scrypt(code.encode(), salt=bytes.fromhex(salt), n=2 ** 14, r=8, p=1, dklen=32).hex()
