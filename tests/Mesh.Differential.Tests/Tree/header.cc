#include "header.h"
#include <cstddef>
std::size_t f(int x) { return TWICE(x) + one(); }
