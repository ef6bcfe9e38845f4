"""Messages to the browser and from it: pieces of HTML, the title of the tab, focus, scrolling, and our own buttons."""
