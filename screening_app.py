"""The server that `streamlit run` starts. Each request passes the gate before Streamlit answers it.

`screening_pages.py` draws the pages that this server serves.
"""

from starlette.middleware import Middleware
from streamlit.starlette import App

from screens import Gate

app = App("screening_pages.py", middleware=[Middleware(Gate)])
