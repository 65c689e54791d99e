"""`python -m bot` is `coopter`."""

from bot.cli import main

main(prog_name="coopter")
