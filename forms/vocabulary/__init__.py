"""Lists of words and medicines as people write them, and the code that finds them in a text."""
