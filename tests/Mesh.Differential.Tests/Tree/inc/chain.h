#pragma once
#include "deep/chain1.h"
enum { CHAIN0 = CHAIN1 + 1 };
