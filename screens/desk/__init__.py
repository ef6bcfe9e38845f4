"""The intake desk around the form: the list of patients, whose form is open, and whether it is saved."""
