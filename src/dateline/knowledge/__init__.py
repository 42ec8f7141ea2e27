"""What the coder knows beforehand: ontology, lexicon, actors, outlets, gazetteer; data files beside their readers."""
