"""Damaged files of every source: what is done to them, and what must never come of it.

::

    python -m tests.sources.fuzz.run 10000 [SEED]      as many cases, and what became of them
"""
