"""The Achieving Excellence Board: meetings, agenda and minutes."""
