"""What reaches Streamlit's server, and what is refused before it. Knows nothing of the form."""
