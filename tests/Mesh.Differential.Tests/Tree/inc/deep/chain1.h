#pragma once
#include "chain2.h"
enum { CHAIN1 = CHAIN2 + 1 };
