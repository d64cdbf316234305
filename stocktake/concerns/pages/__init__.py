"""Pages of concerns: raised in two steps, answered on one page; explorations beside them."""
