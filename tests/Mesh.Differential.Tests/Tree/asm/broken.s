	no_such_instruction %eax
	.long 1
