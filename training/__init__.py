"""What makes the learned parts of Dateline: labelled sentences, and the scripts that learn from them."""
