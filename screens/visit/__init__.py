"""One visit: its answers, the way through the form, and the text in the fields. Draws nothing."""
