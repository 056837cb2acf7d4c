"""An emulated AWS organization: moto, and beside it what moto lacks for a rehearsal of orgstrap."""
