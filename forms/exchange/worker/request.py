"""What the worker asks its process: a file to read, the newest day of a date, and the language of the messages."""

from datetime import date

DAY = len("2026-03-31")
LONGEST_LANGUAGE = 8  # characters, such as "es" or "es_MX"
HEADER = DAY + LONGEST_LANGUAGE


def request_of(content: bytes, today: date, language: str) -> bytes:
    """Returns the request as bytes: a header of a fixed length, then the file."""
    return f"{today.isoformat()}{language:<{LONGEST_LANGUAGE}}".encode() + content


def read_request(request: bytes) -> tuple[date, str, bytes]:
    """Returns the day, the language and the file."""
    header = request[:HEADER].decode()
    return date.fromisoformat(header[:DAY]), header[DAY:].strip(), request[HEADER:]
