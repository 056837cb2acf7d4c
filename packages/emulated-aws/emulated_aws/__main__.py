"""`python3 -m emulated_aws`: serves until it is told to end, or until the process that started it is gone."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import threading

from .emulator import install
from .server import make


def main() -> None:
    parser = argparse.ArgumentParser(prog="emulated_aws", description="An emulated AWS organization on this machine.")
    parser.add_argument("--port", type=int, default=0, help="the port on 127.0.0.1; 0 takes a free one")
    port = parser.parse_args().port
    announcement = sys.stdout
    sys.stdout = sys.stderr  # moto prints; the standard output is for the announcement alone
    install()
    server = make(port)
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, lambda *_: os._exit(0))
    threading.Thread(target=_end_with_stdin, daemon=True).start()
    print(json.dumps({"port": server.server_port}), file=announcement, flush=True)
    server.serve_forever()


def _end_with_stdin() -> None:
    while sys.stdin.buffer.read(65536):
        pass
    os._exit(0)


if __name__ == "__main__":
    main()
