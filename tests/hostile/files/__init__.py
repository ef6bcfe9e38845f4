"""Files as nobody should hand them in, and odd ones that people do, each with what must happen to it."""
