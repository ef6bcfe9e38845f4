"""Runs a Python process beside the app and exchanges messages with it over pipes, whatever their content is."""

from forms.processes.beside import ProcessBeside as ProcessBeside
from forms.processes.forked import in_a_fork as in_a_fork
from forms.processes.pipe_messages import read_frame as read_frame
from forms.processes.pipe_messages import write_frame as write_frame
from forms.processes.serving import at_fault as at_fault
from forms.processes.serving import replies as replies
