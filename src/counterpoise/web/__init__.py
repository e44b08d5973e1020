"""The explorer in the browser and its open HTTP API: every page and table of the command line, served.

Thin: an address is parsed into a question (`views`), the question is answered by the functions of
:mod:`counterpoise.report` and kept while the evidence stays as it is (`desk`), and the answer is written
in the form asked for (`pages`, `api`). Nothing of a request reaches the disk.
"""
