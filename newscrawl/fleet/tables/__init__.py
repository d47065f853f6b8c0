"""Where each row of the memory stands in Redis: a module for each kind, bound to one transaction."""
