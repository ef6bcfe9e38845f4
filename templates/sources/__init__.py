"""The rules and their sources, as a page for clinicians."""
