"""A store with very many forms: how long the worklist, a search and a save take, as seen by a person who waits."""

import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from forms import now
from records import Content, Holder, Identity, Settings, open_store
from records.contents import identity_as_bytes
from records.keyring import read_keyring_file
from records.search import terms_of
from records.tables import DraftRow, SearchRow
from tests.benchmarks.timing import Row

FORMS, AT_ONCE, SEALED_BYTES = 100_000, 5_000, 6_000  # the content of an ordinary form, sealed, has about 6 kB
FIRST = ["Anna", "Maria", "John", "Peter", "Wei", "Fatima", "Olga", "Carlos", "Ingrid", "Noah", "Mia", "Ali", "Yuki"]
STEMS = ["Smith", "Lop", "Brown", "Khan", "Wang", "Silv", "Novak", "Ross", "Kim", "Ito", "Berg", "Meyer"]
LAST = [stem + end for stem, end in product(STEMS, ["", "son", "ez", "ov", "er"])]
WHO = Holder("benchmark", "the benchmark")
TARGET = "95 % under 200 ms"


def rows() -> Iterator[Row]:
    chance = random.Random(26)  # noqa: S311 # names to try
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(f"sqlite:///{folder}/records.sqlite", Path(folder) / "keys.json")
        store = open_store(settings)
        _fill(settings, chance)
        content = Content(Identity("Ana Ruiz"), "ketamine-consult", "2026.12", "en",
                          {f"question_{number}": {"value": "yes", "origin": "self"} for number in range(98)})
        draft = store.begin(WHO, content)

        def save() -> None:
            nonlocal draft
            draft = store.save(draft, content, WHO)

        yield Row(f"worklist of {FORMS:,} forms", _most(store.worklist), TARGET)
        yield Row("search: beginning of a surname", _most(lambda: store.find(chance.choice(LAST)[:4])), TARGET)
        yield Row("search: two letters", _most(lambda: store.find("ma")), TARGET)
        yield Row("search: both names", _most(lambda: store.find(f"{chance.choice(FIRST)} {chance.choice(LAST)}")),
                  TARGET)
        yield Row("search: birthday", _most(lambda: store.find("1960-05-05")), TARGET)
        yield Row("search: record number", _most(lambda: store.find(f"MRN{chance.randrange(FORMS)}")), TARGET)
        yield Row("one answer saved, on the disk", _most(save), "95 % under 150 ms")
        store.close()


def _fill(settings: Settings, chance: random.Random) -> None:
    store, keyring, at = open_store(settings), read_keyring_file(settings.key_file), now()
    for start in range(0, FORMS, AT_ONCE):
        drafts: list[dict[str, Any]] = []
        terms: list[dict[str, Any]] = []
        for number in range(start, start + AT_ONCE):
            draft_id = f"benchmark{number:013d}"
            identity = Identity(f"{chance.choice(FIRST)} {chance.choice(LAST)}",
                                date(1940, 1, 1) + timedelta(days=chance.randrange(25_000)), f"MRN{number}")
            changed = at - timedelta(minutes=FORMS - number)
            drafts.append({"draft_id": draft_id, "version": 1, "state": "discussed", "began": changed,
                           "changed": changed, "key_id": keyring.newest.key_id, "content": bytes(SEALED_BYTES),
                           "identity": keyring.seal(draft_id, "identity", identity_as_bytes(identity))})
            hashes = {keyring.search_hashes(kind, value)[-1] for kind, value in terms_of(identity)}
            terms += [{"hash": found, "draft_id": draft_id} for found in hashes]
        with store.writing() as session:
            session.execute(insert(DraftRow), drafts)
            session.execute(insert(SearchRow), terms)
    store.close()


def _most(function: Callable[[], object], runs: int = 60) -> str:
    """The middle of the waiting times, and the time that 95 % of them stay under."""
    waited = []
    for _ in range(runs):
        start = time.perf_counter()
        function()
        waited.append(1000 * (time.perf_counter() - start))
    return f"{statistics.median(waited):.1f} ms, 95 % under {statistics.quantiles(waited, n=20)[-1]:.1f} ms"
