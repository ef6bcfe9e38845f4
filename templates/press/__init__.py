"""HTML in, PDF out: print jobs, styles, fonts, and the process that draws. Knows nothing of what the pages say."""
