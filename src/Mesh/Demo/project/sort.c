#include "tools.h"

static void sift(double *heap, size_t at, size_t count)
{
    for (size_t child; (child = 2 * at + 1) < count; at = child) {
        if (child + 1 < count && heap[child + 1] > heap[child])
            child++;
        if (heap[at] >= heap[child])
            return;
        double moved = heap[at];
        heap[at] = heap[child];
        heap[child] = moved;
    }
}

/* Heapsort. */
void sort_numbers(double *numbers, size_t count)
{
    for (size_t i = count / 2; i-- > 0;)
        sift(numbers, i, count);
    while (count-- > 1) {
        double largest = numbers[0];
        numbers[0] = numbers[count];
        numbers[count] = largest;
        sift(numbers, 0, count);
    }
}

double median(double *numbers, size_t count)
{
    sort_numbers(numbers, count);
    return count % 2 ? numbers[count / 2] : (numbers[count / 2 - 1] + numbers[count / 2]) / 2;
}
