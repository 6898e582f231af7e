"""Forms, one file per noun: shape only. Rules of the trade are asked of the domain by the operations."""
