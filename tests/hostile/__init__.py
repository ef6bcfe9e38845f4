"""Requests that nobody well-meaning sends, and files that nobody should hand in, and what must become of them."""
