"""`python -m bench [--quick]`: the whole benchmark. Timings are told, not asserted: it fails only if something can't run."""

from __future__ import annotations

import argparse
import os
import signal
import sys

from bench import bringing, feeds, in_process, registering, serving, workplace

_PARTS = {
    "in-process": in_process,
    "serving": serving,
    "feeds": feeds,
    "workplace": workplace,
    "registering": registering,
    "bringing": bringing,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="shorter rounds, for a first look")
    parser.add_argument("--only", choices=tuple(_PARTS), help="one part of it")
    chosen = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the servers end with it
    print(f"{os.cpu_count()} processors, load average before: {os.getloadavg()[0]:.1f}.", end=" ")
    print("Ratios of one run on a shared machine: compare figures with others of the same run only.\n")
    for name, part in _PARTS.items():
        if chosen.only in {None, name}:
            part.run(part.QUICK if chosen.quick else part.FULL)


main()
