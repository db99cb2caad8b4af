/*
 * Heaps of the best rows of an order: the root is the worst of them, so that most rows are turned
 * away by one comparison. No two candidates are alike, since their positions differ; so the best of
 * some rows are the same whatever the order they come in.
 */
#ifndef INGOT_QUERY_ORDER_HEAP_H
#define INGOT_QUERY_ORDER_HEAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { IG_HEAP_MAX = 1024 }; /* rows; for more, sorting all is as good */

typedef struct ig_candidate {
    uint64_t code; /* less is better */
    uint32_t at;   /* position; among equal codes, less is better */
} ig_candidate;

static inline bool ig_candidate_worse(ig_candidate a, ig_candidate b) {
    return a.code != b.code ? a.code > b.code : a.at > b.at;
}

/* Puts `item` where it belongs at or below place `i` of a heap of n. */
static inline void ig_heap_down(ig_candidate *heap, size_t n, size_t i, ig_candidate item) {
    for (;;) {
        size_t child = 2 * i + 1;
        if (child >= n)
            break;
        if (child + 1 < n && ig_candidate_worse(heap[child + 1], heap[child]))
            child++;
        if (!ig_candidate_worse(heap[child], item))
            break;
        heap[i] = heap[child];
        i = child;
    }
    heap[i] = item;
}

/* Puts `item` where it belongs at or above place `i`. */
static inline void ig_heap_up(ig_candidate *heap, size_t i, ig_candidate item) {
    while (i > 0 && ig_candidate_worse(item, heap[(i - 1) / 2])) {
        heap[i] = heap[(i - 1) / 2];
        i = (i - 1) / 2;
    }
    heap[i] = item;
}

/* From the best to the worst; any array of candidates will do. */
static inline void ig_heap_sort(ig_candidate *heap, size_t n) {
    for (size_t i = n / 2; i > 0; i--)
        ig_heap_down(heap, n, i - 1, heap[i - 1]);
    for (size_t left = n; left > 1; left--) {
        ig_candidate last = heap[left - 1];
        heap[left - 1] = heap[0];
        ig_heap_down(heap, left - 1, 0, last);
    }
}

#endif
