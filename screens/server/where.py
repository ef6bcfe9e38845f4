"""Where the script is that draws the pages. It is no module: Streamlit runs it anew for each page."""

from pathlib import Path

SCRIPT = Path(__file__).parent / "script.py"
PROJECT = SCRIPT.parent.parent.parent
