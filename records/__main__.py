"""`python -m records`: check, back up, restore, change the key, export or erase one form, delete old ones."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from forms import load_clinic, now
from records.errors import RecordsError
from records.maintenance import back_up, faults, old_drafts, restore, rotate_key
from records.model import Holder
from records.opening import open_store
from records.settings import Settings, settings_here
from records.store import Store

ADMINISTRATOR = Holder("command line", "the command line")


def main() -> None:
    """Runs one command. Prints what was done; ends with 1 and a message if it could not be done."""
    parser = argparse.ArgumentParser(prog="python -m records", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="opens every form, and follows the audit trail from its beginning")
    for name, about in (("backup", "writes a new file with all forms, as encrypted as they are"),
                        ("restore", "reads such a file into a new, empty database, and opens every form")):
        commands.add_parser(name, help=about).add_argument("file", type=Path)
    commands.add_parser("rotate-key", help="makes a new key, and encrypts every form with it")
    for name, about in (("export", "prints one form with its answers, NOT encrypted, as JSON"),
                        ("erase", "deletes one form, and says what was deleted")):
        commands.add_parser(name, help=about).add_argument("draft", help="the id in the address of the form")
    retention = commands.add_parser("retention", help="lists the forms that nobody has changed for a while")
    retention.add_argument("--days", type=int, help="as keep_days in clinic.yaml, if left out")
    retention.add_argument("--erase", action="store_true", help="deletes them too")
    arguments = parser.parse_args()
    try:
        settings = settings_here()
        sys.exit(_run(arguments, open_store(settings), settings))
    except RecordsError as error:
        sys.exit(str(error))


def _run(arguments: argparse.Namespace, store: Store, settings: Settings) -> int:
    match arguments.command:
        case "check":
            found = faults(store)
            _say(*found, f"{len(found)} faults." if found else "Every form opens, and the audit trail is whole.")
            return 1 if found else 0
        case "backup":
            count = back_up(store, arguments.file)
            _say(f"{count} forms are in {arguments.file}. It is encrypted; keep the keys in another place.")
        case "restore":
            _say(f"{restore(store, arguments.file, ADMINISTRATOR)} forms were restored, and every one opens.")
        case "rotate-key":
            count = rotate_key(store, settings, ADMINISTRATOR)
            _say(f"{count} forms were encrypted with a new key. Copy {settings.key_file} to the place of your copy.")
        case "export":
            _export(store, arguments.draft)
        case "erase":
            line = store.erase(arguments.draft, ADMINISTRATOR)
            _say(f"The form {arguments.draft} is deleted: its answers, and all that it was found by. "
                 f"Line {line} of the audit trail says so. Older backups still hold it.")
        case "retention":
            _retention(store, arguments.days, erases=arguments.erase)
    return 0


def _export(store: Store, draft_id: str) -> None:
    draft = store.look_at(draft_id)
    store.note(draft_id, "exported", ADMINISTRATOR)
    _say(json.dumps(asdict(draft), ensure_ascii=False, indent=1, default=str))


def _retention(store: Store, days: int | None, *, erases: bool) -> None:
    days = load_clinic().keep_days if days is None else days
    if days is None:
        raise RecordsError("How long are forms kept? Add --days, such as --days 365, or keep_days to clinic.yaml.")
    found = old_drafts(store, days, now())
    for line in found:
        if erases:
            store.erase(line.draft_id, ADMINISTRATOR)
        _say(f"{line.draft_id}  last changed {line.changed.date()}")
    done = "were deleted" if erases else "would be deleted; add --erase to do it"
    _say(f"{len(found)} forms, unchanged for {days} days or longer, {done}.")


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))


if __name__ == "__main__":
    main()
