"""Decides which requests reach Streamlit's server, and refuses all others. Independent of the form."""
