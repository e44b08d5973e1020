"""Answers are worked out once, kept within bounds, let go when the evidence changes, and never too many."""

from __future__ import annotations

import asyncio
import gc
import threading
import time

import pytest

from counterpoise.errors import UsageError
from counterpoise.settings import Settings
from counterpoise.web import desk as desks
from counterpoise.web.desk import BusyError, Desk
from counterpoise.web.views import BY_NAME, of_address

pytest.importorskip("starlette")


@pytest.fixture
def desk(tmp_path):
    made = Desk(Settings(home=tmp_path), workers=2, waiting=4)
    yield made
    made.close()


def _asked(desk: Desk, *keys: str, work, long: bool = False):
    async def all_of_them():
        return await asyncio.gather(
            *(desk.answer(desk.key(key), work, long=long) for key in keys), return_exceptions=True
        )

    return asyncio.run(all_of_them())


def test_the_same_question_by_many_is_worked_out_once(desk):
    calls = []

    def work():
        calls.append(1)
        time.sleep(0.1)
        return b"said", "text/plain"

    found = _asked(desk, *["same"] * 50, work=work)
    assert len(calls) == 1
    assert len({id(one) for one in found}) == 1
    assert _asked(desk, "same", work=work)[0] == found[0]
    assert len(calls) == 1


def test_too_many_questions_are_refused(desk):
    gate = threading.Event()

    async def many():
        waiting = [
            asyncio.ensure_future(desk.answer(desk.key(n), lambda: (gate.wait(5), (b"", "t"))[1]))
            for n in range(4)
        ]
        await asyncio.sleep(0.1)
        with pytest.raises(BusyError):
            await desk.answer(desk.key("one more"), lambda: (b"", "t"))
        gate.set()
        await asyncio.gather(*waiting)
        return await desk.answer(desk.key("one more"), lambda: (b"again", "t"))

    assert asyncio.run(many()).length == 5


def test_long_questions_keep_no_short_one_waiting(desk):
    gate = threading.Event()

    async def many():
        slow = [
            asyncio.ensure_future(
                desk.answer(desk.key(n), lambda: (gate.wait(5), (b"", "t"))[1], long=True)
            )
            for n in range(3)
        ]
        await asyncio.sleep(0.05)
        answer = await asyncio.wait_for(desk.answer(desk.key("soon"), lambda: (b"1", "t")), 2)
        gate.set()
        await asyncio.gather(*slow)
        return answer

    assert asyncio.run(many()).length == 1


def test_a_fault_is_told_to_all_who_asked_and_is_not_kept(desk):
    def fails():
        raise ValueError("once")

    found = _asked(desk, "bad", "bad", work=fails)
    assert [type(one) for one in found] == [ValueError, ValueError]
    assert _asked(desk, "bad", work=lambda: (b"good", "t"))[0].length == 4


def test_who_goes_away_takes_nobody_elses_answer_along(desk):
    async def two():
        def work():
            time.sleep(0.2)
            return b"said", "t"

        one = asyncio.ensure_future(desk.answer(desk.key("x"), work))
        other = asyncio.ensure_future(desk.answer(desk.key("x"), work))
        await asyncio.sleep(0.05)
        one.cancel()
        return await other

    assert asyncio.run(two()).length == 4


@pytest.mark.parametrize("keep", [True, False])
def test_what_nobody_waits_for_any_more_is_not_begun_unless_it_changes_something(desk, keep):
    gate, done = threading.Event(), []

    def work(name):
        def working():
            gate.wait(10)
            done.append(name)
            return b"", "t"

        return desk.answer(desk.key(name), working, long=True, keep=keep)

    async def asked():
        loop = asyncio.get_running_loop()
        first, one, other, again = (loop.create_task(work(name)) for name in ("a", "b", "c", "c"))
        await asyncio.sleep(0)
        one.cancel()
        other.cancel()  # of two who ask the same
        await asyncio.gather(one, other, return_exceptions=True)
        anew = loop.create_task(work("b")) if keep else one
        gate.set()
        await asyncio.gather(first, again, anew, return_exceptions=True)
        while desk._asked:
            await asyncio.sleep(0.01)

    asyncio.run(asked())
    # What changes something keeps its place; a page is begun anew, behind those who stayed.
    assert done == (["a", "c", "b"] if keep else ["a", "b", "c"])
    assert len(desk.lanes) == 0


@pytest.mark.parametrize(
    ("fault", "logged"), [(UsageError("No."), []), (KeyError("x"), ["a fault of ours, of which"])]
)
def test_who_went_away_leaves_no_failure_that_nobody_looked_at(desk, caplog, fault, logged):
    begun, gate, unseen = threading.Event(), threading.Event(), []

    def work():
        begun.set()
        gate.wait(10)
        raise fault

    async def gone():
        asyncio.get_running_loop().set_exception_handler(lambda _, told: unseen.append(told))
        one = asyncio.ensure_future(desk.answer(desk.key("x"), work))
        await asyncio.sleep(0)
        assert begun.wait(10)
        one.cancel()
        await asyncio.gather(one, return_exceptions=True)
        gate.set()
        while desk._asked:
            await asyncio.sleep(0.01)
        del one
        gc.collect()

    asyncio.run(gone())
    gc.collect()
    assert unseen == []
    assert [record.message[:25] for record in caplog.records] == logged


def test_what_is_kept_is_bounded_in_bytes(tmp_path):
    import secrets

    desk = Desk(Settings(home=tmp_path), room=100_000)
    for number in range(40):
        _asked(desk, str(number), work=lambda: (secrets.token_bytes(10_000), "t"))
        assert desk._held <= 100_000
        assert desk._held == sum(len(one.packed) for one in desk._kept.values())
    assert 5 < len(desk._kept) < 11
    _asked(desk, "large", work=lambda: (secrets.token_bytes(60_000), "t"))
    assert desk._held <= 100_000
    desk.close()


def test_what_was_answered_is_let_go_when_the_evidence_changes(desk, tmp_path, monkeypatch):
    monkeypatch.setattr(desks, "LOOK", 0.0)
    before = desk.key("q")
    _asked(desk, "q", work=lambda: (b"before", "t"))
    assert desk.key("q") == before
    folder = tmp_path / "store" / "made_up"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text("{}")
    assert desk._made(before) is not None  # until somebody asks
    desk.evidence()
    assert desk._made(before) is None
    assert desk._held == 0


def test_another_version_or_day_is_another_question(desk, monkeypatch):
    before = desk.key("q")
    monkeypatch.setattr(desks, "today", lambda: "2031-01-01")
    assert desk.key("q") != before
    monkeypatch.undo()
    monkeypatch.setattr(desks, "version", lambda: "99")
    assert desk.key("q") != before


def test_a_page_is_made_once_for_all_its_forms(desk, monkeypatch):
    query = BY_NAME["products"].query([("state", "VNM")])
    assert desk.page(query) is desk.page(query)
    assert query.key == BY_NAME["products"].query([("state", "viet nam")]).key


def test_who_waits_is_told_the_place_and_what_is_done(desk):
    """Only of one's own question; of others, how many there are."""
    gate, at_work = threading.Event(), threading.Event()

    def work():
        desk.lanes.say("counting")
        at_work.set()
        gate.wait(10)
        return b"said", "text/plain"

    async def told():
        begun = [
            asyncio.ensure_future(desk.answer(desk.key(name), work, long=True))
            for name in ("first", "second", "third")
        ]
        await asyncio.to_thread(at_work.wait, 10)
        seen = [
            desk.lanes.progress(desk.key(name)) for name in ("first", "second", "third", "none")
        ]
        gate.set()
        await asyncio.gather(*begun)
        return seen

    first, second, third, none = asyncio.run(told())
    assert (first.waiting, first.ahead, first.doing) == (False, 0, "counting")
    assert (second.waiting, second.ahead) == (True, 1)
    assert third.ahead == 2
    assert none is None
    assert len(desk.lanes) == 0


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/state/viet%20nam", "state/VNM"),
        ("/compare?states=vnm,idn&partner=", "compare?states=VNM,IDN"),
        ("/cutoff?state=VNM&partner=CHN", "cutoff/VNM?partner=CHN"),
        ("/nothing", None),
    ],
)
def test_the_question_of_an_address_is_that_of_its_page(address, told):
    query = of_address(address)
    assert (query and query.address()) == told


def test_what_is_not_kept_is_done_each_time(desk):
    done = []

    async def twice():
        for _ in range(2):
            await desk.answer(desk.key("add"), lambda: (done.append(1), (b"", "t"))[1], keep=False)

    asyncio.run(twice())
    assert len(done) == 2
