"""Notes what this process asks of the network. Python imports it at start where its folder is on PYTHONPATH.

So the app, its worker for PDFs and whatever else they start are all heard. `tests/support/recorded.py` reads the notes.
"""

import json
import os
import sys

ASKS = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo", "socket.connect",
        "socket.sendto", "socket.sendmsg")
_notes = os.open(os.environ["RECORDER_NOTES"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if event in ASKS:
        asked = [part for part in arguments if isinstance(part, str | bytes | tuple)]
        line = json.dumps([event, *asked], default=repr)
        os.write(_notes, f"{line}\n".encode())


sys.addaudithook(_note)
