"""A release in, every fact it states out: recognise the names, then read one kind of fact after another."""
