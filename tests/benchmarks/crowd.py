"""Many people at the desk at once, at the pace of people: how long each answer takes until the page says "Saved".

Each person has a form and a websocket of their own, and gives an answer every PACE seconds. The app runs in processes
of its own; this one only sends and listens, and takes some of the machine's time itself.
"""

import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import psutil
import psycopg
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

from records import Settings, open_store
from tests.benchmarks.timing import Row, in_milliseconds
from tests.support import PATIENCE
from tests.support.app import running_app
from tests.support.kills import SAVED, environment
from tests.support.postgres import running_postgres
from tests.support.session import COOKIE, drawn_on, new_token

PACE = 6.0  # seconds from one answer to the next; somebody who reads aloud takes longer
ROUNDS = 5  # answers of each person
AT_ONCE = 4  # people who open their page at the same time
TARGET = 0.150  # seconds, for 95 of 100 answers


class Crowd(NamedTuple):
    """How long the answers of all people took, in seconds, and the memory of the app for each person, in MB."""

    answers: Sequence[float]
    memory: float

    @property
    def late(self) -> float:
        """The time that 95 of 100 answers take at most."""
        return statistics.quantiles(self.answers, n=20)[-1]


def rows(sizes: Sequence[int]) -> Iterator[Row]:
    """For each number of people, one process with SQLite, and two with one PostgreSQL."""
    for people in sizes:
        for name, crowd in (("one process, SQLite", _on_sqlite(people)),
                            ("two processes, PostgreSQL", _on_postgres(people))):
            median = statistics.median(crowd.answers)
            yield Row(f"{people} people, {name}: an answer until it is saved", in_milliseconds(median))
            yield Row("  95 of 100 answers", in_milliseconds(crowd.late), f"at most {in_milliseconds(TARGET)}")
            yield Row("  memory for each person", f"{crowd.memory:.2f} MB")


def _on_sqlite(people: int) -> Crowd:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(f"sqlite:///{folder}/records.sqlite", Path(folder) / "keys.json")
        return _crowd(people, settings, 1, Path(folder))


def _on_postgres(people: int) -> Crowd:
    with running_postgres() as postgres, tempfile.TemporaryDirectory() as folder:
        with psycopg.connect(f"{postgres}/postgres", autocommit=True) as connection:
            connection.execute(b"CREATE DATABASE crowd")
        return _crowd(people, Settings(f"{postgres}/crowd", Path(folder) / "keys.json"), 2, Path(folder))


def _crowd(people: int, settings: Settings, processes: int, folder: Path) -> Crowd:
    open_store(settings).close()
    with ExitStack() as stack:
        urls = [stack.enter_context(running_app(folder / f"log-{number}", environment=environment(settings)))
                for number in range(processes)]
        before = _megabytes(urls)
        answers = asyncio.run(_all(urls, people))
        return Crowd(answers, (_megabytes(urls) - before) / people)


async def _all(urls: Sequence[str], people: int) -> list[float]:
    """The times of all answers. Nobody answers before everybody has a form."""
    doors, everybody = asyncio.Semaphore(AT_ONCE), asyncio.Barrier(people)
    taken = await asyncio.gather(*(_person(urls[number % len(urls)], number, doors, everybody)
                                   for number in range(people)))
    return [seconds for of_one in taken for seconds in of_one]


async def _person(url: str, number: int, doors: asyncio.Semaphore, everybody: asyncio.Barrier) -> list[float]:
    cookie = {"Cookie": f"{COOKIE}={await asyncio.to_thread(new_token, url)}"}
    address = url.replace("http:", "ws:") + "/_stcore/stream"
    async with connect(address, max_size=None, open_timeout=None, ping_interval=None, proxy=None,
                       additional_headers=cookie) as wire:
        async with doors:
            field = await _begin_form(wire)
        await everybody.wait()
        chance, taken = random.Random(number), []  # noqa: S311 # when somebody answers is no secret
        await asyncio.sleep(chance.uniform(0, PACE))
        for answer in range(ROUNDS):
            start = time.perf_counter()
            text = f"Person {number} answer {answer}"
            taken.append(await _until_saved(wire, WidgetState(id=field, string_value=text)))
            await asyncio.sleep(max(0.0, start + PACE - time.perf_counter()))
        return taken


async def _begin_form(wire: ClientConnection) -> str:
    """Begins a form at the desk, and gives the id of the field of the name."""
    await _run(wire)
    drawn = drawn_on(await _run(wire))
    begin = next(one.button.id for one in drawn if one.HasField("button"))
    drawn = drawn_on(await _run(wire, WidgetState(id=begin, trigger_value=True)))
    return next(one.text_input.id for one in drawn if one.HasField("text_input"))


async def _run(wire: ClientConnection, *widgets: WidgetState) -> list[ForwardMsg]:
    await _send(wire, *widgets)
    come = [await _received(wire)]
    while not come[-1].HasField("script_finished") or come[-1].script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
        come.append(await _received(wire))
    return come


async def _until_saved(wire: ClientConnection, widget: WidgetState) -> float:
    """Seconds from an answer to the mark on the page that says it is saved. Reads on until the page is drawn.

    What comes before the script begins is the end of an earlier drawing.
    """
    start, saved = time.perf_counter(), 0.0
    await _send(wire, widget)
    message = await _received(wire)
    while not message.HasField("new_session"):
        message = await _received(wire)
    while not saved or not message.HasField("script_finished"):
        message = await _received(wire)
        if not saved and any(one.HasField("html") and SAVED.search(one.html.body) for one in drawn_on([message])):
            saved = time.perf_counter() - start
    return saved


async def _send(wire: ClientConnection, *widgets: WidgetState) -> None:
    message = BackMsg()
    message.rerun_script.query_string = ""
    message.rerun_script.page_name = "desk"
    message.rerun_script.widget_states.widgets.extend(widgets)
    await wire.send(message.SerializeToString())


async def _received(wire: ClientConnection) -> ForwardMsg:
    received = await asyncio.wait_for(wire.recv(), PATIENCE)
    assert isinstance(received, bytes)
    message: ForwardMsg = ForwardMsg.FromString(received)
    return message


def _megabytes(urls: Sequence[str]) -> float:
    ports = {int(url.rpartition(":")[2]) for url in urls}
    listening = {one.pid for one in psutil.net_connections("tcp") if one.status == psutil.CONN_LISTEN
                 and one.laddr.port in ports and one.pid}
    return float(sum(psutil.Process(pid).memory_info().rss for pid in listening)) / 1e6
