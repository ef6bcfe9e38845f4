"""The house holds: each room imports only what stands to its left, nobody gives a verdict, nobody calls out."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml

from forms.authoring.verdict_words import verdict_words
from tests.support import ROOT

LEFT_OF = {  # room → the rooms it may import
    "forms": set(),
    "rules": {"forms"},
    "templates": {"forms", "rules"},
    "records": {"forms"},
    "screens": {"forms", "rules", "templates", "records"},
    "screening_app": {"forms", "rules", "templates", "records", "screens"},
}
DOORS = {  # of inner rooms
    "forms.authoring", "forms.exchange", "forms.exchange.fhir", "forms.exchange.worker", "forms.processes",
    "rules.review",
}
ENTRIES = {
    "README.md", "LICENSE", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", ".pre-commit-config.yaml", ".github",
    "docs", "run", "test", "requirements.txt", "pyproject.toml", "clinic.yaml", "screening_app.py",
    "forms", "rules", "templates", "screens", "records", "tests", ".ci", ".streamlit", ".gitignore", ".git",
}
NEVER_PRINTED = {"locate_by", "file", "terms"}  # words to find a statement by, file names, words people may write
ADDRESSES_THAT_ARE_NAMES = (  # identify a standard or a licence; nobody fetches them
    "http://127.0.0.1", "http://www.w3.org/", "http://ns.adobe.com/", "http://www.aiim.org/", "http://purl.org/",
    "http://hl7.org/", "http://terminology.hl7.org/", "http://loinc.org", "http://snomed.info/",
    "http://unitsofmeasure.org", "https://ehr.example/",  # the last one is in an example of a setting
)


def python_files(room: str) -> list[Path]:
    folder = ROOT / room
    return sorted(folder.rglob("*.py")) if folder.is_dir() else [ROOT / f"{room}.py"]


def rooms() -> list[str]:
    return [room for room in LEFT_OF if (ROOT / room).is_dir() or (ROOT / f"{room}.py").is_file()]


def imported(file: Path) -> Iterator[str]:
    """Full names of all modules that `file` imports, wherever in it."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file.relative_to(ROOT)} imports relatively; say which room"
            yield node.module or ""


@pytest.mark.parametrize("room", rooms())
def test_a_room_imports_only_rooms_to_its_left_and_through_the_front_door(room: str) -> None:
    for file in python_files(room):
        for name in imported(file):
            other, _, inside = name.partition(".")
            if other in LEFT_OF and other != room:
                assert other in LEFT_OF[room], f"{file.relative_to(ROOT)} imports {name}, which is not to its left"
                assert not inside or name in DOORS, f"{file.relative_to(ROOT)} imports {name}; take it from a door"
            assert other != "tests", f"{file.relative_to(ROOT)} imports {name}"


def test_only_screens_know_streamlit() -> None:
    found = {room for room in rooms() for file in python_files(room) for name in imported(file)
             if name.split(".")[0] == "streamlit"}
    assert found <= {"screens", "screening_app"}


@pytest.mark.parametrize(("room", "strangers"), [
    ("forms", {"rules", "templates", "records", "screens", "streamlit", "weasyprint", "jinja2"}),
    ("rules", {"templates", "records", "screens", "streamlit", "weasyprint", "jinja2"}),
    ("templates", {"records", "screens", "streamlit"}),
])
def test_a_room_brings_nothing_from_its_right_along(room: str, strangers: set[str]) -> None:
    modules = said(sys.executable, "-c", f"import sys, {room}; print(*sys.modules)").split()
    assert strangers.isdisjoint(modules)


def test_the_command_line_of_rules_starts_without_heavy_packages() -> None:
    times = subprocess.run([sys.executable, "-X", "importtime", "-m", "rules", "--help"], cwd=ROOT, check=True,
                           capture_output=True, text=True).stderr
    started = {line.rsplit("|", 1)[-1].strip() for line in times.splitlines()}
    assert "pydantic" in started
    assert started.isdisjoint({"streamlit", "weasyprint", "jinja2", "pandas", "numpy"})


def test_the_top_level_holds_what_was_agreed() -> None:
    ignored = [line.strip("/") for line in (ROOT / ".gitignore").read_text().split()]
    found = {path.name for path in ROOT.iterdir() if not any(fnmatch(path.name, pattern) for pattern in ignored)}
    assert found <= ENTRIES


def said(*command: str) -> str:
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def yaml_texts(node: yaml.Node | None) -> Iterator[tuple[int, str]]:
    """Line and text of every value that can be read by a person."""
    if isinstance(node, yaml.ScalarNode):
        yield node.start_mark.line + 1, node.value
    elif isinstance(node, yaml.SequenceNode):
        for part in node.value:
            yield from yaml_texts(part)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value not in NEVER_PRINTED:
                yield from yaml_texts(value)


def python_texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and text of every string in the code, docstrings aside."""
    docs = {id(node.body[0].value) for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body
            and isinstance(node.body[0], ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


def texts(file: Path) -> Iterator[tuple[int, str]]:
    content = file.read_text("utf-8")
    if file.suffix == ".yaml":
        yield from yaml_texts(yaml.compose(content, Loader=yaml.CBaseLoader))
    elif file.suffix == ".py":
        yield from python_texts(ast.parse(content))
    else:
        yield from enumerate(content.splitlines(), 1)


def files(*suffixes: str) -> list[Path]:
    return [path for room in rooms() for path in ([ROOT / f"{room}.py"] if not (ROOT / room).is_dir()
                                                  else sorted((ROOT / room).rglob("*"))) if path.suffix in suffixes]


def test_no_text_gives_a_verdict() -> None:
    found = [f"{file.relative_to(ROOT)}:{line}: {word}" for file in files(".yaml", ".html", ".py", ".txt", ".md")
             if file.name != "verdict_words.py"  # which lists the words
             for line, text in texts(file) for word in verdict_words(text)]
    assert found == []


@pytest.mark.parametrize("verdict", [
    "You are eligible.", "This is safe for you.", "Usted es elegible.", "No es apta para el tratamiento.",
    "La ketamina es segura para usted.", "Tiene un riesgo bajo.", "Cumple todos los requisitos.",
    "Usted puede recibir ketamina.", "La persona candidata es idónea.",
])
def test_a_verdict_is_noticed_in_either_language(verdict: str) -> None:
    assert verdict_words(verdict)


@pytest.mark.parametrize("text", [
    "Ketamine is not approved for anxiety.", "La ketamina no está aprobada para la ansiedad.", "Hable de los riesgos.",
    "Siéntese en un lugar seguro.", "Dos tratamientos adecuados antes.", "Su capítulo favorito.",
])
def test_what_a_document_says_of_a_medicine_is_no_verdict(text: str) -> None:
    assert verdict_words(text) == []


def test_one_module_alone_looks_at_the_clock() -> None:
    """So that the day is the clinic's everywhere. `time.monotonic` measures how long something takes, and is no day."""
    asks = re.compile(r"\b(?:date\.today|datetime\.(?:now|today|utcnow)|time\.(?:time|localtime|gmtime|strftime))\(")
    found = {str(file.relative_to(ROOT)) for file in files(".py") if asks.search(file.read_text("utf-8"))}
    assert found == {"forms/today.py"}


def test_no_code_calls_out() -> None:
    found = [f"{file.relative_to(ROOT)}: {address}" for file in files(".py", ".html", ".css", ".js", ".svg")
             for address in re.findall(r"(?:https?:)?//[\w.-]+\.\w+[^\s\"'<>)]*", file.read_text("utf-8"))
             if not address.startswith(ADDRESSES_THAT_ARE_NAMES)]
    assert found == []
