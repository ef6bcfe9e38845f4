"""The picture of the rooms: `python -m tests.support.rooms` draws it into docs/how_it_works.md from the imports."""

import ast
import re
from pathlib import Path

from tests.support import ROOT

PAGE = ROOT / "docs" / "how_it_works.md"
ROOMS = ("forms", "rules", "templates", "records", "screens")
START, END = "<!-- rooms: drawn by python -m tests.support.rooms -->\n", "<!-- end of rooms -->"


def _inner_room(module: str) -> str | None:
    """The room of a module: `forms/authoring`, or `forms` for a file that stands in no inner room."""
    room, *inside = module.split(".")
    if room not in ROOMS:
        return None
    return f"{room}/{inside[0]}" if inside and (ROOT / room / inside[0] / "__init__.py").is_file() else room


def _module(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts)


def imports() -> set[tuple[str, str]]:
    """Each pair of a room and a room that it imports."""
    found = set()
    for room in ROOMS:
        for file in (ROOT / room).rglob("*.py"):
            importer = _inner_room(_module(file))
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                if isinstance(node, ast.Import):
                    names = [alias.name for alias in node.names]
                for name in names:
                    taken = _inner_room(name)
                    if importer and taken and taken != importer:
                        found.add((importer, taken))
    return found


def picture() -> str:
    """A Mermaid diagram: whole rooms with arrows between them, and in each its inner rooms with theirs."""
    pairs = imports()
    lines = ["```mermaid", "flowchart RL"]
    for room in ROOMS:
        inner = sorted({name for pair in pairs for name in pair if name.split("/")[0] == room})
        lines.append(f"  subgraph {room}_room [{room}]")
        lines += [f"    {name.replace('/', '_')}[{name}]" for name in inner]
        lines += [f"    {importer.replace('/', '_')} --> {taken.replace('/', '_')}" for importer, taken in sorted(pairs)
                  if importer in inner and taken in inner]
        lines.append("  end")
    between = {(importer.split("/")[0], taken.split("/")[0]) for importer, taken in pairs}
    lines += [f"  {importer}_room ==> {taken}_room" for importer, taken in sorted(between) if importer != taken]
    return "\n".join([*lines, "```", ""])


def drawn() -> str:
    """The page, with the picture of today in it."""
    return re.sub(re.escape(START) + ".*?" + re.escape(END), lambda _: START + picture() + END,
                  PAGE.read_text("utf-8"), flags=re.DOTALL)


if __name__ == "__main__":
    PAGE.write_text(drawn(), encoding="utf-8")
