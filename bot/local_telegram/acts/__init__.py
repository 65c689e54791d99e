"""What people do in Telegram: the control interface and the drivers of the tests act through these."""
