"""A provider of accounts (OpenID Connect) on this machine, with people who sign in by pressing their name."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from secrets import token_hex
from time import time
from typing import Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.support.app import free_port

CLIENT, SECRET = "screening", "the secret of the client"
PEOPLE: dict[str, dict[str, Any]] = {
    "Ines Desk": {"sub": "1", "name": "Ines Desk", "realm_access": {"roles": ["intake"]}},
    "Dr Kim Clinician": {"sub": "2", "name": "Dr Kim Clinician", "realm_access": {"roles": ["clinicians", "other"]}},
    "Ada Admin": {"sub": "3", "name": "Ada Admin", "realm_access": {"roles": ["administrators"]}},
    "Sam Stranger": {"sub": "4", "name": "Sam Stranger", "realm_access": {"roles": ["gardeners"]}},
}
CLINIC = ("sign_in: {claim: realm_access.roles, desk: [intake], clinician: [clinicians], admin: [administrators], "
          "hours: 1}\n")


@dataclass
class Provider:
    """The provider at `url`. `asked`: the paths that were asked for. `claims`: put into each token."""

    url: str
    asked: list[str] = field(default_factory=list)
    _key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "1", "alg": "RS256", "use": "sig"}))
    _codes: dict[str, tuple[str, str]] = field(default_factory=dict)  # code → name and nonce

    def secrets(self, app: str) -> str:
        """The contents of Streamlit's secrets.toml for an app at this address."""
        return f"""[auth]
redirect_uri = "{app}/oauth2callback"
cookie_secret = "{token_hex(32)}"
client_id = "{CLIENT}"
client_secret = "{SECRET}"
server_metadata_url = "{self.url}/.well-known/openid-configuration"
"""

    def routes(self) -> list[Route]:
        return [Route("/.well-known/openid-configuration", self._about), Route("/authorize", self._authorize),
                Route("/token", self._token, methods=["POST"]), Route("/keys", self._keys), Route("/end", self._end)]

    async def _about(self, _request: Request) -> Response:
        return JSONResponse({
            "issuer": self.url, "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token", "jwks_uri": f"{self.url}/keys",
            "end_session_endpoint": f"{self.url}/end", "response_types_supported": ["code"],
            "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"]})

    async def _authorize(self, request: Request) -> Response:
        self.asked.append("/authorize")
        asked = request.query_params
        links = []
        for name in PEOPLE:
            code = token_hex(16)
            self._codes[code] = (name, asked["nonce"])
            back = f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"
            links.append(f'<p><a href="{back.replace("&", "&amp;")}">{name}</a></p>')
        return HTMLResponse(f"<h1>Who are you?</h1>{''.join(links)}")

    async def _token(self, request: Request) -> Response:
        sent = await request.form()
        name, nonce = self._codes.pop(str(sent["code"]))
        at = int(time())
        claims: Mapping[str, Any] = {"iss": self.url, "aud": CLIENT, "iat": at, "exp": at + 300, "nonce": nonce,
                                     **PEOPLE[name]}
        token = jwt.encode({"alg": "RS256", "kid": "1"}, dict(claims), self._key)
        return JSONResponse({"access_token": token_hex(16), "token_type": "Bearer", "id_token": token})

    async def _keys(self, _request: Request) -> Response:
        return JSONResponse({"keys": [self._key.as_dict(private=False)]})

    async def _end(self, request: Request) -> Response:
        self.asked.append("/end")
        return RedirectResponse(request.query_params["post_logout_redirect_uri"])


@contextmanager
def running_provider() -> Iterator[Provider]:
    """A provider on a free port."""
    port = free_port()
    provider = Provider(f"http://127.0.0.1:{port}")
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=provider.routes()), port=port, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield provider
    finally:
        server.should_exit = True
        thread.join()
