"""The rules of the board: its meetings (`meetings`) and the items they take (`items`)."""
