"""Press releases about antibody-drug conjugates in, a knowledge graph that proves itself out."""

__version__ = "0.1.0"
