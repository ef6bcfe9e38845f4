"""`python -m tests.benchmarks`: do the others agree with ours, and the table of speed.

`… words`: what is found in labelled sentences; `… words misses`: each sentence of the half for tuning that is not read
as it is labelled; `… medicines`: how their names are read; `… hostile`: what it takes to read files that nobody should
hand in, and what another person notices meanwhile; `… records`: a store with 100,000 forms; `… kills [N]`: what is
lost when what saves is killed N times, 200 if left out; `… crowd [N …]`: how long an answer takes while N people answer
at the desk, 400 if left out; `… phone`: a patient's pages on a phone with a slow connection.
"""

import subprocess
import sys
from pathlib import Path

from tests.benchmarks import crowd, handed_in, kills, medicine_names, phone, stored, words
from tests.benchmarks.others import HOW_TO_INSTALL, what_is_missing
from tests.benchmarks.timing import as_table


def main() -> None:
    """Ends with a message where something is not installed, and where the others do not agree with ours."""
    missing = what_is_missing()
    if missing:
        sys.exit(HOW_TO_INSTALL.format(missing=", ".join(missing)))
    here = Path(__file__).parent
    subprocess.run([sys.executable, "-m", "pytest", here], cwd=here.parent.parent, check=True)  # ./test leaves it out
    from tests.benchmarks import speed  # what it imports may not be installed

    print(speed.table())


def tell_of_words(*, misses: bool) -> None:
    """What is found in the labelled sentences, or what is not."""
    for line in words.misses() if misses else words.tables():
        print(line)
    print(as_table(list(words.rows())))


if __name__ == "__main__":
    if sys.argv[1:2] == ["words"]:
        tell_of_words(misses="misses" in sys.argv[2:])
    elif sys.argv[1:2] == ["medicines"]:
        print(*medicine_names.tables(), as_table(medicine_names.rows()), sep="\n")
    elif sys.argv[1:2] == ["hostile"]:
        print(*handed_in.table(), as_table(list(handed_in.rows())), sep="\n")
    elif sys.argv[1:2] == ["records"]:
        print(as_table(list(stored.rows())))
    elif sys.argv[1:2] == ["kills"]:
        for line in kills.lines(int(sys.argv[2]) if sys.argv[2:] else 200):
            print(line, flush=True)
    elif sys.argv[1:2] == ["crowd"]:
        print(as_table(list(crowd.rows([int(people) for people in sys.argv[2:]] or [400]))))
    elif sys.argv[1:2] == ["phone"]:
        print(*phone.table(), as_table(list(phone.rows())), sep="\n")
    else:
        main()
