"""What is handed out before any answer is given: the form to fill in, on paper or in a PDF reader, and the booklet."""
