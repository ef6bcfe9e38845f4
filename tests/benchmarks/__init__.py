"""How fast it is: `python -m tests.benchmarks` prints a table. Ratios carry over to other machines, times do not."""
