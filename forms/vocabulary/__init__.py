"""Words and medicines as people write them: the lists, and what finds them in a text."""
