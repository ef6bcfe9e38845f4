"""What reaches the browser: pieces of HTML, the tab's title, focus and scrolling, and what comes back from it."""
