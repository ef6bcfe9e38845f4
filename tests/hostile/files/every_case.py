"""The whole set, by name."""

from tests.hostile.files import answers_files, fhir_files, other_files, pdf_files, pictures

CASES = {**answers_files.CASES, **fhir_files.CASES, **pdf_files.CASES, **pictures.CASES, **other_files.CASES}
