"""The extractive summary: sentences weighed, chosen, and said in the documents' own words."""
