"""Ask an address of the user's own: one post of JSON, one answer, nothing kept.

Beside `fetch` the only module that uses the network. Downloads are pinned and read again; what is
asked here is a question put to a service that the user names, so it has neither file nor lock.
"""

from __future__ import annotations

from collections.abc import Mapping

from counterpoise.errors import FetchError
from counterpoise.printable import number_of
from counterpoise.settings import Settings
from counterpoise.snapshots.connections import asked, limited, web_address


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
        Seconds after which it has failed, the whole of it, however slowly bytes come.
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
    if web_address(url) is None:
        raise FetchError.no_address(url)
    if Settings().offline if offline is None else offline:
        raise FetchError(
            "Can't ask the endpoint: offline work is asked for (COUNTERPOISE_OFFLINE=1).", where=url
        )
    import httpx

    told = {"Content-Type": "application/json", **headers}
    with limited(timeout) as clock:
        found = b""
        try:
            with asked(
                "POST", url, clock=clock, headers=told, timeout=timeout, content=content
            ) as answer:
                refused = (
                    "" if answer.is_success else f"{answer.status_code} {answer.reason_phrase}"
                )
                for piece in answer.iter_raw():
                    found += piece
                    if len(found) > largest:
                        break
        except (OSError, httpx.HTTPError, httpx.InvalidURL) as fault:
            why = f"it takes longer than {timeout:g} seconds" if clock.over else str(fault)
            raise FetchError(f"Can't ask the endpoint: {why}.", where=url) from fault
        if refused:
            raise FetchError(f"Can't ask the endpoint: it answers {refused}.", where=url)
        if clock.over:  # what came before the cut may look whole
            raise FetchError(
                f"Can't ask the endpoint: it takes longer than {timeout:g} seconds.", where=url
            )
    if len(found) > largest:
        raise FetchError(f"An answer must be at most {number_of(largest, 'byte')}.", where=url)
    return found
