error('fails while it is loaded', 0)
