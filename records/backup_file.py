"""A backup as a file: a line of JSON for each row, as sealed as it is, and a digest at the end.

Whoever has a backup can write another one with a right digest. So each value of a row is checked before it goes into a
database. Whether the rows belong together, the keys and the audit trail show.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Column, Integer, LargeBinary, String, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import KeyedColumnElement

from records.errors import RecordsError
from records.model import STATES
from records.tables import AuditRow, Base, DraftRow, Moment, SearchRow, SentRow, SignOffRow

FORMAT = "ketamine screening records 1"
COPIED: tuple[type[Base], ...] = (DraftRow, SearchRow, AuditRow, SignOffRow, SentRow)  # the rest is made when it is new
NOT_IN_OLDER = {"audit": {"person"}}  # columns that older backups lack
LONGEST_LINE = 50_000_000  # characters; the answers of a form and of the visit before have at most a tenth
LARGEST_NUMBER = 2**31 - 1  # of an integer in PostgreSQL
YEARS = range(2000, 3000)  # that a moment may have; others cannot be shown in every time zone
Line = dict[str, Any]


class Row(NamedTuple):
    """A row of a backup, and the table in which it belongs."""

    table: type[Base]
    values: Line


class _FaultError(ValueError):
    """What is wrong with a row; it repeats no value."""


def write_backup(path: Path, session: Session, head: tuple[int, bytes]) -> int:
    """Writes every row to a new file. Returns the number of drafts. Raises RecordsError.

    `head`: the number and the hash of the last line of the audit trail.
    """
    digest = sha256()
    count = 0
    try:
        with path.open("x", encoding="utf-8") as file:
            for line in ({"format": FORMAT, "audit_head": [head[0], head[1].hex()]}, *_rows(session)):
                count += line.get("table") == DraftRow.__tablename__
                text = json.dumps(line, ensure_ascii=True) + "\n"
                digest.update(text.encode())
                file.write(text)
            file.write(json.dumps({"sha256": digest.hexdigest()}) + "\n")
    except FileExistsError:
        raise RecordsError(f"{path}: there is a file of this name already. Choose another name.") from None
    except OSError as error:
        raise RecordsError(f"{path}: the backup cannot be written ({error.strerror}).") from None
    return count


def _rows(session: Session) -> Iterator[Line]:
    for table in COPIED:
        columns = table.__table__.columns
        for row in session.execute(select(*columns)):
            yield {"table": table.__tablename__, **{column.name: _as_json(value)
                                                    for column, value in zip(columns, row, strict=True)}}


def _as_json(value: Any) -> Any:
    if isinstance(value, bytes):
        return b64encode(value).decode()
    return value.isoformat() if isinstance(value, datetime) else value


def read_head(path: Path) -> tuple[int, bytes]:
    """Returns the number and the hash of the last line of the audit trail, as a backup notes them.

    Reads the whole file. Raises RecordsError if it is not a whole backup.
    """
    first: Line | None = None
    for line in _whole_lines(path):
        first = line if first is None else first
    match first:
        case {"format": str(made), "audit_head": [int(number), str(last)]} if made == FORMAT:
            try:
                return number, bytes.fromhex(last)
            except ValueError:
                pass
    raise _not_whole(path)


def read_rows(path: Path) -> Iterator[Row]:
    """Yields the rows of a backup. Raises RecordsError at the first one that is none of the records."""
    lines = _whole_lines(path)
    next(lines, None)
    for number, line in enumerate(lines, 2):
        try:
            row = _row(line)
        except _FaultError as fault:
            raise RecordsError(f"{path}, line {number}: {fault}. This program did not write that. Nothing was "
                               "restored; take another copy of the backup.") from None
        yield row


def _whole_lines(path: Path) -> Iterator[Line]:
    """Yields each line but the last, which has the digest of the others."""
    if path.exists() and not path.is_file():
        raise RecordsError(f"{path}: this is not a file. Save the backup as a file first, and name that.")
    digest = sha256()
    try:
        with path.open(encoding="utf-8") as file:
            text = file.readline(LONGEST_LINE)
            while text:
                after = file.readline(LONGEST_LINE)
                line = json.loads(text)
                if not isinstance(line, dict) or (not after and line.get("sha256") != digest.hexdigest()):
                    raise _not_whole(path)
                if after:
                    yield line
                digest.update(text.encode())
                text = after
    except OSError as error:
        raise RecordsError(f"{path}: the backup cannot be read ({error.strerror}).") from None
    except (ValueError, RecursionError):
        raise _not_whole(path) from None


def _not_whole(path: Path) -> RecordsError:
    return RecordsError(f"{path}: this is not a whole backup of the records. Take another copy of it.")


def _row(line: Line) -> Row:
    tables = {table.__tablename__: table for table in COPIED}
    name = line.pop("table", None)
    if not isinstance(name, str) or name not in tables:
        raise _FaultError("this row names no table of the records")
    columns = tables[name].__table__.columns
    if missing := set(columns.keys()) - line.keys() - NOT_IN_OLDER.get(name, set()):
        raise _FaultError(f"this row of '{name}' has no '{min(missing)}'")
    if line.keys() - set(columns.keys()):
        raise _FaultError(f"this row of '{name}' has more than its columns")
    values = {column: _value(columns[column], value, name) for column, value in line.items()}
    if values.get("state", STATES[0]) not in STATES:
        raise _FaultError("'state' names no list of the records")
    return Row(tables[name], values)


def _value(column: KeyedColumnElement[Any], value: Any, table: str) -> Any:
    """The value of a JSON as the database takes it. Raises _FaultError if the column cannot have it."""
    if value is None and isinstance(column, Column) and column.nullable:
        return None
    try:
        if isinstance(column.type, Moment):
            return _moment(value)
        if isinstance(column.type, LargeBinary):
            return _bytes(value, column.type.length)
        if isinstance(column.type, Integer):
            return _number(value)
        return _text(value, column.type.length if isinstance(column.type, String) else None)
    except (ValueError, TypeError, OverflowError):
        raise _FaultError(f"'{column.name}' of this row of '{table}' has a value that it cannot have") from None


def _moment(value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None or moment.year not in YEARS:
        raise ValueError
    return moment.astimezone(UTC)


def _number(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= LARGEST_NUMBER:
        raise ValueError
    return value


def _bytes(value: str, longest: int | None) -> bytes:
    content = b64decode(value, validate=True)
    if len(content) > (longest or len(content)):
        raise ValueError
    return content


def _text(value: Any, longest: int | None) -> str:
    if not isinstance(value, str) or "\0" in value or len(value) > (longest or len(value)):
        raise ValueError
    value.encode()  # no lone surrogates, which no database keeps
    return value
