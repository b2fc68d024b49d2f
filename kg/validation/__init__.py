"""The parts of the validator; ``kg.validate`` is its face."""
