"""The parser child: the only place where a foreign file is opened.

It runs as a process of its own (`fence.py` starts it), without network, database or Django, and
hands back plain text tables as Parquet with a manifest. It decides nothing about their meaning.
"""
