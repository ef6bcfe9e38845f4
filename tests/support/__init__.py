"""What tests share: where things stand, made-up answers, the running app, and what looks into PDFs."""

from pathlib import Path

PATIENCE = 60  # seconds; what is awaited comes within a fraction of it, on a busy machine too
ROOT = Path(__file__).parent.parent.parent
SAMPLE_FILES = ROOT / "tests" / "sample_responses"
CASES = ROOT / "tests" / "cases"
PRINTS = "SCREENING_TEST_PRINTS"  # in the environment: the folder for what the processes of a run have drawn
SECOND_CLINIC = ROOT / "tests" / "second_clinic.yaml"  # with everything the other way round
