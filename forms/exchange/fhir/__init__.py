"""The form and its answers as FHIR R4 resources, and what other people's resources say, as answers or suggestions."""

from forms.exchange.fhir.chart import Chart as Chart
from forms.exchange.fhir.chart import Entry as Entry
from forms.exchange.fhir.chart_reader import TOO_MANY as TOO_MANY
from forms.exchange.fhir.chart_report import chart_report as chart_report
from forms.exchange.fhir.given_response import is_fhir as is_fhir
from forms.exchange.fhir.given_response import read_fhir as read_fhir
from forms.exchange.fhir.given_response import read_resources as read_resources
from forms.exchange.fhir.questionnaire import write_questionnaire as write_questionnaire
from forms.exchange.fhir.resources import each_resource as each_resource
from forms.exchange.fhir.resources import resources_in as resources_in
from forms.exchange.fhir.response import write_fhir_response as write_fhir_response
from forms.exchange.fhir.suggested_entries import read_suggestions as read_suggestions
from forms.exchange.fhir.suggested_entries import suggestions_as_json as suggestions_as_json
from forms.exchange.fhir.suggestions import Suggestion as Suggestion
from forms.exchange.fhir.suggestions import accepted as accepted
from forms.exchange.fhir.suggestions import differs as differs
from forms.exchange.fhir.suggestions import in_doubt as in_doubt
from forms.exchange.fhir.suggestions import is_confirmed as is_confirmed
from forms.exchange.fhir.suggestions import other_identity as other_identity
from forms.exchange.fhir.suggestions import suggestions as suggestions
from forms.exchange.fhir.whose_chart import ChartTaker as ChartTaker
from forms.exchange.fhir.whose_chart import read_chart as read_chart
