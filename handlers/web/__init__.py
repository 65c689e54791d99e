"""What the web shows: pages that everybody may see, and files behind private links."""
