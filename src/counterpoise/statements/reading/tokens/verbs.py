"""Words that are verbs by where they stand: imports, sources, has, was the donor of."""

from __future__ import annotations

from dataclasses import replace

from counterpoise.statements.reading.tokens.chunk import Chunk


def verbs(_: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "imports" and its like for verbs where a party stands before and no noun can."""
    found = list(chunks)
    for at, one in enumerate(found):
        if (
            one.text in ("sources", "source")
            and found[at + 1 : at + 2]
            and found[at + 1].tag == "F"
            and at
            and found[at - 1].tag in "Pp"
        ):
            found[at] = replace(one, tag="k", value="source")
        if one.tag == "C" and one.text in ("imports", "exports", "import", "export", "purchases"):
            before = found[at - 1].tag if at else ""
            governed = at > 1 and found[at - 2].tag in "fthonr" and before == "P"
            after = next((each.tag for each in found[at + 1 :] if each.tag != "x"), "")
            resumed = (
                before == ","
                and one.text.endswith("s")
                and found[at + 1 : at + 2]
                and found[at + 1].tag in "FM"
            )
            relative = resumed or (at > 1 and before in "Pp" and found[at - 2].tag in "qC")
            if (
                before and before in "PpqQ" and not governed and after and after in "FMTEBsCAN"
            ) or relative:
                verb = "k" if one.text.startswith(("import", "purch")) else "g"
                found[at] = replace(one, tag=verb, value=one.text.rstrip("s"))
    return found
