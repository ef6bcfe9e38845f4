"""Changes the visit when a button is pressed."""
