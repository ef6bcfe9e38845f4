"""Tools for authors of content: YAML files with the line of each value, messages, sign-offs, checks of wording."""

from forms.authoring.messages import Message as Message
from forms.authoring.reading_age import reading_age as reading_age
from forms.authoring.signoffs import NOBODY_HERE as NOBODY_HERE
from forms.authoring.signoffs import SignedHere as SignedHere
from forms.authoring.signoffs import SignOff as SignOff
from forms.authoring.signoffs import Standing as Standing
from forms.authoring.signoffs import fingerprint as fingerprint
from forms.authoring.signoffs import read_signoffs as read_signoffs
from forms.authoring.signoffs import standing as standing
from forms.authoring.text_trees import ORIGINAL as ORIGINAL
from forms.authoring.text_trees import filled as filled
from forms.authoring.texts import Texts as Texts
from forms.authoring.translations import Entry as Entry
from forms.authoring.translations import Translatable as Translatable
from forms.authoring.translations import entry as entry
from forms.authoring.translations import translated as translated
from forms.authoring.verdict_words import verdict_words as verdict_words
from forms.authoring.yaml_files import Place as Place
from forms.authoring.yaml_files import Problem as Problem
from forms.authoring.yaml_files import SourceError as SourceError
from forms.authoring.yaml_files import YamlFile as YamlFile
from forms.authoring.yaml_files import did_you_mean as did_you_mean
from forms.authoring.yaml_files import read_model as read_model
from forms.authoring.yaml_files import read_yaml as read_yaml
from forms.authoring.yaml_files import shortened as shortened
