"""Reads a patient's chart from the clinic's own FHIR server (SMART App Launch 2), and can send the summary to it.

`client.py` speaks to the server, `chart.py` and `document.py` read and send, `grants.py` and `waiting.py` have what is
on its way, and `addresses.py` answers the two addresses that a browser comes to. What staff do at the desk is in
`screens/actions/record_server.py`.
"""
