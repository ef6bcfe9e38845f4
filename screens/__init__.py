"""SHOW: the Streamlit pages of one form with two doors. The only room that imports Streamlit.

It imports forms, rules and templates.
"""

from screens.opening import ICON as ICON
from screens.opening import door_title as door_title
from screens.opening import draw_door as draw_door
from screens.opening import draw_rules_and_sources as draw_rules_and_sources
from screens.opening import sources_title as sources_title
from screens.pages.served import Pages as Pages
from screens.server.forgetting import forgetting as forgetting
from screens.server.gate import Gate as Gate
from screens.server.log_lines import log_as_the_environment_says as log_as_the_environment_says
from screens.server.session_time import keep_as_the_clinic_sets as keep_as_the_clinic_sets
from screens.server.where import SCRIPT as SCRIPT
from screens.visit.doors import DESK as DESK
from screens.visit.doors import PATIENT as PATIENT
from screens.visit.doors import doors_served as doors_served
