"""The example company's past: commits for a new handbook, so that what git knows has something to show."""
