"""Runs the bot: settings, command line, receiving, delivering, clock jobs, web endpoints, the local Telegram."""
