# SPDX-License-Identifier: Apache-2.0
"""The results for people, and the judgement."""


def rows(results):
    yield "CPU time per review over HTTP/1.1 keep-alive, 10 connections, microseconds"
    yield f"  {'':18}{'cassette':>18}{'nginx':>18}{'ratio':>16}"
    yield f"  {'':18}{'min':>9}{'median':>9}{'min':>9}{'median':>9}{'min':>8}{'median':>8}"
    for name, cost in results["cpu"].items():
        ours, theirs = cost["cassette"], cost["nginx"]
        yield (
            f"  {name:18}{ours['min']:9.1f}{ours['median']:9.1f}{theirs['min']:9.1f}{theirs['median']:9.1f}"
            f"{ours['min'] / theirs['min']:8.2f}{ours['median'] / theirs['median']:8.2f}")
    yield ""
    yield f"  {'latency, milliseconds':44}{'median':>9}{'p99':>9}{'longest':>9}"
    for place, latencies in results["latency"].items():
        for kind, latency in latencies.items():
            yield (
                f"  {place + ', ' + kind + ' connection':44}"
                f"{latency['median']:9.2f}{latency['p99']:9.2f}{latency['longest']:9.2f}")
    yield ""
    yield "  memory, MiB: " + ", ".join(f"{name} {value:.1f}" for name, value in results["memory, MiB"].items())
    yield ""


def judged(measured, thresholds):
    """Rows of the numbers that have an aim, and whether one is missed by more than the margin."""
    missed = False
    lines = [f"  {'':48}{'measured':>10}{'aim':>8}"]
    for name, aim in thresholds["aims"].items():
        value = measured.get(name)
        if value is None:
            lines.append(f"  {name:48}{'-':>10}{aim:8g}  not measured")
            continue
        failed = value > aim * (1 + thresholds["margin"])
        missed = missed or failed
        verdict = "MISSED" if failed else "within the margin" if value > aim else "met"
        lines.append(f"  {name:48}{value:10.2f}{aim:8g}  {verdict}")
    return lines, missed
