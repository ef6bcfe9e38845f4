"""`python -m records`: check, back up, restore, change the key, export or erase one form, delete old ones.

`sign-offs` is a command of this room, because the room of the rules may not import the records. It knows no rules, and
prints sign-offs of older wordings too. `python -m rules check` then says which of them are void.

What patients sent, and nobody has checked yet, has ids too: `sent` lists them.
"""

import argparse
import json
import re
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

import yaml

from forms import load_clinic, now, today_for
from records.errors import NoSuchDraftError, RecordsError
from records.maintenance import back_up, faults, old_drafts, restore, rotate_key
from records.model import Holder
from records.opening import open_store
from records.sent import SentForms
from records.settings import Settings, settings_here
from records.sign_offs import SignOffs
from records.store import Store

ADMINISTRATOR = Holder("command line", "the command line")
MOST_DAYS = 36_500  # as keep_days in clinic.yaml


def main() -> None:
    """Runs one command. Prints what was done; ends with 1 and a message if it could not be done."""
    parser = argparse.ArgumentParser(prog="python -m records", description=(__doc__ or "").partition("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="opens every form, and follows the audit trail from its beginning")
    check.add_argument("--noted", type=_noted, metavar="NUMBER:HASH",
                       help="a line of the audit trail that an earlier check printed; finds an end that was cut off")
    for name, about in (("backup", "writes a new file with all forms, as encrypted as they are"),
                        ("restore", "reads such a file into a new, empty database, and opens every form")):
        commands.add_parser(name, help=about).add_argument("file", type=Path)
    commands.add_parser("rotate-key", help="makes a new key, and encrypts every form with it")
    for name, about in (("export", "prints one form with its answers, NOT encrypted, as JSON"),
                        ("erase", "deletes one form, and says what was deleted")):
        commands.add_parser(name, help=about).add_argument("draft", help="the id in the address of the form")
    retention = commands.add_parser("retention", help="lists the forms that nobody has changed for a while")
    retention.add_argument("--days", type=_days, help="as keep_days in clinic.yaml, if left out")
    retention.add_argument("--erase", action="store_true", help="deletes them too")
    signed = commands.add_parser("sign-offs", help="prints the sign-offs that were made on screen, as YAML to ship")
    signed.add_argument("part", help="articles, usual_care or another rule set; ketamine-consult for the questions")
    sent = commands.add_parser("sent", help="lists what patients sent and nobody has checked yet, without names")
    sent.add_argument("--erase", action="store_true", help="deletes all of it")
    commands.add_parser("sending-key", help="prints the key for a server that shows patients' pages alone")
    arguments = parser.parse_args()
    if arguments.command == "retention" and arguments.erase and arguments.days == 0:
        retention.error("argument --days: 0 would delete every form. With --erase, write a number of days from 1.")
    try:
        settings = settings_here()
        sys.exit(_run(arguments, open_store(settings), settings))
    except RecordsError as error:
        sys.exit(str(error))


def _run(arguments: argparse.Namespace, store: Store, settings: Settings) -> int:
    match arguments.command:
        case "check":
            found = faults(store, arguments.noted)
            _say(*found, f"{len(found)} faults." if found else "Every form opens, and the audit trail is whole.")
            number, last = store.audit_head()
            _say(f"Its last line is {number}:{last.hex()}. Note that on another computer, and check against it later.")
            return 1 if found else 0
        case "backup":
            count = back_up(store, arguments.file)
            _say(f"{count} forms are in {arguments.file}. It is encrypted; keep the keys in another place.")
        case "restore":
            _say(f"{restore(store, arguments.file, ADMINISTRATOR)} forms were restored, and every one opens.")
        case "rotate-key":
            count = rotate_key(store, settings, ADMINISTRATOR)
            _say(f"{count} forms were encrypted with a new key. Copy {settings.key_file} to the place of your copy.",
                 "If a server for patients alone sends forms, give it the new key too: python -m records sending-key")
        case "export":
            _export(store, arguments.draft)
        case "erase":
            line = _erased(store, arguments.draft)
            _say(f"The form {arguments.draft} is deleted: its answers, and all that it was found by. "
                 f"Line {line} of the audit trail says so. Older backups still hold it.")
        case "retention":
            _retention(store, arguments.days, erases=arguments.erase)
        case "sign-offs":
            _sign_offs(store, arguments.part)
        case "sent":
            _sent(SentForms(store), erases=arguments.erase)
        case "sending-key":
            _say(f"sending: {{to_desk: on, key: {store.keyring.sending_key.as_text()}}}")
    return 0


def _noted(text: str) -> tuple[int, bytes]:
    """The number and the hash in `NUMBER:HASH`. argparse turns a ValueError into its message."""
    number, _, last = text.partition(":")
    return int(number), bytes.fromhex(last)


def _days(text: str) -> int:
    """A number of days that a form may be kept; 0 lists all forms."""
    if not re.fullmatch("[0-9]{1,5}", text, re.ASCII) or int(text) > MOST_DAYS:
        raise argparse.ArgumentTypeError(f"write a whole number of days from 0 to {MOST_DAYS}, such as 365.")
    return int(text)


def _erased(store: Store, form_id: str) -> int:
    """Erases a form, or what a patient sent. Returns the line of the audit trail."""
    if form_id in SentForms(store).all_ids():
        return SentForms(store).erase(form_id, ADMINISTRATOR)
    return store.erase(form_id, ADMINISTRATOR)


def _export(store: Store, form_id: str) -> None:
    try:
        text = json.dumps(asdict(store.look_at(form_id)), ensure_ascii=False, indent=1, default=str)
    except NoSuchDraftError:
        if form_id not in SentForms(store).all_ids():
            raise
        text = SentForms(store).answers(form_id).decode("utf-8", "replace")
    store.note(form_id, "exported", ADMINISTRATOR)
    _say(_printing(text))


def _printing(text: str) -> str:
    """The text with other characters than letters, signs and line ends as JSON escapes them: no terminal obeys it."""
    return "".join(one if one.isprintable() or one == "\n" else json.dumps(one)[1:-1] for one in text)


def _sent(sent: SentForms, *, erases: bool) -> None:
    for line in sent.waiting():
        opens = "" if line.identity is not None else "  does not open"
        _say(f"{line.sent_id}  sent {line.sent_at.date()}  erased on {line.ends.date()}{opens}")
    count = len(ids := sent.all_ids())
    for sent_id in ids if erases else ():
        with suppress(NoSuchDraftError):  # it went with another one of the same page
            sent.erase(sent_id, ADMINISTRATOR)
    _say(f"{count} were deleted." if erases else f"{count} wait. Add --erase to delete all of them.")


def _retention(store: Store, days: int | None, *, erases: bool) -> None:
    if erases:
        _say(f"{SentForms(store).erase_old()} forms that patients sent, and nobody took in within the set time, were "
             "deleted.")
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


def _sign_offs(store: Store, part: str) -> None:
    """Prints the lines for signoffs.yaml of a part. Remarks are for colleagues, and stay here."""
    zone = load_clinic().zone
    of_part = [one for one in SignOffs(store).that_hold() if one.wording.part_of == part]
    if not of_part:
        raise RecordsError(f"Nobody has signed off anything of '{part}' on screen.")
    store.note(None, "exported", ADMINISTRATOR)
    entries = [{"id": one.wording.name, "reviewer": one.reviewer, "date": today_for(zone, one.at).isoformat(),
                "fingerprint": one.wording.fingerprint} for one in of_part]
    _say(yaml.safe_dump(entries, allow_unicode=True, sort_keys=False).rstrip())


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))


if __name__ == "__main__":
    main()
