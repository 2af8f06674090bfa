"""What happens in a person's life, and what follows for their proofs, their card and what we write: a move, a new name,
a birthday, something that ends, a death.
"""
