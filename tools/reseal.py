"""Write the manifests of a store or of the embedded evidence anew, in the format of today.

::

    python tools/reseal.py [FOLDER]     by default the evidence that travels with the package

Rows stay as they are. A part that is not as its manifest says is not sealed: it is named, exit code 1.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from counterpoise.panel import integrity, manifests
from counterpoise.panel.holdings import Holding, Part
from counterpoise.settings import embedded_folder


def sealed(part: Part, folder: Path) -> Part:
    """Return a part with its size and sha256; refuse one that is not as it was written."""
    path = folder / part.file
    if fault := integrity.fault_of(part, path):
        sys.exit(f"{path} {fault}")
    return replace(part, size=path.stat().st_size, sha256=integrity.sha256(path))


def reseal(folder: Path) -> int:
    """Write the manifests of a folder anew, and return how many there are."""
    found = sorted(folder.glob("*/*.json"))
    for path in found:
        held = manifests.read(path, folder)
        if not isinstance(held, Holding):
            sys.exit(str(held))
        parts = tuple(sealed(part, path.parent) for part in held.parts)
        path.write_text(manifests.text(replace(held, parts=parts)), encoding="utf-8", newline="\n")
    return len(found)


if __name__ == "__main__":
    chosen = Path(sys.argv[1]) if len(sys.argv) > 1 else embedded_folder()
    print(f"{reseal(chosen)} manifests written")
