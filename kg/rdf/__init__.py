"""How each kind of fact looks in RDF: one module a kind, over the names, values and dates that they share."""
