"""A made-up BACI release in the genuine layout, as large as the real one, the same for everybody.

Run ``python bench/baci.py FOLDER --years 2021-2023`` for three years of 11.2 million rows each, in one
zip with the publisher's companions; ``--rows 1000000`` makes smaller years, ``--years 1995-2023`` what
CEPII publishes. Nothing in it is anybody's trade.

Economies bear the publisher's numbers; products are as many as in the Harmonized System, spread over
its chapters, with those of our baskets among them. Who sells what to whom follows sizes that economies
and products are given by chance. A year has most ties of the year before: some come, go and grow.
"""

from __future__ import annotations

import argparse
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from counterpoise.reference import products as baskets
from counterpoise.reference import states as registry

ROWS = 11_200_000
"""Rows of a year of the genuine release."""
PRODUCTS = 5_020
CHAPTERS = [chapter for chapter in range(1, 98) if chapter != 77]
RELEASE, EDITION = "V202602", "HS92"
"""A release that there is not."""
SEED = 1995
NEW = 0.15
"""Part of all ties that are drawn anew in a year."""
UNWEIGHED = 0.02
LARGEST = 4e8
SAMPLE = 2_000_000


@dataclass(frozen=True)
class World:
    """Economies and products, and how large each is: what is the same in all years.

    `sells` has shape (economies, products), `buys` (economies), `traded` (products).
    """

    numbers: np.ndarray
    codes: np.ndarray
    sells: np.ndarray
    buys: np.ndarray
    traded: np.ndarray

    def score(self, seller: int) -> np.ndarray:
        """Return how likely an economy sells each product to each buyer: shape (buyers, products)."""
        score = np.outer(self.buys, self.sells[seller] * self.traded).astype(np.float32)
        score[seller] = 0.0
        return score


def economies() -> pl.DataFrame:
    """Return the economies as the publisher lists them, by the number that it gives each."""
    rows = registry.states(2015).filter(pl.col("kind").is_in(["state", "territory"]))
    first = [next(iter(registry.m49(one)), None) for one in rows["id"]]
    rows = rows.with_columns(country_code=pl.Series(first, dtype=pl.Int64)).drop_nulls(
        "country_code"
    )
    return rows.unique("country_code").sort("country_code").select(
        "country_code", country_name="name", country_iso2="iso2", country_iso3="id"
    )  # fmt: skip


def products() -> np.ndarray:
    """Return the codes of all products, those of our baskets among them."""
    ours = {
        int(code.begins)
        for one in baskets.baskets().values()
        for code in one.codes
        if code.system == baskets.HS and len(code.begins) == 6
    }
    each = -(-PRODUCTS // len(CHAPTERS))
    made = [
        chapter * 10_000 + (1 + place // 6) * 100 + 10 * (1 + place % 6)
        for place in range(each)
        for chapter in CHAPTERS
    ]
    others = [code for code in made if code not in ours][: PRODUCTS - len(ours)]
    return np.array(sorted({*ours, *others}))


def world() -> World:
    """Return the world of all releases made here."""
    rng = np.random.default_rng(SEED)
    numbers, codes = economies()["country_code"].to_numpy(), products()
    size = rng.lognormal(0, 1.8, numbers.size)
    suited = rng.lognormal(0, 1.5, (numbers.size, codes.size))
    buys = size**0.7 * rng.lognormal(0, 0.3, numbers.size)
    return World(numbers, codes, size[:, None] * suited, buys, rng.lognormal(0, 1, codes.size))


def scale(given: World, rows: int) -> float:
    """Return by what scores are multiplied so that about so many ties are there."""
    rng = np.random.default_rng(SEED + 1)
    i, j = rng.integers(given.numbers.size, size=(2, SAMPLE))
    k = rng.integers(given.codes.size, size=SAMPLE)
    score = given.sells[i, k] * given.buys[j] * given.traded[k] * (i != j)
    wanted = rows / (given.numbers.size**2 * given.codes.size)
    low, high = 1e-12, 1e12
    for _ in range(80):
        middle = (low * high) ** 0.5
        low, high = (
            (middle, high) if np.mean(-np.expm1(-middle * score)) < wanted else (low, middle)
        )
    return low


def ties(given: World, year: int, times: float, full: float) -> Iterator[pl.DataFrame]:
    """Yield the ties of a year, one seller after another: `i`, `j`, `k`, `v`, `q`.

    `times` is the scale of as many rows as are wanted, `full` that of the genuine release: values are
    what they are in it.
    """
    growth = 1.03 ** (year - 2000)
    for place, number in enumerate(given.numbers):
        always = np.random.default_rng([SEED, place])
        now = np.random.default_rng([SEED, place, year])
        score = given.score(place)
        drawn = always.random(score.shape, dtype=np.float32)
        anew = now.random(score.shape, dtype=np.float32)
        drawn = np.where(anew < NEW, anew / NEW, drawn)
        j, k = np.nonzero(drawn < -np.expm1(-times * score))
        usual = always.standard_normal(score.shape, dtype=np.float32)[j, k]
        logs = np.log(full * score[j, k] + 1e-9) + 2 * usual + 0.3 * now.standard_normal(j.size)
        value = np.clip(np.exp(5 + 0.9 * logs) * growth, 0.001, LARGEST).round(3)
        weight = value / np.exp(1 + now.standard_normal(j.size))
        weight[now.random(j.size) < UNWEIGHED] = np.nan
        yield pl.DataFrame(
            {
                "i": np.full(j.size, number), "j": given.numbers[j], "k": given.codes[k],
                "v": value, "q": weight.round(3),
            }
        ).sort("j", "k")  # fmt: skip


def lines(rows: pl.DataFrame, year: int) -> bytes:
    """Return ties as lines of the publisher's file: products without their zero, padded quantities."""
    number = pl.col("v").cast(pl.String).str.strip_suffix(".0")
    weight = pl.col("q").fill_nan(None).cast(pl.String).fill_null("NA").str.pad_start(13)
    made = rows.select(
        pl.format('{},{},{},{},{},"{}"', pl.lit(year), "i", "j", "k", number, weight)
    )
    return ("\n".join(made.to_series()) + "\n").encode() if rows.height else b""


def write(folder: Path, years: range, rows: int = ROWS, *, edition: str = EDITION) -> Path:
    """Write a release as the publisher's zip, and return its path; one that is there stays."""
    span = f"{years[0]}-{years[-1]}_{rows}"
    path = folder / f"BACI_{edition}_{RELEASE}_made_up_{span}.zip"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    given = world()
    times, full = scale(given, rows), scale(given, ROWS)
    draft = path.with_suffix(".draft")
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for year in years:
            name = f"BACI_{edition}_Y{year}_{RELEASE}.csv"
            with archive.open(name, "w", force_zip64=True) as out:
                out.write(b'"t","i","j","k","v","q"\n')
                for block in ties(given, year, times, full):
                    out.write(lines(block, year))
            print(f"{name} written", file=sys.stderr)
        archive.writestr(f"country_codes_{RELEASE}.csv", economies().write_csv())
        named = pl.DataFrame({"code": given.codes}).select(
            pl.col("code").cast(pl.String).str.zfill(6), description=pl.lit("made up")
        )
        archive.writestr(f"product_codes_{edition}_{RELEASE}.csv", named.write_csv())
        archive.writestr("Readme.txt", "Made up by bench/baci.py: nobody's trade.\n")
    return draft.rename(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--years", default="2021-2023", metavar="A-B")
    parser.add_argument("--rows", type=int, default=ROWS, help="about so many a year")
    asked = parser.parse_args()
    first, _, last = asked.years.partition("-")
    print(write(asked.folder, range(int(first), int(last or first) + 1), asked.rows))


if __name__ == "__main__":
    main()
