"""An address in, its document out; used only when the user allows the network."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.errors import InputError

_SECONDS = 30.0
_REDIRECTS = 3


def fetched(address: str, *, max_bytes: int) -> bytes:
    """The body behind an http or https address. Raises InputError when it is too large, slow, or not there."""
    import httpx

    if not address.lower().startswith(("http://", "https://")):
        raise InputError(f"{address}: only http and https addresses are fetched")
    chunks: list[bytes] = []
    try:
        with (
            httpx.Client(timeout=_SECONDS, follow_redirects=True, max_redirects=_REDIRECTS) as client,
            client.stream("GET", address, headers={"Accept": "text/turtle, application/trig, */*;q=0.1"}) as answer,
        ):
            answer.raise_for_status()
            for chunk in answer.iter_bytes():
                chunks.append(chunk)
                if sum(map(len, chunks)) > max_bytes:
                    raise InputError(f"{address}: larger than {max_bytes // (1024 * 1024)} MB; save and split it")
    except httpx.HTTPError as error:
        raise InputError(f"{address}: cannot be fetched ({error or type(error).__name__})") from error
    return b"".join(chunks)


def json_ld(name: str, data: bytes) -> Iterator[ox.Quad]:
    """The quads of a JSON-LD document whose context stands elsewhere, fetched by rdflib."""
    import rdflib

    dataset = rdflib.Dataset()
    try:
        dataset.parse(data=data.decode("utf-8"), format="json-ld")
        lines = dataset.serialize(format="nquads", encoding="utf-8")
    except Exception as error:  # rdflib lets urllib's and json's errors through
        raise InputError(f"{name}: its context cannot be fetched or read ({error})") from error
    yield from ox.parse(lines, format=ox.RdfFormat.N_QUADS)
