"""All limits on the size of a file that is handed in, and on the work of reading it.

The sizes allow for files of real programs. Our form of 200 kB has 5 to 20 MB after a PDF reader saved it with its own
fonts. A page that a scanner saved uncompressed has up to 26 MB, the largest photo of a telephone 25 MB.
"""

MEGABYTES = 30  # of a file that is handed in; maxUploadSize in .streamlit/config.toml is the same
FILE_BYTES = MEGABYTES * 1_000_000
ANSWERS_BYTES = 2_000_000  # of RESPONSE.json or answers.json; if every text is at its limit, it has half of that

MOST_ANSWERS = 1000  # in one file; the form has a tenth of that
MOST_TAKEN = 5  # files of another name from which one file may say that its answers came
MOST_TOLD = 200  # errors of a file that are listed; of further errors, the number is given
MOST_HELPED = 10  # errors that are listed with the nearest name; it takes a millisecond to find
LONGEST_VERSION = 20  # characters; messages repeat it
MOST_SHOWN = 2000  # characters of one answer that could not be taken over
MOST_SHOWN_TOGETHER = 200_000  # characters of all of them; as HTML they fit into one message to the browser
MOST_UNKNOWN = 100  # answers to unknown questions that are listed; of further ones, the number is given

UNPACKED = 4_000_000  # bytes of one decompressed part of a PDF, such as the attached answers
MOST_FIELDS = 5000  # of a form; ours has a sixth of that
MOST_PAGES = 8  # of a PDF or a TIFF that are searched for a square code; some copies have it after page 1
LONGEST_SIDE = 2400  # pixels of a page that is drawn, or of a photo after it was made smaller

MOST_PIXELS = 60_000_000  # of a photo; the largest telephones have 50 million
MOST_DECODED = 100_000_000  # bytes of a decoded photo, if it cannot be decoded at a smaller size or in parts
MOST_IN_A_TILE = 4_000_000  # pixels of a tile of a HEIC; telephones have 262,144
MOST_PASSES = 300_000_000  # pixels times passes of a progressive JPEG; a camera's has ten passes at most
MOST_WORDS = 100_000  # characters of page 1 in which a name is looked for

SECONDS_TO_COMPARE = 2  # of processor time, for comparing attached answers with the pages; part of SECONDS
SECONDS = 3  # of processor time, for one file
PATIENCE = 60.0  # seconds of real time, for one file: on a busy machine, SECONDS may take that long
QUEUE = 60.0  # seconds of real time that a file waits for its turn
AT_ONCE = 2  # files that are read at the same time, in all sessions together
MEMORY = 250_000_000  # bytes of data of the reading process, without shared libraries
ADDRESSES = 600_000_000  # bytes of address space, including libraries
REPLY_BYTES = 8_000_000
