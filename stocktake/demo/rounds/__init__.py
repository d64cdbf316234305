"""The demonstration's two rounds: April 2026 the whole way, October 2026 to mid-flight."""
