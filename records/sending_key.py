"""The public key for what patients send: whoever has it can seal, and only the desk, with its main key, can open.

So a server that shows patients' pages alone adds to the records and reads nothing of them. The seal is HPKE (RFC 9180)
with X25519, HKDF-SHA256 and AES-256-GCM.
"""

from base64 import b64decode, b64encode
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

BLOCK = 512  # bytes; sealed values are filled up to a multiple of it, so that their size says little
LENGTH_BYTES, KEY_BYTES = 4, 32
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


@dataclass(frozen=True)
class SendingKey:
    """A public key of 32 bytes, and the id of the main key from which its other half follows."""

    key_id: str
    public: bytes

    @classmethod
    def from_text(cls, text: str) -> "SendingKey":
        """Returns the key in a text such as `python -m records sending-key` prints. Raises ValueError if it is none."""
        key_id, dot, public = text.strip().partition(".")
        found = cls(key_id, b64decode(public, validate=True))
        if not (key_id and dot) or len(found.public) != KEY_BYTES:
            raise ValueError("a sending key is an id, a dot, and 32 bytes in base64")
        return found

    def as_text(self) -> str:
        """Returns the key on one line, for clinic.yaml. It is no secret."""
        return f"{self.key_id}.{b64encode(self.public).decode()}"

    def seal(self, record_id: str, column: str, content: bytes) -> bytes:
        """Returns the content, sealed for one column of one record."""
        key = X25519PublicKey.from_public_bytes(self.public)
        return _SUITE.encrypt(filled(content), key, _place(record_id, column))


def sending_key_of(secret: bytes) -> bytes:
    """Returns the public half of a secret of 32 bytes."""
    return X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


def opened_with(secret: bytes, record_id: str, column: str, sealed: bytes) -> bytes:
    """Returns the content of a sealed value. Raises InvalidTag or ValueError if it does not open."""
    return emptied(_SUITE.decrypt(sealed, X25519PrivateKey.from_private_bytes(secret), _place(record_id, column)))


def filled(content: bytes) -> bytes:
    """Returns the content with its length before it, filled up to a multiple of BLOCK."""
    whole = len(content).to_bytes(LENGTH_BYTES, "big") + content
    return whole + bytes(-len(whole) % BLOCK)


def emptied(whole: bytes) -> bytes:
    """Returns the content of `filled`."""
    return whole[LENGTH_BYTES:LENGTH_BYTES + int.from_bytes(whole[:LENGTH_BYTES], "big")]


def _place(record_id: str, column: str) -> bytes:
    return f"sent\0{record_id}\0{column}".encode()
