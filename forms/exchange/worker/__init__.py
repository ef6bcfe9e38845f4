"""The process in which a file is read that somebody hands in, with little time and memory."""
