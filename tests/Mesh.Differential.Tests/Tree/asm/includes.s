	.include "part.inc"
	.long	1
