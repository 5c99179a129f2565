# SPDX-License-Identifier: Apache-2.0
"""How long a proper client waits, alone and beside a crowd."""

import contextlib
import dataclasses
import json
import pathlib
import subprocess
import sys
import time

from .client import now
from .process import running_on


@dataclasses.dataclass
class Latency:
    milliseconds: list

    def add(self, action):
        start = now()
        action()
        self.milliseconds.append((now() - start) * 1e3)

    def quantile(self, share):
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    def summary(self):
        return {
            "requests": len(self.milliseconds), "median": self.quantile(0.5), "p99": self.quantile(0.99),
            "longest": max(self.milliseconds)}


def probe(caller, seconds):
    """Asks on a kept connection and on new ones in turn, a hundred times a second each."""
    kept, new = Latency([]), Latency([])
    with caller.connect() as connection:
        caller.ask(connection)
        end = now() + seconds
        while now() < end:
            kept.add(lambda: caller.ask(connection))
            new.add(caller.ask_anew)
            time.sleep(0.01)
    return {"kept": kept.summary(), "new": new.summary()}


@contextlib.contextmanager
def crowd(port, silent, slow, authority, core):
    """Within, so many connections are open. Yields a function that ends them and tells how many were given up."""
    with running_on(core):
        process = subprocess.Popen(
            [sys.executable, "-B", "-m", "measure.crowd", str(port), str(silent), str(slow), authority],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=pathlib.Path(__file__).parent.parent)
    try:
        if process.stdout.readline() != "full\n":
            raise SystemExit("bench: the crowd could not open its connections")
        yield lambda: json.loads(process.communicate()[0].splitlines()[-1])
    finally:
        process.kill()
        process.wait()
