"""Reads a file that somebody hands in, in a process with little time and memory.

A door of its own, so that commands which read no such file start without it.
"""

from forms.exchange.worker.worker import ReadingWorker as ReadingWorker
from forms.exchange.worker.worker import reading_worker as reading_worker
