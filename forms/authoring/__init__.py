"""What every author of content needs: YAML files read with file and line, messages, sign-offs, checks of wording."""
