#pragma once
#include <chain3.h>
enum { CHAIN2 = CHAIN3 + __INCLUDE_LEVEL__ };
