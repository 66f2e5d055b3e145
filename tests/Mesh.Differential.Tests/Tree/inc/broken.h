#include "deep/broken1.h"
