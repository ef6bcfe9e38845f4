"""A record server on this machine: FHIR R4 and its sign-in (SMART App Launch 2), in a process of its own.

It serves the patients of tests/support/fhir/patients. `python -m tests.support.record_server PORT` starts it. A test
changes how it behaves by PUT to /behave: parts of `Behaviour`.
"""

import base64
import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from secrets import token_hex
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request as Asked
from urllib.request import urlopen

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from tests.support import PATIENCE, ROOT
from tests.support.app import free_port

CLIENT = "screening"
CHARTS = ROOT / "tests" / "support" / "fhir" / "patients"
Json = dict[str, Any]


@dataclass
class Behaviour:
    """How the server behaves. `patients`: files that a person can choose. `page`: entries on a page of a search.

    `fails`: types whose search gives this status. `has_pkce`, `has_version_2`: what it says about itself. `narrows`: a
    scope that it gives in place of what was asked; `token_status`: of the token endpoint. `next_link`: in place of the
    right address of a next page; HERE in it is that of this one. `padding`: bytes that stand in each resource. `lasts`:
    seconds of a token.
    """

    patients: list[str] = field(default_factory=lambda: ["syn19-19-seizure", "syn19-22-healthy"])
    page: int = 3
    fails: dict[str, int] = field(default_factory=dict)
    has_pkce: bool = True
    has_version_2: bool = True
    narrows: str | None = None
    token_status: int = 200
    next_link: str | None = None
    padding: int = 0
    lasts: int = 300


class RecordServer:
    """The server at `url`. `asked`: the paths that were asked for; `added`: resources that were sent to it.

    `redirects`: the addresses to which it was asked to lead back.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.behaves = Behaviour()
        self.asked: list[str] = []
        self.added: list[Json] = []
        self.redirects: list[str] = []
        self._codes: dict[str, Json] = {}
        self._tokens: dict[str, str] = {}

    def routes(self) -> list[Route]:
        return [
            Route("/fhir/.well-known/smart-configuration", self._about), Route("/authorize", self._authorize),
            Route("/token", self._token, methods=["POST"]), Route("/behave", self._behave, methods=["PUT"]),
            Route("/seen", self._seen), Route("/fhir/{kind}/{name}", self._one),
            Route("/fhir/{kind}", self._search), Route("/fhir/{kind}", self._add, methods=["POST"])]

    async def _behave(self, request: Request) -> Response:
        self.behaves, self.asked, self.added = Behaviour(**await request.json()), [], []
        self.redirects = []
        return Response(status_code=204)

    async def _seen(self, _request: Request) -> Response:
        return JSONResponse({"asked": self.asked, "added": self.added, "redirects": self.redirects})

    async def _about(self, _request: Request) -> Response:
        self.asked.append("about")
        pkce = {"code_challenge_methods_supported": ["S256"]} if self.behaves.has_pkce else {}
        versions = ["permission-v1", *(["permission-v2"] if self.behaves.has_version_2 else [])]
        return JSONResponse({"authorization_endpoint": f"{self.url}/authorize", "token_endpoint": f"{self.url}/token",
                             "capabilities": ["launch-standalone", "launch-ehr", *versions], **pkce})

    async def _authorize(self, request: Request) -> Response:
        """A page on which a person chooses a patient, or refuses. A launch from here names the patient already."""
        self.asked.append("authorize")
        asked = dict(request.query_params)
        self.redirects.append(asked["redirect_uri"])
        wrong = [asked.get("aud") != f"{self.url}/fhir", asked.get("client_id") != CLIENT,
                 asked.get("code_challenge_method") != "S256", asked.get("response_type") != "code"]
        if any(wrong):
            return HTMLResponse(f"wrong: {wrong}", 400)
        links = [self._link("Refuse", asked, {"error": "access_denied"})]
        named = asked.get("launch")
        for name in [named] if named else self.behaves.patients:
            code = token_hex(16)
            self._codes[code] = {**asked, "chart": name}
            links.append(self._link(name, asked, {"code": code}))
        return HTMLResponse(f"<h1>Whose chart?</h1>{''.join(links)}")

    def _link(self, name: str, asked: Json, told: Json) -> str:
        back = f"{asked['redirect_uri']}?{urlencode({**told, 'state': asked['state']})}"
        return f'<p><a href="{back.replace("&", "&amp;")}">{name}</a></p>'

    async def _token(self, request: Request) -> Response:
        self.asked.append("token")
        if self.behaves.token_status != 200:
            return Response("out of order", self.behaves.token_status)
        sent = await request.form()
        given = self._codes.pop(str(sent.get("code")), None)
        digest = hashlib.sha256(str(sent.get("code_verifier")).encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if given is None or challenge != given["code_challenge"] or sent.get("redirect_uri") != given["redirect_uri"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        token = token_hex(16)
        self._tokens[token] = given["chart"]
        return JSONResponse({"access_token": token, "token_type": "Bearer", "expires_in": self.behaves.lasts,
                             "scope": self.behaves.narrows or given["scope"],
                             "patient": self._patient(given["chart"])["id"]}, headers={"Cache-Control": "no-store"})

    def _resources(self, chart: str) -> list[Json]:
        found = json.loads((CHARTS / f"{chart}.json").read_text("utf-8"))
        return [entry["resource"] for entry in found["entry"]]

    def _patient(self, chart: str) -> Json:
        return next(one for one in self._resources(chart) if one["resourceType"] == "Patient")

    def _chart_of(self, request: Request) -> str | None:
        return self._tokens.get(request.headers.get("authorization", "").removeprefix("Bearer "))

    async def _one(self, request: Request) -> Response:
        kind, name = request.path_params["kind"], request.path_params["name"]
        self.asked.append(kind)
        chart = self._chart_of(request)
        if chart is None:
            return Response(status_code=401)
        if kind in self.behaves.fails:
            return Response(status_code=self.behaves.fails[kind])
        for one in self._resources(chart):
            if (one["resourceType"], one.get("id")) == (kind, name):
                return JSONResponse(one, media_type="application/fhir+json")
        return Response(status_code=404)

    async def _search(self, request: Request) -> Response:
        kind, chart, asked = request.path_params["kind"], self._chart_of(request), request.query_params
        self.asked.append(kind)
        if chart is None or asked.get("patient", "").rpartition("/")[2] != self._patient(chart)["id"]:
            return Response(status_code=401)
        if kind in self.behaves.fails:
            return JSONResponse({"resourceType": "OperationOutcome"}, self.behaves.fails[kind])
        kinds = (kind, "Medication") if "_include" in asked else (kind,)
        codes = {code.rpartition("|")[2] for code in asked["code"].split(",")} if "code" in asked else None
        found = [one for one in self._resources(chart) if one["resourceType"] in kinds and _has(one, codes)]
        at, page = int(asked.get("at", "0")), self.behaves.page
        entries = [{"fullUrl": f"{self.url}/fhir/{one['resourceType']}/{one['id']}",
                    "resource": {**one, "text": {"div": "x" * self.behaves.padding}}} for one in found[at:at + page]]
        links = []
        if at + page < len(found):
            further = f"{self.url}/fhir/{kind}?{urlencode({**asked, 'at': at + page})}"
            wrong = self.behaves.next_link
            links.append({"relation": "next", "url": wrong.replace("HERE", str(request.url)) if wrong else further})
        return JSONResponse({"resourceType": "Bundle", "type": "searchset", "entry": entries, "link": links})

    async def _add(self, request: Request) -> Response:
        kind = request.path_params["kind"]
        self.asked.append(f"add {kind}")
        if self._chart_of(request) is None:
            return Response(status_code=401)
        if kind in self.behaves.fails:
            return JSONResponse({"resourceType": "OperationOutcome"}, self.behaves.fails[kind])
        self.added.append(await request.json())
        number = str(len(self.added))
        return Response(status_code=201, headers={"Location": f"{self.url}/fhir/{kind}/{number}/_history/1"})


def _has(resource: Json, codes: set[str] | None) -> bool:
    told = {coding.get("code") for coding in resource.get("code", {}).get("coding", ())}
    return codes is None or not told.isdisjoint(codes)


@dataclass(frozen=True)
class RunningServer:
    """The server as a test sees it, in another process. `base` is the base address of FHIR."""

    url: str

    @property
    def base(self) -> str:
        return f"{self.url}/fhir"

    def behave(self, **parts: Any) -> None:
        """Sets these parts of its behaviour, all others to what is usual, and forgets what it was asked."""
        assert parts.keys() <= {one.name for one in fields(Behaviour)}
        self._send("PUT", "/behave", json.dumps(parts).encode())

    def seen(self) -> Json:
        """What it was asked for, and what was added."""
        found: Json = json.loads(self._send("GET", "/seen", None))
        return found

    def _send(self, method: str, path: str, body: bytes | None) -> bytes:
        asked = Asked(f"{self.url}{path}", body, method=method)  # noqa: S310 # our own address
        with urlopen(asked, timeout=PATIENCE) as answer:  # noqa: S310 # our own address
            content: bytes = answer.read()
        return content


@contextmanager
def running_record_server() -> Iterator[RunningServer]:
    """A record server on a free port."""
    server = RunningServer(f"http://127.0.0.1:{(port := free_port())}")
    process = subprocess.Popen([sys.executable, "-m", "tests.support.record_server", str(port)], cwd=ROOT)
    try:
        _wait_for(server)
        yield server
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait_for(server: RunningServer) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            server.seen()
        except URLError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("The record server did not start.")


if __name__ == "__main__":
    at = f"http://127.0.0.1:{sys.argv[1]}"
    uvicorn.run(Starlette(routes=RecordServer(at).routes()), port=int(sys.argv[1]), log_level="warning")
