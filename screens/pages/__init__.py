"""The pages of a visit, and the pieces that several of them share."""
