"""ASK: questionnaires, answers, which answers are in force, and the condition language.

The leftmost room: it imports none of the others.
"""

from forms.answers import UNANSWERED as UNANSWERED
from forms.answers import Absent as Absent
from forms.answers import Answer as Answer
from forms.answers import AnswerError as AnswerError
from forms.answers import MedicineRow as MedicineRow
from forms.answers import Origin as Origin
from forms.answers import Value as Value
from forms.answers import can_be_declined as can_be_declined
from forms.answers import clean as clean
from forms.answers import read_answer as read_answer
from forms.conditions import Condition as Condition
from forms.conditions import Fact as Fact
from forms.conditions import Trace as Trace
from forms.in_force import AnswersInForce as AnswersInForce
from forms.in_force import answers_in_force as answers_in_force
from forms.loading import condition_problems as condition_problems
from forms.loading import load_questionnaire as load_questionnaire
from forms.questionnaire import AnswerOption as AnswerOption
from forms.questionnaire import Instrument as Instrument
from forms.questionnaire import Item as Item
from forms.questionnaire import Questionnaire as Questionnaire
from forms.questionnaire import Section as Section
from forms.response import Response as Response
from forms.response import ResponseError as ResponseError
from forms.response import as_json as as_json
from forms.response import contradictions as contradictions
from forms.response import read_response as read_response
from forms.response import write_response as write_response
from forms.scores import Score as Score
from forms.scores import score as score
from forms.yaml_files import Problem as Problem
from forms.yaml_files import SourceError as SourceError
from forms.yaml_files import YamlFile as YamlFile
from forms.yaml_files import did_you_mean as did_you_mean
from forms.yaml_files import read_model as read_model
from forms.yaml_files import read_yaml as read_yaml
