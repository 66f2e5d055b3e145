const char *raw = R"x(one "quoted"
two \ three
)x";
const char32_t *wide = U"\u00e9";
#define X(a) a
const char *inside = X(R"(a
b)");
