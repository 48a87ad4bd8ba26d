"""Views: one file per section of the site, and the parts that pages are made of."""
