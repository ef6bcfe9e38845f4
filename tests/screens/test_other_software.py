"""The summary's page offers the copy on the screen for other software, with what its reader may see."""

import json

from forms import load_clinic, load_questionnaire
from forms.exchange.fhir import read_fhir
from screens.pages.other_software import bundle_to_save, text_to_save
from screens.visit.walk import SUMMARY
from tests.support.sitting import Sitting


def test_a_patient_can_save_the_own_copy_as_a_fhir_file_that_opens_again(patient: Sitting) -> None:
    patient.turn_to("head").choose("seizures", "yes")
    patient.turn_to(SUMMARY)
    assert [one.label for one in patient.app.expander] == ["For a clinic’s own software"]
    bundle = json.loads(bundle_to_save(patient.visit))
    assert [entry["resource"]["description"] for entry in bundle["entry"]
            if entry["resource"]["resourceType"] == "DocumentReference"] == ["Your own copy."]
    found = read_fhir(json.dumps(bundle).encode(), load_questionnaire(), today=patient.visit.today,
                      zone=load_clinic().zone)
    assert found.response.answers["seizures"].value == "yes"


def test_the_points_can_be_saved_as_text(patient: Sitting) -> None:
    patient.turn_to("head").choose("seizures", "yes")
    patient.turn_to(SUMMARY)
    assert "Seizures: Yes" in text_to_save(patient.visit)
