"""English: what readers see. What they type is still read in French, by `locales.fr`."""
