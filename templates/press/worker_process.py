"""What runs in the worker's own process: jobs in, PDFs out, until the pipe closes. Started by templates.worker."""

import gc
import os
import sys
import traceback
from datetime import date

from templates.press.pipe_messages import read_frame, write_frame
from templates.press.press import render
from templates.press.print_job import PrintJob

DONE, FAULT = b"\0", b"\1"
WARM_UP = PrintJob("<!DOCTYPE html><html lang='en'><title>-</title><p>a <b>b</b>", "a4", date(2026, 1, 1))


def main() -> None:
    """Serves one client. Answers DONE and the PDF, or FAULT and where it went wrong, without a word of the page."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not come between the frames
    render(WARM_UP)
    gc.freeze()
    gc.disable()  # a render is one burst of small objects; they are collected while nobody waits
    while (content := read_frame(sys.stdin.buffer)) is not None:
        write_frame(replies, _reply(content))
        gc.collect()


def _reply(content: bytes) -> bytes:
    try:
        return DONE + render(PrintJob.from_json(content))
    except Exception as error:  # noqa: BLE001 # the client is told; the next job is another patient's
        place = traceback.extract_tb(error.__traceback__)[-1]
        return FAULT + f"{type(error).__name__} in {place.name}, line {place.lineno}".encode()


if __name__ == "__main__":
    main()
