"""French dates and hours: from characters to tokens, from tokens to items, from items to slots."""
