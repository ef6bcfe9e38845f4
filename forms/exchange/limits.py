"""How large a file may be that somebody hands in, and how much work it may ask for. All such limits stand here.

Sizes follow what real programs make: a form of 200 kB that a PDF reader saved with fonts of its own weighs 5 to 20 MB,
a page that a scanner saved unpacked up to 26 MB, the largest photo of a telephone 25 MB.
"""

MEGABYTES = 30  # of a file, as it is handed in; maxUploadSize in .streamlit/config.toml is the same
FILE_BYTES = MEGABYTES * 1_000_000
ANSWERS_BYTES = 2_000_000  # of RESPONSE.json or answers.json; one with every text at its limit has half of that

MOST_ANSWERS = 1000  # in one file; the form has a tenth of that
MOST_FAULTS = 10  # told in words, with the nearest name; more are counted
MOST_SHOWN = 2000  # characters of one answer that could not be taken over
LONGEST_NAME = 60  # characters of a name in a file that a message repeats

UNPACKED = 4_000_000  # bytes of one part of a PDF, such as the attached answers
MOST_FIELDS = 5000  # of a form; ours has a sixth of that
MOST_PAGES = 8  # of a PDF or a TIFF that are looked at for a square code; some copies have it behind page 1
LONGEST_SIDE = 2400  # pixels of a page that is drawn, or of a photo after it was made smaller

MOST_PIXELS = 60_000_000  # of a photo; the largest telephones have 50 million
MOST_DECODED = 100_000_000  # bytes of a photo once it is unpacked, where it cannot be unpacked smaller
MOST_PASSES = 300_000_000  # pixels times passes of a JPEG that comes in several; a camera's has ten passes at most

SECONDS = 3  # of the processor, for one file
PATIENCE = 20.0  # seconds by the clock, for one file
QUEUE = 30.0  # seconds by the clock that a file waits for its turn
AT_ONCE = 2  # files that are read at the same time, in all sessions together
MEMORY = 250_000_000  # bytes that the reading process may take for itself; shared libraries come on top
ADDRESSES = 600_000_000  # bytes of addresses, the libraries' included
REPLY_BYTES = 8_000_000
