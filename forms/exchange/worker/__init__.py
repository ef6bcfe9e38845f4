"""Reads a file that somebody hands in, in a process with little time and memory."""
