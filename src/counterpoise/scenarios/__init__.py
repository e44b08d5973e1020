"""Questions put to the evidence: what losing a partner costs, who replaces it, what is left.

Names meet arrays here: labels become arrays, :mod:`counterpoise.models` compute, arrays become
labels again. A scenario is one frozen description (`scenario`), from Python or from a file
(`scenario_file`); a baseline is the world that it is put to (`baseline`, `tables_io`).
"""
