"""One visit: its answers, the way through the form, and what is typed. Draws nothing."""
