"""What README's numbers come from: scores against gold sets, and speed. Each set is a module that can be run."""
