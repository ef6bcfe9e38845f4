"""The square code on a summary: coded answers as a short text, and back from a photo or a scan."""
