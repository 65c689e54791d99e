"""The day itself: urgent news and who answered, numbers, the safety briefing, an incident."""
