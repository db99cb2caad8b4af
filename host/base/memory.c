/*
 * Each block stands behind a 16-byte header: its size and its account. An account lives until it was
 * freed and its last block too, so a leaked block never points at a dead account.
 * Invariant: `holds` = live blocks + 1 while the account is open; `live_bytes` is the sum of the
 * sizes asked for (without headers) of the live blocks. Counters are atomics of relaxed order: they
 * guard nothing but themselves. The last drop of `holds` is acquire-release, as it frees.
 *
 * Large blocks ask for huge pages: a column of ten million rows is written once, and then first
 * touches of its small pages take longer than the work itself. Where such blocks follow each other
 * (ig_alloc_pages, ig_free_pages), the pages of one become those of the next.
 */
#define _DEFAULT_SOURCE /* madvise */
#include "base/memory.h"

#include "base/pages.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

struct ig_memory {
    atomic_size_t live_bytes;
    atomic_uint_fast64_t own_peak;
    atomic_uint_fast64_t *peak_bytes; /* of live and guest bytes: own_peak, or who is told it */
    atomic_size_t limit_bytes;        /* 0 = none */
    atomic_size_t guest_bytes;
    atomic_size_t holds;
    atomic_uint_fast64_t calls;
    atomic_uint_fast64_t refused;
    atomic_uint_fast64_t fail_call; /* the number of the call to refuse; 0 = none */
    pthread_mutex_t lock;           /* of what follows */
    ig_pages *kept;
};

typedef struct header {
    size_t size_bytes;
    char *account; /* an ig_memory; a byte behind its start when the block is made of pages */
} header;

enum { HEADER = 16 };
_Static_assert(sizeof(header) <= HEADER, "the header must fit before an aligned block");
_Static_assert(_Alignof(max_align_t) <= HEADER, "blocks keep malloc's alignment");

static header *header_of(void *block) {
    return (header *)(void *)((char *)block - HEADER);
}

static void *block_of(header *head) {
    return (char *)head + HEADER;
}

static bool is_paged(const header *head) {
    return ((uintptr_t)head->account & 1) != 0;
}

static ig_memory *owner_of(const header *head) {
    return (ig_memory *)(void *)(head->account - is_paged(head));
}

static void drop_hold(ig_memory *memory) {
    if (atomic_fetch_sub_explicit(&memory->holds, 1, memory_order_acq_rel) == 1) {
        ig_pages_drop(&memory->kept);
        pthread_mutex_destroy(&memory->lock);
        free(memory);
    }
}

ig_memory *ig_memory_new(void) {
    ig_memory *memory = malloc(sizeof *memory);
    if (memory == NULL) {
        return NULL;
    }
    atomic_init(&memory->live_bytes, 0);
    atomic_init(&memory->own_peak, 0);
    memory->peak_bytes = &memory->own_peak;
    atomic_init(&memory->limit_bytes, 0);
    atomic_init(&memory->guest_bytes, 0);
    atomic_init(&memory->holds, 1);
    atomic_init(&memory->calls, 0);
    atomic_init(&memory->refused, 0);
    atomic_init(&memory->fail_call, 0);
    pthread_mutex_init(&memory->lock, NULL); /* with default attributes it cannot fail on Linux */
    memory->kept = NULL;
    return memory;
}

void ig_memory_free(ig_memory *memory) {
    if (memory != NULL) {
        drop_hold(memory);
    }
}

static int refuse(size_t size_bytes, ig_error *err) {
    return ig_fail(err, IG_ERROR_LIMIT, "out of memory: %zu bytes refused", size_bytes);
}

void ig_size_print(char text[IG_SIZE_TEXT], size_t size_bytes) {
    static const char *const units[] = {"KB", "MB", "GB", "TB"};
    if (size_bytes < 1024) {
        snprintf(text, IG_SIZE_TEXT, "%zu byte%s", size_bytes, size_bytes == 1 ? "" : "s");
        return;
    }
    size_t unit = 0;
    double size = (double)size_bytes / 1024;
    while (size >= 1023.95 && unit < 3) { /* what would print as 1024.0 */
        size /= 1024;
        unit++;
    }
    bool whole = size - (double)(size_t)size < 0.05 || size - (double)(size_t)size >= 0.95;
    snprintf(text, IG_SIZE_TEXT, "%.*f %s", whole ? 0 : 1, size, units[unit]);
}

static size_t read_size(const atomic_size_t *size) {
    return atomic_load_explicit(size, memory_order_relaxed);
}

int ig_memory_refuse(const ig_memory *memory, size_t needed_bytes, ig_error *err) {
    char needed[IG_SIZE_TEXT];
    char used[IG_SIZE_TEXT];
    char limit[IG_SIZE_TEXT];
    ig_size_print(needed, needed_bytes);
    ig_size_print(used, read_size(&memory->live_bytes) + read_size(&memory->guest_bytes));
    ig_size_print(limit, read_size(&memory->limit_bytes));
    return ig_fail(err, IG_ERROR_LIMIT, "memory limit: %s%s%s are in use, the limit is %s",
                   needed_bytes > 0 ? needed : "", needed_bytes > 0 ? " more were needed, " : "",
                   used, limit);
}

static int refuse_product(size_t n, size_t item_bytes, ig_error *err) {
    return ig_fail(err, IG_ERROR_LIMIT, "out of memory: %zu items of %zu bytes refused", n,
                   item_bytes);
}

/* True when this call is the one told to fail. */
static bool counted_out(ig_memory *memory) {
    uint_fast64_t call = 1 + atomic_fetch_add_explicit(&memory->calls, 1, memory_order_relaxed);
    return call == atomic_load_explicit(&memory->fail_call, memory_order_relaxed);
}

static void raise_peak(ig_memory *memory, size_t bytes) {
    uint_fast64_t peak = atomic_load_explicit(memory->peak_bytes, memory_order_relaxed);
    while (peak < bytes &&
           !atomic_compare_exchange_weak_explicit(memory->peak_bytes, &peak, bytes,
                                                  memory_order_relaxed, memory_order_relaxed)) {
    }
}

/* Adds `more_bytes` to the live bytes unless that passes the limit; false with `err` filled. */
static bool charge(ig_memory *memory, size_t more_bytes, ig_error *err) {
    size_t limit = read_size(&memory->limit_bytes);
    size_t guest = read_size(&memory->guest_bytes);
    size_t room = limit == 0 ? SIZE_MAX : limit > guest ? limit - guest : 0;
    size_t live = read_size(&memory->live_bytes);
    size_t next = 0;
    do {
        if (more_bytes > 0 && (live > room || more_bytes > room - live)) {
            atomic_fetch_add_explicit(&memory->refused, 1, memory_order_relaxed);
            if (limit != 0) {
                ig_memory_refuse(memory, more_bytes, err);
            } else {
                refuse(more_bytes, err);
            }
            return false;
        }
        next = live + more_bytes;
    } while (!atomic_compare_exchange_weak_explicit(&memory->live_bytes, &live, next,
                                                    memory_order_relaxed, memory_order_relaxed));
    raise_peak(memory, next + guest);
    return true;
}

static void discharge(ig_memory *memory, size_t size_bytes) {
    atomic_fetch_sub_explicit(&memory->live_bytes, size_bytes, memory_order_relaxed);
}

int ig_memory_charge(ig_memory *memory, size_t more_bytes, ig_error *err) {
    return charge(memory, more_bytes, err) ? 0 : -1;
}

void ig_memory_discharge(ig_memory *memory, size_t less_bytes) {
    discharge(memory, less_bytes);
}

/* Bytes. PAGE is a multiple of any machine's. */
enum { LARGE = 2 * IG_HUGE_PAGE, PAGE = IG_PAGES_UNIT, MANY = 4 * PAGE };

/* Advice alone: where it is not taken, nothing is lost. */
static void advise(header *head, size_t size_bytes) {
#ifdef MADV_HUGEPAGE
    if (size_bytes >= LARGE) {
        uintptr_t begin = ((uintptr_t)head + IG_HUGE_PAGE - 1) / IG_HUGE_PAGE * IG_HUGE_PAGE;
        uintptr_t end = ((uintptr_t)head + size_bytes) / IG_HUGE_PAGE * IG_HUGE_PAGE;
        (void)madvise((char *)head + (begin - (uintptr_t)head), end - begin, MADV_HUGEPAGE);
    }
#else
    (void)head;
    (void)size_bytes;
#endif
}

typedef enum content { ANYTHING, ZEROS, PAGES } content; /* PAGES: anything, in huge pages */

/* What a block of pages takes, its header included. */
static size_t paged_bytes(size_t size_bytes) {
    return (HEADER + size_bytes + PAGE - 1) / PAGE * PAGE;
}

static header *take_pages(ig_memory *memory, size_t size_bytes) {
    if (!ig_pages_exist() || size_bytes < IG_HUGE_PAGE || size_bytes > SIZE_MAX / 2) {
        return NULL;
    }
    pthread_mutex_lock(&memory->lock);
    header *head = ig_pages_take(&memory->kept, paged_bytes(size_bytes));
    pthread_mutex_unlock(&memory->lock);
    return head;
}

static void *allocate(ig_memory *memory, size_t size_bytes, content what, ig_error *err) {
    if (counted_out(memory) || size_bytes > SIZE_MAX - HEADER) {
        refuse(size_bytes, err);
        return NULL;
    }
    if (!charge(memory, size_bytes, err)) {
        return NULL;
    }
    header *head = what == PAGES ? take_pages(memory, size_bytes) : NULL;
    bool paged = head != NULL;
    if (!paged) {
        head = what == ZEROS ? calloc(1, HEADER + size_bytes) : malloc(HEADER + size_bytes);
    }
    if (head == NULL) {
        discharge(memory, size_bytes);
        refuse(size_bytes, err);
        return NULL;
    }
    if (!paged) {
        advise(head, HEADER + size_bytes);
    }
    atomic_fetch_add_explicit(&memory->holds, 1, memory_order_relaxed);
    head->size_bytes = size_bytes;
    head->account = (char *)memory + paged;
    return block_of(head);
}

void *ig_alloc(ig_memory *memory, size_t size_bytes, ig_error *err) {
    return allocate(memory, size_bytes, ANYTHING, err);
}

static void *allocate_array(ig_memory *memory, size_t n, size_t item_bytes, content what,
                            ig_error *err) {
    if (item_bytes != 0 && n > SIZE_MAX / item_bytes) {
        refuse_product(n, item_bytes, err);
        return NULL;
    }
    return allocate(memory, n * item_bytes, what, err);
}

void *ig_alloc_zero(ig_memory *memory, size_t n, size_t item_bytes, ig_error *err) {
    return allocate_array(memory, n, item_bytes, ZEROS, err);
}

void *ig_alloc_array(ig_memory *memory, size_t n, size_t item_bytes, ig_error *err) {
    return allocate_array(memory, n, item_bytes, ANYTHING, err);
}

void *ig_alloc_pages(ig_memory *memory, size_t n, size_t item_bytes, ig_error *err) {
    return allocate_array(memory, n, item_bytes, PAGES, err);
}

/* A block of pages becomes one that can grow. */
static void *replace(void *block, size_t size_bytes, ig_error *err) {
    header *head = header_of(block);
    void *next = allocate(owner_of(head), size_bytes, ANYTHING, err);
    if (next != NULL) {
        memcpy(next, block, size_bytes < head->size_bytes ? size_bytes : head->size_bytes);
        ig_free(block);
    }
    return next;
}

/* A block keeps the account it was made under, whatever account the caller names. */
static void *resize(void *block, size_t size_bytes, ig_error *err) {
    header *head = header_of(block);
    ig_memory *owner = owner_of(head);
    size_t old_bytes = head->size_bytes;
    if (is_paged(head)) {
        return replace(block, size_bytes, err);
    }
    size_t more_bytes = size_bytes > old_bytes ? size_bytes - old_bytes : 0;
    if (counted_out(owner) || size_bytes > SIZE_MAX - HEADER) {
        refuse(size_bytes, err);
        return NULL;
    }
    if (!charge(owner, more_bytes, err)) {
        return NULL;
    }
    header *moved = realloc(head, HEADER + size_bytes);
    if (moved == NULL) {
        discharge(owner, more_bytes);
        refuse(size_bytes, err);
        return NULL;
    }
    if (size_bytes < old_bytes) {
        discharge(owner, old_bytes - size_bytes);
    } else {
        advise(moved, HEADER + size_bytes);
    }
    moved->size_bytes = size_bytes;
    return block_of(moved);
}

void *ig_realloc_array(ig_memory *memory, void *block, size_t n, size_t item_bytes, ig_error *err) {
    if (block == NULL) {
        return allocate_array(memory, n, item_bytes, ANYTHING, err);
    }
    if (item_bytes != 0 && n > SIZE_MAX / item_bytes) {
        refuse_product(n, item_bytes, err);
        return NULL;
    }
    return resize(block, n * item_bytes, err);
}

char *ig_strndup(ig_memory *memory, const char *text, size_t size_bytes, ig_error *err) {
    if (size_bytes == SIZE_MAX) {
        refuse(size_bytes, err);
        return NULL;
    }
    char *copy = ig_alloc(memory, size_bytes + 1, err);
    if (copy == NULL) {
        return NULL;
    }
    if (size_bytes > 0) {
        memcpy(copy, text, size_bytes);
    }
    copy[size_bytes] = '\0';
    return copy;
}

char *ig_strdup(ig_memory *memory, const char *text, ig_error *err) {
    return ig_strndup(memory, text, strlen(text), err);
}

void ig_free(void *block) {
    if (block == NULL) {
        return;
    }
    header *head = header_of(block);
    ig_memory *owner = owner_of(head);
    discharge(owner, head->size_bytes);
    if (is_paged(head)) {
        ig_pages_free(head, paged_bytes(head->size_bytes));
    } else {
        free(head);
    }
    drop_hold(owner);
}

/* Keeps the block's pages for the next one. */
static void keep_pages(header *head) {
    ig_memory *owner = owner_of(head);
    discharge(owner, head->size_bytes);
    pthread_mutex_lock(&owner->lock);
    ig_pages_keep(&owner->kept, head, paged_bytes(head->size_bytes));
    pthread_mutex_unlock(&owner->lock);
    drop_hold(owner);
}

void ig_free_pages(void *block) {
    if (block != NULL && is_paged(header_of(block))) {
        keep_pages(header_of(block));
        return;
    }
#ifdef MADV_DONTNEED
    if (block != NULL && header_of(block)->size_bytes >= MANY) {
        uintptr_t begin = ((uintptr_t)block + PAGE - 1) / PAGE * PAGE;
        uintptr_t end = ((uintptr_t)block + header_of(block)->size_bytes) / PAGE * PAGE;
        (void)madvise((char *)block + (begin - (uintptr_t)block), end - begin, MADV_DONTNEED);
    }
#endif
    ig_free(block);
}

void ig_memory_trim(ig_memory *memory) {
    pthread_mutex_lock(&memory->lock);
    ig_pages_drop(&memory->kept);
    pthread_mutex_unlock(&memory->lock);
}

ig_memory_stats ig_memory_read(const ig_memory *memory) {
    ig_memory_stats stats = {
        .live_bytes = read_size(&memory->live_bytes),
        .peak_bytes = (size_t)atomic_load_explicit(memory->peak_bytes, memory_order_relaxed),
        .guest_bytes = read_size(&memory->guest_bytes),
        .limit_bytes = read_size(&memory->limit_bytes),
        .live_blocks = read_size(&memory->holds) - 1,
        .refused = atomic_load_explicit(&memory->refused, memory_order_relaxed),
        .calls = atomic_load_explicit(&memory->calls, memory_order_relaxed),
    };
    return stats;
}

void ig_memory_fail_at(ig_memory *memory, uint64_t nth) {
    uint_fast64_t calls = atomic_load_explicit(&memory->calls, memory_order_relaxed);
    atomic_store_explicit(&memory->fail_call, nth == 0 ? 0 : calls + nth, memory_order_relaxed);
}

void ig_memory_limit(ig_memory *memory, size_t limit_bytes) {
    atomic_store_explicit(&memory->limit_bytes, limit_bytes, memory_order_relaxed);
}

/* One writer at a time: no need for a locked addition. */
void ig_memory_guest(ig_memory *memory, size_t more_bytes, size_t less_bytes) {
    size_t guest = read_size(&memory->guest_bytes) + more_bytes - less_bytes;
    atomic_store_explicit(&memory->guest_bytes, guest, memory_order_relaxed);
    if (more_bytes > less_bytes) {
        raise_peak(memory, guest + read_size(&memory->live_bytes));
    }
}

void ig_memory_tell_peak(ig_memory *memory, atomic_uint_fast64_t *peak_bytes) {
    atomic_store(peak_bytes, atomic_load(memory->peak_bytes));
    memory->peak_bytes = peak_bytes;
}

bool ig_memory_is_over(const ig_memory *memory) {
    size_t limit = read_size(&memory->limit_bytes);
    return limit != 0 && read_size(&memory->live_bytes) + read_size(&memory->guest_bytes) > limit;
}
