#define NAME g
#include "const.h"
	.globl	NAME
NAME:
	.long	VALUE
