"""The pages of a visit, and the parts that several of them share."""
