"""Ends connections that do not say in time what they want, and those that are still open when the server stops.

The server waits for both without end otherwise. If as many connections send nothing, or one byte after another, as it
may have files open, usually 1,024, then nobody else gets through to it, and the log gets thousands of lines a second.
And a page that connects in the tenth of a second in which the server stops, or that does not read what it asked for,
would keep the server from stopping at all.
"""

import asyncio
import sys
from contextlib import suppress
from weakref import WeakKeyDictionary

from uvicorn.protocols.http.h11_impl import H11Protocol

if sys.platform != "win32":
    import resource

SECONDS = 20  # for the head of a request to arrive, also over a slow connection
SECONDS_TO_STOP = 5  # from the signal until what is still being answered is given up; a container is killed after 10
MOST_OPEN = 65_536  # files and connections of the server; one address cannot open so many connections to it
_made, _received, _complete = H11Protocol.connection_made, H11Protocol.data_received, H11Protocol.on_response_complete
_ends: "WeakKeyDictionary[H11Protocol, asyncio.TimerHandle]" = WeakKeyDictionary()


def end_connections_that_ask_nothing() -> None:
    """Makes the running server do so: three methods take the places of Uvicorn's, which only ends idle connections."""
    _allow_many()
    H11Protocol.connection_made = _connection_made  # type: ignore[assignment,method-assign]
    H11Protocol.data_received = _data_received  # type: ignore[assignment,method-assign]
    H11Protocol.on_response_complete = _on_response_complete  # type: ignore[assignment,method-assign]


def _allow_many() -> None:
    """Lets the server have as many connections as the system allows it to ask for."""
    if sys.platform != "win32":
        now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = MOST_OPEN if most == resource.RLIM_INFINITY else min(MOST_OPEN, most)
        if now != resource.RLIM_INFINITY and now < wanted:
            with suppress(ValueError, OSError):  # macOS allows fewer than it says
                resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def _connection_made(connection: H11Protocol, transport: asyncio.Transport) -> None:
    _made(connection, transport)
    connection.config.timeout_graceful_shutdown = SECONDS_TO_STOP  # of the server; Streamlit has no setting for it
    _wait(connection)


def _data_received(connection: H11Protocol, data: bytes) -> None:
    _received(connection, data)
    if _waits(connection):
        _wait(connection)
    else:
        _wait_no_longer(connection)


def _on_response_complete(connection: H11Protocol) -> None:
    _complete(connection)
    _wait(connection)


def _waits(connection: H11Protocol) -> bool:
    """Whether no request is being answered. A connection that became a websocket has another protocol."""
    is_http = connection.transport.get_protocol() is connection
    return is_http and (connection.cycle is None or connection.cycle.response_complete)


def _wait(connection: H11Protocol) -> None:
    if connection not in _ends:
        _ends[connection] = connection.loop.call_later(SECONDS, _end, connection)


def _wait_no_longer(connection: H11Protocol) -> None:
    if end := _ends.pop(connection, None):
        end.cancel()


def _end(connection: H11Protocol) -> None:
    _ends.pop(connection, None)
    if _waits(connection):
        connection.transport.abort()
