kernel void add(global int *a) { *a += 1; }
