"""The MUC-3/MUC-4 task: incident templates of terrorist acts in Latin American news, scored as in 1992.

Run `python -m benchmarks.muc [FOLDER]`. `keys` reads the templates of the set, `scorer` compares templates with them,
`texts` and `truecase` read the documents, and `templates` derives templates from Dateline's reports.
"""
