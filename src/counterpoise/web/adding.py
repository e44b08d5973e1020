"""``/add``, where the command allows it: a publisher's file, read into the store as `add` reads it.

It is the one address that changes anything, and so is off unless asked for (`--allow-add`), asks for a
token that only this server's own page holds, and takes nothing that a page of others sends. Files are
put in a folder of their own, under names cleaned of all but letters, figures, dots and dashes, and the
folder goes when they are read; the store has all of them or none.
"""

from __future__ import annotations

import gzip
import json
import re
import secrets
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from starlette.datastructures import Headers, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from counterpoise import drafts, sources
from counterpoise.errors import UsageError
from counterpoise.report.came_in import headline, lines, record
from counterpoise.report.render import Frame
from counterpoise.report.render.html import environment
from counterpoise.snapshots import files
from counterpoise.web import faults
from counterpoise.web.answered import HTML
from counterpoise.web.desk import Desk
from counterpoise.web.values import Parameter, Text, parsed

PATH: Final = "/add"
LARGEST: Final = 64 * 2**20
"""Bytes of what is sent at once."""
LARGEST_UNPACKED: Final = 256 * 2**20
"""Bytes that an archive may unpack to: a table of half a gigabyte takes thirteen of memory to read, and
who runs the server can add it from the command line."""
FILES: Final = 8
SOURCE = Parameter("source", Text(100), "The source whose file it is.", needed=True)
VINTAGE = Parameter("vintage", Text(100), "The release, if the files do not say it.")
CHANGED = Parameter("accept_changes", Text(3), "Whether it may differ from what is held.")
TOKEN = Parameter("token", Text(100), "What the page of this server holds.", needed=True)
AGAIN: Final = f"open {PATH} of this server and send the file from there"


def routes() -> list[Route]:
    """Return the routes of adding."""
    return [
        Route(PATH, _asks, name="add", methods=["GET"]),
        Route(PATH, _added, name="added", methods=["POST"]),
    ]


def token() -> str:
    """Return a token for as long as the server runs."""
    return secrets.token_urlsafe(32)


def require_own(headers: Headers) -> None:
    """Refuse what a page of others sends: a browser says whose page it is.

    Raises
    ------
    UsageError
        If the request does not say that it is from this server's own page.
    """
    scheme, _, host = headers.get("origin", "").lower().partition("://")
    site = headers.get("sec-fetch-site", "same-origin")
    own = scheme in {"http", "https"} and host == headers.get("host", "").lower()
    if not own or site != "same-origin":
        raise UsageError("A file must be sent from this server's own page.", attempt=AGAIN)


async def _asks(request: Request) -> Response:
    """Return the form: which source, which release, which files."""
    parsed((), request.query_params.multi_items())
    cards = sorted((sources.module(one).SOURCE for one in sources.ids()), key=lambda one: one.title)
    page = environment().get_template("add.html").render(
        frame=Frame(scripts=("explorer.js",)), cards=cards, token=request.app.state.token,
        largest=LARGEST // 2**20,
    )  # fmt: skip
    # Of a page that tells nobody where it is from, a browser does not say whose form it was.
    headers = {"Cache-Control": "no-store", "Referrer-Policy": "same-origin"}
    return HTMLResponse(page, headers=headers)


async def _added(request: Request) -> Response:
    """Read the files into the store, and tell what came in."""
    desk: Desk = request.app.state.desk
    async with request.form(max_files=FILES, max_fields=6, max_part_size=10_000) as form:
        told = [(name, one) for name, one in form.multi_items() if isinstance(one, str)]
        values = parsed((SOURCE, VINTAGE, CHANGED, TOKEN), told)
        if not secrets.compare_digest(values["token"].encode(), request.app.state.token.encode()):
            raise UsageError("`token` must be that of this server's own page.", attempt=AGAIN)
        source = sources.module(values["source"]).SOURCE.id
        sent = [
            one for _, one in form.multi_items() if isinstance(one, UploadFile) and one.filename
        ]

        def work() -> tuple[bytes, str]:
            from counterpoise.panel import build, own_data
            from counterpoise.panel.store import Store

            own_data.require_files(source, len(sent))
            with drafts.folder() as folder, files.unpacking_at_most(LARGEST_UNPACKED):
                held = build.add(
                    Store.open(desk.settings), source, _laid(sent, folder),
                    vintage=values.get("vintage", ""),
                    accept_changes="accept_changes" in values, report=desk.lanes.say,
                )  # fmt: skip
            if faults.reads_json(request):
                return json.dumps(record(held)).encode(), "application/json"
            page = environment().get_template("added.html").render(
                frame=Frame(scripts=("explorer.js",)), said=headline(held),
                lines=list(lines(held.account or {})),
            )  # fmt: skip
            return page.encode(), HTML

        answer = await desk.answer(("add", secrets.token_hex(8)), work, long=True, keep=False)
    desk.look_again()
    said = gzip.decompress(answer.packed)
    return Response(said, media_type=answer.media, headers={"Cache-Control": "no-store"})


def _laid(sent: Sequence[UploadFile], folder: Path) -> list[Path]:
    """Put what was sent into a folder, and return where."""
    paths = []
    for number, one in enumerate(sent):
        place = folder / str(number) / safe(one.filename or "")
        place.parent.mkdir()
        one.file.seek(0)
        with place.open("xb") as to:
            shutil.copyfileobj(one.file, to)
        paths.append(place)
    return paths


def safe(name: str) -> str:
    r"""Return the name of a file without folders and signs, for it may say which release it is.

    >>> safe("../../etc/passwd"), safe("C:\\data\\trade register (1).csv"), safe("...")
    ('passwd', 'trade_register__1_.csv', 'file')
    """
    last = re.split(r"[/\\]", name)[-1]
    return re.sub(r"[^A-Za-z0-9._-]", "_", last).lstrip(".")[-120:] or "file"
