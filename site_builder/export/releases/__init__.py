"""What the releases say to machines: feeds, a changelog, the latest release, a mail for each."""
