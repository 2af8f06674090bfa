"""How staff work on what was sent: the queue, one page a case, what a paper says, the decision and its letter."""
