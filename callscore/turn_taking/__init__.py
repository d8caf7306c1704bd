"""Who takes the floor and how: words become turns, and turns that begin in the other party's speech are classed."""
