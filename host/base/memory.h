/*
 * Accounted memory. Every native allocation of the program belongs to one `ig_memory`, which knows
 * the live bytes and blocks, and can be told to fail at the N-th allocation from now: tests use that
 * to prove that every error path frees. Blocks remember their account, so ig_free needs no context.
 * All functions may be called from any thread.
 */
#ifndef INGOT_BASE_MEMORY_H
#define INGOT_BASE_MEMORY_H

#include "base/error.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct ig_memory ig_memory;

typedef struct ig_memory_stats {
    size_t live_bytes;  /* as asked for; each block costs 16 bytes more */
    size_t peak_bytes;  /* the most that live and guest bytes were together */
    size_t guest_bytes; /* what others said they hold; not among the live ones */
    size_t limit_bytes; /* 0 = none */
    size_t live_blocks;
    uint64_t refused; /* allocations, for want of room below the limit */
    uint64_t calls;   /* allocations asked for since the account was made */
} ig_memory_stats;

/* A new account, or NULL when the system has no memory at all. Freed by ig_memory_free. */
ig_memory *ig_memory_new(void);

/* Frees the account itself (NULL is nothing). Blocks still live are a leak of the caller: they stay
   valid memory that can be freed. */
void ig_memory_free(ig_memory *memory);

/* `size_bytes` of uninitialised memory aligned to 16 bytes, or NULL with `err` filled (limit).
   A size of zero gives a valid pointer that is freed like any other. */
void *ig_alloc(ig_memory *memory, size_t size_bytes, ig_error *err) IG_CHECKED;

/* As ig_alloc for n items of `item_bytes`, all zero; refuses a product that overflows. */
void *ig_alloc_zero(ig_memory *memory, size_t n, size_t item_bytes, ig_error *err) IG_CHECKED;

/* As ig_alloc for n items of `item_bytes`, uninitialised; refuses a product that overflows. */
void *ig_alloc_array(ig_memory *memory, size_t n, size_t item_bytes, ig_error *err) IG_CHECKED;

/* As ig_alloc_array, for what is large and will not grow: out of pages that ig_free_pages kept. */
void *ig_alloc_pages(ig_memory *memory, size_t n, size_t item_bytes, ig_error *err) IG_CHECKED;

/* Resizes a block (NULL: a new one), which stays with the account it was made under. On failure the
   old block is untouched and NULL is returned. */
void *ig_realloc_array(ig_memory *memory, void *block, size_t n, size_t item_bytes,
                       ig_error *err) IG_CHECKED;

/* A copy of `size_bytes` of text with a NUL after it. */
char *ig_strndup(ig_memory *memory, const char *text, size_t size_bytes, ig_error *err) IG_CHECKED;
char *ig_strdup(ig_memory *memory, const char *text, ig_error *err) IG_CHECKED;

/* Frees a block of any account; NULL is nothing. */
void ig_free(void *block);

/* As ig_free. The pages of a block of ig_alloc_pages are kept for the next one until ig_memory_trim,
   in no account; of any other block the system has them back at once, wherever it stood. */
void ig_free_pages(void *block);

/* Gives the pages that are kept back to the system. */
void ig_memory_trim(ig_memory *memory);

/* Counts bytes that are held but are no block, as a file's that is mapped, among the live ones; refuses
   as an allocation does. */
int ig_memory_charge(ig_memory *memory, size_t more_bytes, ig_error *err) IG_CHECKED;
void ig_memory_discharge(ig_memory *memory, size_t less_bytes);

ig_memory_stats ig_memory_read(const ig_memory *memory);

/* Makes the `nth` allocation from now fail (1 = the next), once; 0 takes the order back. */
void ig_memory_fail_at(ig_memory *memory, uint64_t nth);

/* Refuses allocations that would take live and guest bytes past `limit_bytes`; 0 = no limit. */
void ig_memory_limit(ig_memory *memory, size_t limit_bytes);

/* Memory that someone else allocates (an interpreter) and that the limit is to cover too. Never
   refuses. From one thread at a time. */
void ig_memory_guest(ig_memory *memory, size_t more_bytes, size_t less_bytes);

/* Keeps the peak in a place that others see too, from now on; before anyone else uses the account. The
   place has to last as long. */
void ig_memory_tell_peak(ig_memory *memory, atomic_uint_fast64_t *peak_bytes);

/* True when live and guest bytes are past the limit together. */
bool ig_memory_is_over(const ig_memory *memory);

/* An error that tells what was needed (0: not that), what is in use and what the limit is;
   returns -1. */
int ig_memory_refuse(const ig_memory *memory, size_t needed_bytes, ig_error *err);

/* A size for people: "17 bytes", "1.2 GB" (of 1,024 MB each). */
enum { IG_SIZE_TEXT = 32 };
void ig_size_print(char text[IG_SIZE_TEXT], size_t size_bytes);

#endif
