"""The pages as plain Markdown for another generator: a second rendering of the parts that views put into pages.

What is written reads the same to Python-Markdown and to CommonMark with tables: text is escaped, nested lists are
indented by four, what authors wrote keeps its form but for links, mentions and HTML that could run.
"""
