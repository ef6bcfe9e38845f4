"""The form and its answers as FHIR R4 resources, and what other people's resources say, as answers or suggestions."""

from forms.exchange.fhir.given_response import is_fhir as is_fhir
from forms.exchange.fhir.given_response import read_fhir as read_fhir
from forms.exchange.fhir.given_response import read_resources as read_resources
from forms.exchange.fhir.questionnaire import write_questionnaire as write_questionnaire
from forms.exchange.fhir.response import write_fhir_response as write_fhir_response
