"""Makes PDFs from HTML: print jobs, styles, fonts, and the process that renders. Independent of the pages' content."""
