"""What a caller can do something about, one class each.

::

    KGError
    ├── InputError        a file or value from the user cannot be used        (exit 2)
    ├── EvidenceError     a fact does not stand in its text: a bug in a rule   (exit 70)
    ├── GraphError        a built graph is missing, broken or locked           (exit 2)
    ├── QueryError        a question or a SPARQL text cannot be answered       (exit 2)
    ├── LimitError        a time, row, size or memory limit was reached        (exit 3)
    ├── EndpointError     a remote endpoint refused or did not answer          (exit 4)
    └── ReasonerError     no reasoner could be run                             (exit 2)

Each message is one sentence: what, where, what to do. ``exit_code`` is what the command line returns.
"""


class KGError(Exception):
    """Root of all errors that `adckg` raises on purpose."""

    exit_code = 2


class InputError(KGError):
    """A file or value from the user cannot be used."""


class EvidenceError(KGError):
    """A fact's value does not stand in its quotes; a rule is wrong, not the input."""

    exit_code = 70


class GraphError(KGError):
    """A built graph is missing, broken or in use by another process."""


class QueryError(KGError):
    """A question, a parameter or a SPARQL text cannot be answered."""


class LimitError(KGError):
    """A limit on time, rows, size or memory was reached."""

    exit_code = 3


class EndpointError(KGError):
    """A remote endpoint refused or did not answer."""

    exit_code = 4


class ReasonerError(KGError):
    """No reasoner could be run."""
