"""KEEP: drafts of the intake desk, encrypted, with an audit trail. It knows no rules, templates or screens."""

from records.audit import Deed as Deed
from records.errors import HeldElsewhereError as HeldElsewhereError
from records.errors import NoSuchDraftError as NoSuchDraftError
from records.errors import OvertakenError as OvertakenError
from records.errors import RecordsError as RecordsError
from records.errors import UnreachableError as UnreachableError
from records.model import STATES as STATES
from records.model import Content as Content
from records.model import Draft as Draft
from records.model import Holder as Holder
from records.model import Identity as Identity
from records.model import Listed as Listed
from records.model import State as State
from records.opening import open_store as open_store
from records.settings import Settings as Settings
from records.settings import settings_here as settings_here
from records.store import Store as Store
