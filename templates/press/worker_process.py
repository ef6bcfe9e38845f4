"""What runs in the worker's own process: jobs in, PDFs out, until the pipe closes. Started by templates.worker."""

import gc
import sys
from datetime import date

from forms.processes import at_fault, read_frame, replies, write_frame
from templates.press.press import render
from templates.press.print_job import PrintJob

DONE, FAULT = b"\0", b"\1"
WARM_UP = PrintJob("<!DOCTYPE html><html lang='en'><title>-</title><p>a <b>b</b>", "a4", date(2026, 1, 1))


def main() -> None:
    """Serves one client. Answers DONE and the PDF, or FAULT and where it went wrong, without a word of the page."""
    pipe = replies()
    render(WARM_UP)
    gc.freeze()
    gc.disable()  # a render is one burst of small objects; they are collected while nobody waits
    while (content := read_frame(sys.stdin.buffer)) is not None:
        write_frame(pipe, _reply(content))
        gc.collect()


def _reply(content: bytes) -> bytes:
    try:
        return DONE + render(PrintJob.from_json(content))
    except Exception as error:  # noqa: BLE001 # the client is told; the next job is another patient's
        return FAULT + at_fault(error).encode()


if __name__ == "__main__":
    main()
