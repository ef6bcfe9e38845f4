"""Prints without answers, to hand out before the visit: the form, on paper or for a PDF reader, and the booklet."""
