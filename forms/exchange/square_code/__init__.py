"""The square code on a summary: writes coded answers as a short text, and reads them from a photo or a scan."""
