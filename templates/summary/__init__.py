"""The summary: what page 1 holds, the points, what is unknown, all answers, and the pages they are printed on."""
