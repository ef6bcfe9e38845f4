"""The reading process: reads a day and a file, and writes the answers found in it. The worker starts it.

    `python -m forms.exchange.worker.worker_process`
"""

import gc
import os
import sys
from importlib import import_module

from forms import load_clinic, load_questionnaire
from forms.exchange.limits import FILE_BYTES
from forms.exchange.read_back import read_back
from forms.exchange.texts import exchange_texts
from forms.exchange.worker.confinement import confine
from forms.exchange.worker.reply import reply_of
from forms.exchange.worker.request import HEADER, read_request
from forms.processes import read_frame, replies, write_frame

READERS = ("forms.exchange.pdf", "forms.exchange.square_code.photo")  # loaded before the limits are set


def main() -> None:
    """Reads one file, and ends. Output that libraries print is discarded."""
    pipe = replies()
    questionnaires = {language: load_questionnaire(language=language) for language in load_clinic().languages}
    for language in questionnaires:
        exchange_texts(language)
    for reader in READERS:
        import_module(reader)
    gc.freeze()
    confine()
    content = read_frame(sys.stdin.buffer, HEADER + FILE_BYTES)
    if content is None:  # the app has ended
        return
    _be_silent()
    today, language, file = read_request(content)
    del content
    write_frame(pipe, reply_of(lambda: read_back(file, questionnaires[language], today=today)))


def _be_silent() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


if __name__ == "__main__":
    main()
