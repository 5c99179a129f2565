# SPDX-License-Identifier: Apache-2.0
"""CPU time per request under load, by h2load."""

import dataclasses
import re
import subprocess

from .process import running_on


@dataclasses.dataclass
class Load:
    microseconds: float
    per_second: float


def load(server, review, requests, core, connections=10):
    """Sends the review so often over HTTP/1.1 with keep-alive; all answers have to be 200."""
    before = server.cpu_seconds()
    with running_on(core):
        report = subprocess.run(
            [
                "h2load", "--h1", "-t", "1", "-c", str(connections), "-n", str(requests), "-d", review.file,
                "-H", "Content-Type: application/json", server.url(review),
            ],
            capture_output=True, text=True, timeout=60).stdout
    spent = server.cpu_seconds() - before
    good = re.search(r"^status codes: (\d+) 2xx", report, re.MULTILINE)
    if not good or int(good[1]) != requests:
        raise SystemExit(f"bench: {server.name} did not answer all {requests} requests with 200:\n{report}")
    rate = re.search(r"^finished in .*?, ([\d.]+) req/s", report, re.MULTILINE)
    return Load(spent / requests * 1e6, float(rate[1]))
