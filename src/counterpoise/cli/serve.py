"""``counterpoise serve``: every page in the browser, and the open API."""

from __future__ import annotations

import os

import click

from counterpoise.cli import door

APPLICATION = "counterpoise.web.app:of_the_environment"
PATIENT = "counterpoise.web.patience:Patient"
HOSTS = "COUNTERPOISE_HOSTS"
ADDING = "COUNTERPOISE_ADDING"


@click.command()
@click.option(
    "--port",
    type=click.IntRange(1, 65_535),
    default=8_765,
    show_default=True,
    help="Port to listen at.",
)
@click.option(
    "--host", default="127.0.0.1", show_default=True,
    help="Address to listen at; 0.0.0.0 for every one of this machine, which others can then reach.",
)  # fmt: skip
@click.option(
    "--allow-host", "hosts", multiple=True, metavar="NAME",
    help="A name by which visitors may call this server, besides localhost; may be given several times.",
)  # fmt: skip
@click.option(
    "--allow-add", "adding", is_flag=True,
    help="Let whoever may call this server add publishers' files to its store, at /add.",
)  # fmt: skip
@click.option("--open/--no-open", "opened", default=True, help="Whether to open it in the browser.")
def serve(port: int, host: str, hosts: tuple[str, ...], adding: bool, opened: bool) -> None:
    """Serve every page in the browser, and the same by an open API, from this machine.

    Nothing leaves it: no page loads anything from elsewhere, and nothing of a visitor is kept. Stop it
    with Ctrl-C.

    \b
    counterpoise serve
    counterpoise serve --port 8000 --no-open
    counterpoise serve --host 0.0.0.0 --allow-host balance.example.org
    """  # noqa: D301
    from counterpoise.errors import ExtraError

    for library in ("starlette", "uvicorn"):
        ExtraError.require(library, "web", what="the explorer")
    import uvicorn

    os.environ[HOSTS] = ",".join(hosts)
    os.environ[ADDING] = "yes" if adding else ""
    address = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}/"
    door.say(f"Counterpoise at {address}   (Ctrl-C ends it)")
    if opened:
        import threading
        import webbrowser

        threading.Timer(1.0, webbrowser.open, (address,)).start()
    uvicorn.run(
        APPLICATION, factory=True, host=host, port=port, http=PATIENT, ws="none",
        log_level="warning", access_log=False, server_header=False, proxy_headers=False,
        timeout_keep_alive=10, h11_max_incomplete_event_size=16_384, timeout_graceful_shutdown=5,
    )  # fmt: skip
