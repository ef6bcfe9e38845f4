"""`python -m tests.benchmarks`: the table of speed. `… words`: what is found in labelled sentences; `… words misses`:
each sentence of the half for tuning that is not read as it is labelled; `… medicines`: how their names are read."""

import sys

from tests.benchmarks import chromium, command_line, engines, medicine_names, paper, rule_book, words
from tests.benchmarks.timing import Row, as_table, calibration, in_milliseconds


def main() -> None:
    loop = Row("the loop sum(i * i for i in range(10**6)), to hold the others against", in_milliseconds(calibration()))
    reading = [*words.rows(), *medicine_names.rows()]
    print(as_table([loop, *rule_book.rows(), *reading, *command_line.rows(), *engines.rows(), *paper.rows(),
                    *chromium.rows()]))


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
    else:
        main()
