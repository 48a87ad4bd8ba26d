"""The MkDocs adapter: puts the handbook's pages into a MkDocs site. ProperDocs loads it unchanged."""
