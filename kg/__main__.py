"""``python -m kg`` is ``adckg``."""

from kg.cli import main

main()
