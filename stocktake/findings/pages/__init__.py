"""Pages of findings: the heat map and its cells (`themes`), findings, the baseline."""
