"""Ask an address of the user's own: one post of JSON, one answer, nothing kept.

Beside `fetch` the only module that uses the network. Downloads are pinned and read again; what is
asked here is a question put to a service that the user names, so it has neither file nor lock.
"""

from __future__ import annotations

import http.client
import urllib.request
from collections.abc import Mapping
from urllib.parse import urlsplit

from counterpoise.errors import FetchError
from counterpoise.settings import Settings


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Follow none: the answer that asks for it is an error."""

    def redirect_request(self, *_: object) -> None:
        return None


def answer_to(
    url: str,
    content: bytes,
    *,
    headers: Mapping[str, str],
    timeout: float,
    largest: int,
    offline: bool | None = None,
) -> bytes:
    """Return what an address answers to a post of JSON.

    Redirects are not followed: what is posted goes to the address named and to no other.

    Parameters
    ----------
    url : str
        Where to ask, http or https.
    content : bytes
        JSON.
    headers : mapping of str to str
        Sent along.
    timeout : float
        Seconds without a byte after which it has failed.
    largest : int
        Bytes that an answer may have.
    offline : bool, optional
        True forbids the network; by default as in the settings.

    Raises
    ------
    FetchError
        If offline work is asked for, the address is none or can't be reached, it answers with
        anything but success, or with more than `largest` bytes.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc or not url.isascii():
        raise FetchError(f"An address must start http:// or https://, not be {url!r}.")
    if Settings().offline if offline is None else offline:
        raise FetchError(
            "Can't ask the endpoint: offline work is asked for (COUNTERPOISE_OFFLINE=1).", where=url
        )
    told = {"User-Agent": "counterpoise", "Content-Type": "application/json", **headers}
    request = urllib.request.Request(url, data=content, headers=told, method="POST")
    opener = urllib.request.build_opener(_NoRedirects)
    try:
        with opener.open(request, timeout=timeout) as answer:
            found: bytes = answer.read(largest + 1)
    except (OSError, http.client.HTTPException, ValueError) as fault:
        raise FetchError(f"Can't ask the endpoint: {fault}.", where=url) from fault
    if len(found) > largest:
        raise FetchError(f"An answer must be at most {largest:,} bytes.", where=url)
    return found
