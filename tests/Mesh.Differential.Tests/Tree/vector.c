typedef float four __attribute__((vector_size(16)));
four mix(four a, four b) { return a * b + a; }
#ifdef __AVX2__
int has_avx2 = 1;
#endif
#ifdef __SSE4_2__
int has_sse42 = 1;
#endif
int bits(unsigned x) { return __builtin_popcount(x); }
