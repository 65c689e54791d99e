"""Words: message templates, dates and numbers as people write them, and understanding what people type."""
