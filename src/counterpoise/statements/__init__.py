"""What is said of a state's partners, and whether the evidence bears it out.

A statement is typed (:mod:`.statement`), written in TOML (:mod:`.statement_file`) or proposed from a
text (:mod:`.reader`), and checked under every defensible reading (:mod:`.check`).
"""
