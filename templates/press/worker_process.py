"""The worker's process: reads jobs and writes PDFs until the pipe closes. templates.press.worker starts it."""

import gc
import sys
from datetime import date

from forms.processes import at_fault, read_frame, replies, write_frame
from templates.press.press import render
from templates.press.print_job import PrintJob

DONE, FAULT = b"\0", b"\1"
WARM_UP = PrintJob("<!DOCTYPE html><html lang='en'><title>-</title><p>a <b>b</b>", "a4", date(2026, 1, 1))


def main() -> None:
    """Serves one client. Replies with DONE and the PDF, or with FAULT and the place of the error, without content."""
    pipe = replies()
    render(WARM_UP)
    gc.freeze()
    gc.disable()  # a render makes many small objects; they are collected after the reply, when nobody waits
    while (content := read_frame(sys.stdin.buffer)) is not None:
        write_frame(pipe, _reply(content))
        gc.collect()


def _reply(content: bytes) -> bytes:
    try:
        return DONE + render(PrintJob.from_json(content))
    except MemoryError:  # the unfinished page still holds memory; a new process tries again
        sys.exit("The process that makes PDFs ran out of memory, and ends.")
    except Exception as error:  # noqa: BLE001 # reported to the client; the next job belongs to another patient
        return FAULT + at_fault(error).encode()


if __name__ == "__main__":
    main()
