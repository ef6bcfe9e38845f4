"""What tests share: where things stand, made-up answers, the running app, and what looks into PDFs."""

from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SAMPLE_FILES = ROOT / "tests" / "sample_responses"
CASES = ROOT / "tests" / "cases"
SECOND_CLINIC = ROOT / "tests" / "second_clinic.yaml"  # with everything the other way round
