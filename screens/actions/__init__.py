"""What a press of a button does to the visit."""
