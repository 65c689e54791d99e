"""How volunteers answer in plain French: one module per thing that an answer may tell."""
