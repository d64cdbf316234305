"""Pages of actions: the tracker (`tracker`), drafting (`drafting`), one action's turns (`turns`)."""
