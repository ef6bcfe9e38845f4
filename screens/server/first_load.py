"""What a browser loads before it shows the first page: made small, with words that are there before the program is.

Streamlit sends its program of 2 MB uncompressed, and a page that stays empty until all of it has come, which takes 15
seconds on a slow phone. Files of the program are compressed once for each process. The first page says that the
questions are coming, and whom to call in an emergency. All of that is the same for everybody, so the size of it tells
nothing of anybody. Files with answers are passed on as they are.
"""

import asyncio
import gzip
import re
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from itertools import chain

import brotli  # type: ignore[import-untyped] # comes without types
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import Message, Scope, Send

from forms import Clinic, dialled, fitting, load_clinic
from forms.authoring import SourceError
from screens.browser.markup import html
from screens.server.headers import INDEX
from screens.server.routes import STATIC
from screens.words import words_for

ENCODINGS: dict[str, Callable[[bytes], bytes]] = {  # the smallest first; browsers name "br" over TLS and at localhost
    "br": lambda body: brotli.compress(body, quality=6),  # quality 11 is 8 % smaller and takes 40 times as long
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
}
PAGE, TO_COMPRESS = "text/html", ("text/css", "text/javascript", "application/javascript", "image/svg")
NONE = re.compile(r"q=0(\.0*)?")  # how a browser says that it takes no such encoding
NO_SCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
FONT = re.compile(r'<link\s+rel="preload"[^>]*as="font"[^>]*>')  # of 170 kB: it waits until the program is there
NEEDED_SOON = (  # parts of the program for the first page of the form, which Streamlit asks for one after another
    "Html", "purify.es", "BidiComponent", "_arrayReduce", "serialization", "recordbatch", "DownloadButton",
    "createDownloadLinkElement", "Button", "PageLink",
)
POINTER = re.compile(r'<link rel="service-desc"[^>]*>')  # to a service that the gate keeps closed
_small: dict[tuple[str, str], bytes] = {}  # by path and encoding: at most the files that Streamlit brings


def plain(scope: Scope) -> Scope:
    """Returns the request as one that takes no compressed response, which is compressed here."""
    headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return {**scope, "headers": headers}


def with_first_load(scope: Scope, send: Send, path: str) -> Send:
    """Changes a page of HTML, and compresses it and the files of the program. Passes on all other responses.

    `path` is that of the request, below the base path.
    """
    if scope["method"] != "GET":
        return send
    request = Headers(scope=scope)
    encoding = _encoding_for(request.get("accept-encoding", ""))
    held: list[Message] = []
    body = bytearray()

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start" and _is_to_change(message, path):
            held.append(message)
        elif not held or message["type"] != "http.response.body":
            await send(message)
        else:
            body.extend(message.get("body", b""))
            if not message.get("more_body", False):
                await _send_changed(held[0], bytes(body))

    async def _send_changed(start: Message, whole: bytes) -> None:
        headers = MutableHeaders(scope=start)
        if headers["content-type"].startswith(PAGE):
            del headers["etag"], headers["last-modified"]  # they are those of Streamlit's file
            with suppress(SourceError):  # the app itself shows what is wrong in the settings
                asked = request.get("accept-language", "")
                whole = first_page(whole.decode("utf-8"), asked, load_clinic()).encode("utf-8")
            headers.add_vary_header("Accept-Language")
        headers.add_vary_header("Accept-Encoding")
        if encoding is not None:
            whole = await _compressed(path, encoding, whole)
            headers["content-encoding"] = encoding
            if "etag" in headers:
                headers["etag"] = "W/" + headers["etag"].removeprefix("W/")
        headers["content-length"] = str(len(whole))
        await send(start)
        await send({"type": "http.response.body", "body": whole})

    return sending


def _encoding_for(accepted: str) -> str | None:
    """The smallest encoding that a browser accepts; None if it accepts none of ours."""
    named: dict[str, str] = {}
    for one in accepted.split(","):
        name, _, weight = one.partition(";")
        named[name.strip().lower()] = weight.replace(" ", "")
    return next((name for name in ENCODINGS if name in named and not NONE.fullmatch(named[name])), None)


def _is_to_change(start: Message, path: str) -> bool:
    kind = Headers(raw=start["headers"]).get("content-type", "")
    is_of_program = path.startswith(STATIC) and kind.startswith(TO_COMPRESS)
    return start["status"] == 200 and (kind.startswith(PAGE) or is_of_program)


async def _compressed(path: str, encoding: str, body: bytes) -> bytes:
    if not path.startswith(STATIC):
        return ENCODINGS[encoding](body)
    if (path, encoding) not in _small:
        _small[path, encoding] = await asyncio.to_thread(ENCODINGS[encoding], body)
    return _small[path, encoding]


def first_page(page: str, asked: str, clinic: Clinic) -> str:
    """Returns Streamlit's page, with our title and our words in place of its own.

    `asked`: the languages that the browser asks for, in the form of the header Accept-Language.
    """
    return _in_language(page, fitting(asked.split(",")[0].split(";")[0].strip(), clinic.languages), clinic)


@cache
def _in_language(page: str, language: str, clinic: Clinic) -> str:
    words = words_for("patient", language)
    page = page.replace('<html lang="en">', f'<html lang="{words.language}" dir="{words.direction}">')
    page = POINTER.sub("", page).replace("<title>Streamlit</title>", html("first_title", words=words))
    page = FONT.sub("", page).replace("</head>", f"{_preloads()}</head>")
    first = html("first_words", words=words, clinic=clinic, dialled=dialled)
    page = NO_SCRIPT.sub(lambda _found: html("no_script", words=words, clinic=clinic, dialled=dialled), page)
    return page.replace('<div id="root"></div>', f'<div id="root">{first}</div>')


def _preloads() -> str:
    """The parts that are needed soon. A name that Streamlit no longer has is left out: then its part comes later."""
    folder = INDEX.parent / "static" / "js"
    files = chain.from_iterable(folder.glob(f"{name}.*.js") for name in NEEDED_SOON)
    return "".join(f'<link rel="modulepreload" crossorigin href="./static/js/{file.name}">' for file in files)
