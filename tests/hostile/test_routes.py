"""Each route of the installed Streamlit has been judged: SECURITY.md says whether it is open, and the gate agrees."""

import json
import re
import subprocess
import sys
from functools import cache

from screens.server.routes import STREAM, open_route
from tests.support import ROOT

EXAMPLES = {"{file_id:path}": "f.pdf", "{session_id}": "s", "{file_id}": "f", "{path:path}": "c/x.js"}
FOR_ACCOUNTS = {"/auth/login", "/auth/logout", "/oauth2callback"}  # closed where the clinic has no accounts


LIST = """
import json
from streamlit import config
for setting in ("server.scriptHealthCheckEnabled", "server.enableStaticServing"):
    config.set_option(setting, True)
from screening_app import app
print(json.dumps([[route.path or "/", sorted(getattr(route, "methods", None) or ["GET"])]
                  for route in app._build_starlette_app().routes]))
"""


@cache
def routes() -> dict[str, set[str]]:
    """Each path that Streamlit answers, with its methods, those that a setting would add among them."""
    listed = subprocess.run([sys.executable, "-c", LIST], cwd=ROOT, capture_output=True, check=True).stdout
    paths: dict[str, set[str]] = {}
    for path, methods in json.loads(listed):
        paths.setdefault(path, set()).update(methods)
    return paths


def judged() -> dict[str, set[str]]:
    """The table of SECURITY.md: each path with the methods that are open, none where it is closed."""
    rows = re.findall(r"^\| `(/[^`]*)` \| ([^|]+) \|", (ROOT / "SECURITY.md").read_text("utf-8"), re.MULTILINE)
    return {path: set(re.findall(r"[A-Z]{3,}", open_for)) for path, open_for in rows}


def test_every_route_of_streamlit_is_judged_and_no_other() -> None:
    assert set(judged()) == set(routes())


def test_the_gate_opens_what_was_judged_to_be_open() -> None:
    for path, methods in routes().items():
        example = path
        for part, value in EXAMPLES.items():
            example = example.replace(part, value)
        for has_accounts in (False, True):
            opened = {method for method in methods if open_route(example, method, has_accounts=has_accounts)}
            opened |= {"GET"} if path == STREAM else set()
            assert opened == (judged()[path] if has_accounts or path not in FOR_ACCOUNTS else set()), path
