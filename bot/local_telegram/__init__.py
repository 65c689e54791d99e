"""A Bot API server on loopback, for the demo and the tests: strict, stateful, with people one can act as."""
