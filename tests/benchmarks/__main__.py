"""`python -m tests.benchmarks`: the table."""

from tests.benchmarks import chromium, engines, paper, rule_book
from tests.benchmarks.timing import Row, as_table, calibration, in_milliseconds


def main() -> None:
    loop = Row("the loop sum(i * i for i in range(10**6)), to hold the others against", in_milliseconds(calibration()))
    print(as_table([loop, *rule_book.rows(), *engines.rows(), *paper.rows(), *chromium.rows()]))


if __name__ == "__main__":
    main()
