"""Requests that nobody well-meaning sends, and what must become of them."""
