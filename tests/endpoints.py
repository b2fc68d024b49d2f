"""A live SPARQL server on 127.0.0.1 for the tests that need one."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def oxigraph_server() -> Iterator[str]:
    """The address of an Oxigraph server with an empty store in memory."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if program is None:
        pytest.skip("the program 'oxigraph' is not installed (pip install oxigraph)")
    address = f"127.0.0.1:{free_port()}"
    quiet = subprocess.DEVNULL
    process = subprocess.Popen([program, "serve", "--bind", address], stdout=quiet, stderr=quiet)
    try:
        _wait_for(f"http://{address}/query", process)
        yield f"http://{address}"
    finally:
        process.kill()
        process.wait()


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        with contextlib.suppress(httpx.TransportError):
            httpx.get(url, params={"query": "ASK {}"}, trust_env=False)
            return
        assert process.poll() is None, "the server ended by itself"
        time.sleep(0.05)
    raise AssertionError("the server did not start")


def load(server: str, triples: bytes) -> None:
    """Make triples the whole content of the server's default graph."""
    httpx.put(
        f"{server}/store?default", content=triples, headers={"Content-Type": "application/n-triples"}, trust_env=False
    ).raise_for_status()
