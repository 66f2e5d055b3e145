	.globl	f
	.type	f, %function
f:
	.long	0
	.size	f, .-f
