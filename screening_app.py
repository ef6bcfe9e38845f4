"""The server that `streamlit run` starts. Each request passes the gate before Streamlit answers it.

`screens/server/script.py` draws the pages that this server serves.
"""

from starlette.middleware import Middleware
from streamlit.starlette import App

from screens import SCRIPT, Gate, forgetting, keep_as_the_clinic_sets, log_as_the_environment_says

log_as_the_environment_says()
keep_as_the_clinic_sets()
app = App(SCRIPT, lifespan=forgetting, middleware=[Middleware(Gate)])
