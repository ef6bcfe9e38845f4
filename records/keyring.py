"""The keys of the store: seals names and answers, opens them again, and makes the hashes to search by.

Each record is sealed with AES-256-GCM under a key of its own, which HKDF derives from a main key and the record's id.
So a sealed value that is moved to another record, or to another column, does not open. The newest main key seals; all
keys open. From each main key also follows a pair of keys for what patients send: see records/sending_key.py.
"""

import json
import os
import re
import stat
from base64 import b64decode, b64encode
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from secrets import token_bytes, token_hex
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from records.errors import RecordsError
from records.sending_key import SendingKey, emptied, filled, opened_with, sending_key_of

KEY_ID = re.compile("[0-9A-Za-z.-]{1,16}")
LONGEST_FILE = 1_000_000  # characters; a key takes a hundred
KEY_BYTES, NONCE_BYTES, HASH_BYTES = 32, 12, 16
KEEP_IT = ("Keep a copy of this file apart from the database, for example on paper in a safe. "
           "Without it, nobody can read the records again.")


@dataclass(frozen=True)
class Key:
    """A main key of 32 bytes, and the id by which records name it."""

    key_id: str
    secret: bytes


class Keyring:
    """Main keys, the newest last. Raises ValueError if there is none."""

    def __init__(self, keys: tuple[Key, ...]) -> None:
        if not keys:
            raise ValueError("a keyring needs a key")
        self.keys = keys
        self._by_id = {key.key_id: key for key in keys}

    @property
    def newest(self) -> Key:
        return self.keys[-1]

    def has(self, key_id: str) -> bool:
        """True if it has the key with this id."""
        return key_id in self._by_id

    def seal(self, record_id: str, column: str, content: bytes) -> bytes:
        """Returns the content, sealed with the newest key, for one column of one record."""
        nonce = token_bytes(NONCE_BYTES)
        return nonce + _cipher(self.newest.secret, record_id).encrypt(nonce, filled(content), column.encode())

    def open(self, key_id: str, record_id: str, column: str, sealed: bytes) -> bytes:
        """Returns the content of a sealed value. Raises RecordsError if the key is missing or the value was changed."""
        cipher = _cipher(self._secret(key_id), record_id)
        try:
            return emptied(cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], column.encode()))
        except (InvalidTag, ValueError):  # ValueError: it is too short to be sealed
            raise RecordsError(f"A record does not open with the key '{key_id}'. Either the key is of another "
                               "database, or the record was changed outside of this tool.") from None

    @property
    def sending_key(self) -> SendingKey:
        """The public key with which patients' answers are sealed when they are sent. It opens nothing."""
        return SendingKey(self.newest.key_id, sending_key_of(_derived(self.newest.secret, b"sent")))

    def open_sent(self, key_id: str, record_id: str, column: str, sealed: bytes) -> bytes:
        """Returns what `SendingKey.seal` sealed. Raises RecordsError if the key is missing or the value was changed."""
        try:
            return opened_with(_derived(self._secret(key_id), b"sent"), record_id, column, sealed)
        except (InvalidTag, ValueError):
            raise RecordsError(f"What was sent does not open with the key '{key_id}'. It was sealed for other records, "
                               "or changed.") from None

    def _secret(self, key_id: str) -> bytes:
        key = self._by_id.get(key_id)
        if key is None:
            raise RecordsError(f"The key '{key_id}' of this record is not in the keyring. Put back the file with the "
                               "keys that belong to this database.")
        return key.secret

    def search_hashes(self, kind: str, value: str) -> tuple[bytes, ...]:
        """Returns the hash of a value under each key, the newest last. `kind` keeps names apart from numbers."""
        return tuple(search_hash(key, kind, value) for key in self.keys)

    def chain_hash(self, key_id: str, content: bytes) -> bytes:
        """Returns the hash of a line of the audit trail, which nobody can make without the key. Raises RecordsError."""
        key = self._by_id.get(key_id)
        if key is None:
            raise RecordsError(f"The key '{key_id}' of the audit trail is not in the keyring.")
        return _hmac(_derived(key.secret, b"audit"), content)


def search_hash(key: Key, kind: str, value: str) -> bytes:
    """Returns the hash to search for a value by, under one key."""
    return _hmac(_derived(key.secret, b"search"), f"{kind}\0{value}".encode())[:HASH_BYTES]


def new_key() -> Key:
    """Returns a new random key."""
    return Key(token_hex(4), token_bytes(KEY_BYTES))


def keyring_text(keyring: Keyring) -> str:
    """Returns the keyring as the text of its file."""
    keys = [{"id": key.key_id, "key": b64encode(key.secret).decode()} for key in keyring.keys]
    return json.dumps({"about": f"Keys of the ketamine screening records. {KEEP_IT}", "keys": keys}, indent=1) + "\n"


def read_keyring(text: str, where: str) -> Keyring:
    """Returns the keyring in a text. Raises RecordsError; no message contains a key."""
    try:
        keys = tuple(_read_key(entry) for entry in json.loads(text)["keys"])
        return Keyring(keys)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise RecordsError(f"{where} does not hold the keys of the records, or not whole. "
                           "Put back your copy of the file with the keys.") from None


def _read_key(entry: Any) -> Key:
    secret = b64decode(entry["key"], validate=True)
    if len(secret) != KEY_BYTES or KEY_ID.fullmatch(entry["id"]) is None:
        raise ValueError
    return Key(entry["id"], secret)


def read_keyring_file(path: Path) -> Keyring:
    """Returns the keyring in a file. Raises RecordsError if others can read the file, or if it is not a keyring."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise RecordsError(f"{path}: this is not a file. Put back your copy of the file with the keys.")
        with path.open(encoding="utf-8") as file:
            text = file.read(LONGEST_FILE)
    except UnicodeDecodeError:
        text = ""
    except OSError as error:
        raise RecordsError(f"{path}: the file with the keys cannot be read ({error.strerror}).") from None
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise RecordsError(f"{path}: other accounts of this computer can read the keys. Close it: chmod 600 {path}")
    return read_keyring(text, str(path))


def write_keyring_file(path: Path, keyring: Keyring, *, replaces: bool = True) -> bool:
    """Writes the file at once as a whole. Only this account can read it. Raises RecordsError.

    Returns False if there is one already and it may not be replaced. Then nothing is changed.
    """
    new = path.with_name(f"{path.name}.{token_hex(4)}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(keyring_text(keyring))
            file.flush()
            os.fsync(file.fileno())
        written = _put_in_place(new, path, replaces=replaces)
    except OSError as error:
        raise RecordsError(f"{path}: the file with the keys cannot be written ({error.strerror}).") from None
    finally:
        with suppress(OSError):  # it has its name, or could not be written
            new.unlink()
    return written


def _put_in_place(new: Path, path: Path, *, replaces: bool) -> bool:
    """Gives a file its name. Returns False if there is one of this name already and it may not be replaced."""
    if replaces:
        new.replace(path)
    else:
        try:
            os.link(new, path)  # a rename would replace the file of another process
        except FileExistsError:
            return False
    if os.name == "posix":  # the name must be on the disk before anything is sealed with these keys
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    return True


@lru_cache(maxsize=1024)
def _cipher(secret: bytes, record_id: str) -> AESGCM:
    return AESGCM(_derived(secret, b"record\0" + record_id.encode()))


@lru_cache(maxsize=2048)
def _derived(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose).derive(secret)


def _hmac(secret: bytes, content: bytes) -> bytes:
    mac = HMAC(secret, SHA256())
    mac.update(content)
    return mac.finalize()
