# SPDX-License-Identifier: Apache-2.0
"""Processes that are measured: started on a core of their own, watched through /proc, ended for certain."""

import contextlib
import os
import pathlib
import socket
import subprocess
import time


@contextlib.contextmanager
def running_on(core):
    """What is started within inherits the core, without a helper program between us and its first instruction."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Process:
    """A server and its children. A context manager: on leaving, all of them have ended."""

    def __init__(self, name, command, core, log):
        self.name = name
        self.log = log
        self.started = time.monotonic()
        with running_on(core), open(log, "ab") as output:
            self.popen = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.popen.pid, 9)
        self.popen.wait()

    def pids(self):
        children = pathlib.Path(f"/proc/{self.popen.pid}/task/{self.popen.pid}/children").read_text().split()
        return [self.popen.pid, *map(int, children)]

    def cpu_seconds(self):
        """From the scheduler's own account in nanoseconds; the ticks of /proc/PID/stat are 10 ms long."""
        tasks = (task for pid in self.pids() for task in pathlib.Path(f"/proc/{pid}/task").iterdir())
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9

    def resident_mib(self, kind="VmRSS"):
        """VmRSS, or RssAnon: the part of it that is not the program's own file, which the kernel can drop and share."""
        status = pathlib.Path(f"/proc/{self.popen.pid}/status").read_text()
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith(f"{kind}:")) / 1024

    def wait_for_port(self, port, seconds=10):
        while time.monotonic() < self.started + seconds:
            if self.popen.poll() is not None:
                break
            with contextlib.suppress(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                return
            time.sleep(0.0005)
        said = pathlib.Path(self.log).read_text(errors="replace")[-2000:]
        raise SystemExit(f"bench: {self.name} does not listen on port {port}; it said:\n{said}")
