"""The record pane and its own pages: reading, quoting, pointing."""
