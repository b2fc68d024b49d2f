"""The same releases give the same bytes, whatever the hash seed and the order in which they are read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

RELEASES = {
    "alpha.txt": """Acme Reports Phase 2 Results of IMGN901

WALTHAM, Mass., June 5, 2011 - (BUSINESS WIRE) - Acme, Inc. (Nasdaq: ACME) today announced results of a Phase 2 trial of
IMGN901 in small-cell lung cancer. Of 23 patients, three (13%) had a complete response, five (22%) a partial response.
Nausea occurred in 20% of patients.
""",
    "beta.txt": """Beta Licenses a Target

BOSTON, July 7, 2012 - (BUSINESS WIRE) - Beta Corp. (Nasdaq: BETA) today announced a license of its technology to Gamma.
Beta receives an upfront payment of $20 million.
""",
    "gamma.txt": """Gamma Starts a Trial of T-DM1

BASEL, August 8, 2013 - Gamma AG today announced that the first patient was treated with trastuzumab emtansine in the
EMILIA trial. Nausea was seen in 31% of patients.
""",
}
FILES = ["graph.ttl", "graph.trig", "findings.json"]


def build(folder: Path, out: Path, *, seed: str, names: list[str]) -> dict[str, bytes]:
    words = [sys.executable, "-m", "kg", "build", *(str(folder / name) for name in names), "--out", str(out)]
    done = subprocess.run(
        words, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return {name: (out / name).read_bytes() for name in FILES}


def test_bytes_do_not_depend_on_hash_seed_or_order(tmp_path: Path) -> None:
    for name, text in RELEASES.items():
        (tmp_path / name).write_text(text)

    first = build(tmp_path, tmp_path / "one", seed="1", names=list(RELEASES))
    second = build(tmp_path, tmp_path / "two", seed="4242", names=list(reversed(RELEASES)))

    assert first == second
