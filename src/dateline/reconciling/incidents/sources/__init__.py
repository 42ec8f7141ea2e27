"""Who stands behind an incident: origins, how many are independent, and the grade they give it."""
