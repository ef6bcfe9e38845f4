"""The summary: page 1, the points, the unknown answers, all answers, and the pages on which they are printed."""
