"""How fast the explorer answers, from a second process, and how much memory it comes to keep.

    python bench/web.py              all lines, about six minutes
    python bench/web.py pages api    those named
    python bench/web.py fuzz         5,000 cases over the API's own description (needs schemathesis)

A server is started as ``counterpoise serve`` starts it, with a store and a cache of its own, and asked
over the loopback. Times are of the clock, so that they hold on a machine that does nothing else; beside
them stand the load of the machine and the server's own milliseconds of the processor for one answer,
which hold on any. A line over its limit ends the bench with 1.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count, cycle
from pathlib import Path

import httpx

REPOSITORY = Path(__file__).parents[1]
STATES = ("VNM", "IDN", "KAZ", "SRB", "IND", "TUR", "BRA", "KEN", "EGY", "DEU")
CASES = 5_000


@dataclass
class Server:
    """A server in a process of its own."""

    process: subprocess.Popen[bytes]
    address: str
    started: float

    @property
    def worked(self) -> float:
        """Milliseconds of the processor that it has used so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * 1e3 / os.sysconf("SC_CLK_TCK")

    @property
    def memory(self) -> float:
        """Megabytes that it holds now."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        return float("nan")


@contextmanager
def served() -> Iterator[Server]:
    """Start a server, and end it with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as home:
        began = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "counterpoise", "serve", "--no-open", "--port", str(port)],
            env={**os.environ, "PYTHONPATH": str(REPOSITORY / "src"), "COUNTERPOISE_HOME": home},
            stdout=subprocess.DEVNULL,
        )
        address = f"http://127.0.0.1:{port}"
        try:
            while True:
                try:
                    httpx.get(f"{address}/static/explorer.js", trust_env=False)
                    break
                except httpx.ConnectError:
                    if process.poll() is not None:
                        raise
                    time.sleep(0.01)
            yield Server(process, address, time.perf_counter() - began)
        finally:
            process.terminate()
            process.wait(30)


def client(server: Server) -> httpx.Client:
    """Return a visitor."""
    return httpx.Client(base_url=server.address, trust_env=False, timeout=300)


def taken(visitor: httpx.Client, address: str) -> float:
    """Return the milliseconds that an answer took, or refuse anything but one."""
    begun = time.perf_counter()
    found = visitor.get(address)
    if found.status_code != 200:
        raise SystemExit(f"{address}: {found.status_code} {found.text[:300]}")
    return (time.perf_counter() - begun) * 1e3


def rested(server: Server) -> None:
    """Wait until it has loaded what pages need, as it does by itself once it serves."""
    before = -1.0
    while server.worked > before:
        before = server.worked
        time.sleep(0.5)


def p95(times: list[float]) -> float:
    """Return the time that 95 of 100 keep within."""
    return statistics.quantiles(times, n=20)[-1]


def told(name: str, found: float, limit: float, unit: str, more: str = "") -> bool:
    """Print a figure beside its limit, and return whether it keeps it."""
    kept = found <= limit
    load = os.getloadavg()[0]
    print(
        f"{name:46}{found:9.1f} {unit:4} of {limit:g}: {'met' if kept else 'MISSED'}"
        f"   (load {load:.1f}){more}", flush=True,
    )  # fmt: skip
    return kept


def first() -> bool:
    """Time the first pages of a server that has just been started, with an empty cache."""
    with served() as server, client(server) as visitor:
        up = server.started * 1e3
        home = taken(visitor, "/static/page.css")
        begun = server.worked
        page = taken(visitor, "/state/VNM")
        cost = server.worked - begun
        again = taken(visitor, "/state/IDN")
        second = server.worked - begun - cost
    told("start, to the first answer", up, 2_000, "ms")
    kept = told("first page of a state after that", page, 2_000, "ms",
                f"   style {home:.0f} ms; processor {cost:.0f} ms")  # fmt: skip
    told("second state, not asked before", again, 2_000, "ms", f"   processor {second:.0f} ms")
    return kept


def pages() -> bool:
    """Ask for warm pages of ten states at 20 requests a second, by eight visitors."""
    with served() as server, client(server) as visitor:
        for state in STATES:
            taken(visitor, f"/state/{state}")
        begun = server.worked
        times = at_rate(server, cycle(f"/state/{one}" for one in STATES), 20, 30)
        cost = (server.worked - begun) / len(times)
        return told("warm page of a state at 20/s, p95", p95(times), 200, "ms",
                    f"   median {statistics.median(times):.1f}, greatest {max(times):.0f};"
                    f" processor {cost:.1f} ms")  # fmt: skip


def at_rate(server: Server, addresses: Iterator[str], rate: int, seconds: int) -> list[float]:
    """Return the times of requests sent at a steady rate, whether those before are answered or not."""
    lines = threading.local()

    def ask(address: str, due: float) -> float:
        if not hasattr(lines, "client"):
            lines.client = client(server)
        taken(lines.client, address)
        return (time.perf_counter() - due) * 1e3

    begun = time.perf_counter()
    with ThreadPoolExecutor(8) as visitors:
        asked = []
        for number in range(rate * seconds):
            due = begun + number / rate
            time.sleep(max(0.0, due - time.perf_counter()))
            asked.append(visitors.submit(ask, next(addresses), due))
        return [one.result() for one in asked]


def api() -> bool:
    """Ask for rows that nobody asked for before, and for the same again."""
    with served() as server, client(server) as visitor:
        years = cycle(range(1990, 2020))
        addresses = [
            f"/api/v1/table/{measure}?states={state}&channel={channel}&years={next(years)}"
            for measure in ("shares", "herfindahl")
            for channel in ("imports", "exports")
            for state in STATES
        ]
        for measure in ("shares", "herfindahl"):
            for channel in ("imports", "exports"):
                visitor.get(f"/api/v1/table/{measure}?states=NPL&channel={channel}&years=2000")
        rested(server)  # else the page that it makes by itself at first is weighed
        begun = server.worked
        new = [taken(visitor, address) for address in addresses]
        cost = (server.worked - begun) / len(new)
        warm = [taken(visitor, address) for address in addresses]
    kept = told("rows of the API, never asked, p95", p95(new), 50, "ms",
                f"   median {statistics.median(new):.1f}; processor {cost:.0f} ms")  # fmt: skip
    return told("rows of the API, asked before, p95", p95(warm), 50, "ms") and kept


def slider() -> bool:
    """Drag the slider of a cut-off over its stops, and back."""
    with served() as server, client(server) as visitor:
        for state in STATES[:2]:
            taken(visitor, f"/cutoff/{state}?partner=CHN")
        rested(server)
        address = "/cutoff/{}/live?partner=CHN&lost={:g}"
        stops = [round(0.95 - 0.05 * stop, 2) for stop in range(18)]
        begun = server.worked
        there = [taken(visitor, address.format(one, stop)) for one in STATES[:2] for stop in stops]
        cost = (server.worked - begun) / len(there)
        begun = server.worked
        for theta in range(10, 30):
            taken(visitor, f"{address.format(STATES[0], 0.55)}&elasticity={theta / 10:g}")
        other = (server.worked - begun) / 20
        back = [taken(visitor, address.format(one, stop)) for one in STATES[:2] for stop in stops]
    kept = told("slider of a cut-off, on the way there, p95", p95(there), 100, "ms",
                f"   median {statistics.median(there):.1f}; processor {cost:.0f} ms,"
                f" of an elasticity {other:.0f}")  # fmt: skip
    return told("slider of a cut-off, on the way back, p95", p95(back), 100, "ms") and kept


def memory() -> bool:
    """Ask ten thousand times, every second time for what was not asked before, and weigh the server."""
    with served() as server, client(server) as visitor:
        number, weighed = count(), {}
        mixed = (
            "/state/{0}", "/api/v1/table/shares?states={0}&channel=imports&years={1}",
            "/", "/api/v1/table/herfindahl?states={0}&channel=exports&years={1}", "/static/page.css",
            "/api/v1/states?year={1}", "/api/v1/nothing?n={2}", "/api/v1/state/{0}",
        )  # fmt: skip
        for state in STATES:
            taken(visitor, f"/state/{state}")
        for pattern in cycle(mixed):
            asked = next(number)
            if asked in {1_000, 10_000}:
                weighed[asked] = server.memory
            if asked >= 10_000:
                break
            visitor.get(pattern.format(STATES[asked % 10], 1962 + asked // 8 % 60, asked))
    grown = (weighed[10_000] / weighed[1_000] - 1) * 100
    return told("memory after 10,000 requests over 1,000", grown, 10, "%",
                f"   {weighed[1_000]:.0f} MB, then {weighed[10_000]:.0f}")  # fmt: skip


def crowd() -> bool:
    """Let fifty visitors ask at once for the same page, not made before; all wait for one making."""
    with served() as server:

        def ask(_: int) -> float:
            with client(server) as visitor:
                return taken(visitor, "/state/KAZ")

        with client(server) as visitor:
            taken(visitor, "/state/VNM")
        with ThreadPoolExecutor(50) as visitors:
            times = list(visitors.map(ask, range(50)))
    return told(
        "page not made before, by 50 at once, median", statistics.median(times), 2_000, "ms"
    )


def fuzz() -> bool:
    """Send cases made from the description of the API: no fault of ours, and the schema kept."""
    program = os.environ.get("SCHEMATHESIS") or shutil.which("schemathesis")
    if program is None:
        print("fuzz: pip install schemathesis (or SCHEMATHESIS=path)")
        return False
    # It keeps what it found where it runs: not in the tree.
    with served() as server, tempfile.TemporaryDirectory() as aside:
        done = subprocess.run([
            str(Path(program).absolute()), "run",
            f"{server.address}/api/v1/openapi.json", "--url", f"{server.address}/api/v1",
            "--checks", "not_a_server_error,response_schema_conformance,content_type_conformance,"
            "status_code_conformance", "--max-examples", str(CASES // 12), "--request-timeout", "150",
            "--continue-on-failure", "--seed", "1", "--phases", "examples,coverage,fuzzing", "--workers", "2",
            "--generation-database", "none",
        ], check=False, cwd=aside)  # fmt: skip
        with client(server) as visitor:
            alive = visitor.get("/api/v1/states?year=2024").status_code == 200
    return done.returncode == 0 and alive


LINES: dict[str, Callable[[], bool]] = {
    "first": first, "pages": pages, "api": api, "slider": slider, "crowd": crowd, "memory": memory,
    "fuzz": fuzz,
}  # fmt: skip


def main() -> int:
    """Run the lines named, or all but the longest."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help=f"of {', '.join(LINES)}")
    names = parser.parse_args().names or [name for name in LINES if name != "fuzz"]
    if unknown := set(names) - set(LINES):
        parser.error(f"no such line: {', '.join(sorted(unknown))}")
    kept = [LINES[name]() for name in names]  # every line, whatever the first says
    return int(not all(kept))


if __name__ == "__main__":
    raise SystemExit(main())
