#pragma GCC system_header
#include "../sub/chain4.h"
enum { CHAIN3 = CHAIN4 + 1 };
