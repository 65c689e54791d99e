"""After warming, no first message pays for what is loaded and compiled."""

import subprocess
import sys

PROGRAM = """
import time
from datetime import datetime
from locales.fr.warm import steps

now = datetime(2027, 3, 2, 10)
count = sum(1 for _ in steps(now))
from locales.fr.announcement import read_announcement
from locales.fr.reply import read_reply

began = time.process_time()
read_reply("désolée, je ne pourrai pas venir samedi, c'est où déjà ?", now)
read_announcement("Dimanche 9h, enduit à Étampes, 4 personnes", now)
print(count, time.process_time() - began)
"""


def test_the_first_texts_are_read_at_once_after_warming() -> None:
    said = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True).stdout
    count, seconds = said.split()
    assert int(count) > 100  # small steps, not one long one
    assert float(seconds) < 0.05
