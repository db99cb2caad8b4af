/*
 * Kept runs of pages form a list that lives in them. A run moves with mremap, which moves its entry
 * in the page table and no bytes; the place it moves to is reserved before. Where moving fails (a
 * process may have so many mappings and no more) all is given up but that place: another thread may
 * have it by now.
 */
#define _GNU_SOURCE /* mremap */
#include "base/pages.h"

#include <stdint.h>
#include <sys/mman.h>

struct ig_pages {
    ig_pages *next;
    size_t size_bytes; /* of this run: whole huge pages */
};

#if defined(__has_feature)
#define HAS_FEATURE(x) __has_feature(x)
#else
#define HAS_FEATURE(x) 0
#endif

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) ||                               \
    HAS_FEATURE(address_sanitizer) || HAS_FEATURE(thread_sanitizer) || !defined(MREMAP_FIXED) ||   \
    !defined(MADV_HUGEPAGE)

bool ig_pages_exist(void) {
    return false;
}
void *ig_pages_take(ig_pages **kept, size_t size_bytes) {
    (void)kept;
    (void)size_bytes;
    return NULL;
}
void ig_pages_free(void *pages, size_t size_bytes) {
    (void)pages;
    (void)size_bytes;
}
void ig_pages_keep(ig_pages **kept, void *pages, size_t size_bytes) {
    (void)kept;
    (void)pages;
    (void)size_bytes;
}
void ig_pages_drop(ig_pages **kept) {
    (void)kept;
}

#else

bool ig_pages_exist(void) {
    return true;
}

static size_t whole_pages(size_t size_bytes) {
    return size_bytes / IG_HUGE_PAGE * IG_HUGE_PAGE;
}

void ig_pages_free(void *pages, size_t size_bytes) {
    if (size_bytes > 0) {
        (void)munmap(pages, size_bytes);
    }
}

/* Room that begins on a huge page. */
static char *reserve(size_t size_bytes) {
    if (size_bytes > SIZE_MAX - IG_HUGE_PAGE) {
        return NULL;
    }
    char *room = mmap(NULL, size_bytes + IG_HUGE_PAGE, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (room == MAP_FAILED) {
        return NULL;
    }
    size_t before = (IG_HUGE_PAGE - (uintptr_t)room % IG_HUGE_PAGE) % IG_HUGE_PAGE;
    ig_pages_free(room, before);
    ig_pages_free(room + before + size_bytes, IG_HUGE_PAGE - before);
    return room + before;
}

/* Cuts a run of at most `size_bytes` off what is kept. NULL when nothing is. */
static ig_pages *cut(ig_pages **kept, size_t size_bytes) {
    ig_pages *run = *kept;
    if (run == NULL || run->size_bytes <= size_bytes) {
        *kept = run == NULL ? NULL : run->next;
        return run;
    }
    ig_pages *rest = (ig_pages *)(void *)((char *)run + size_bytes);
    *rest = (ig_pages){run->next, run->size_bytes - size_bytes};
    run->size_bytes = size_bytes;
    *kept = rest;
    return run;
}

void *ig_pages_take(ig_pages **kept, size_t size_bytes) {
    char *room = reserve(size_bytes);
    if (room == NULL) {
        return NULL;
    }
    size_t whole = whole_pages(size_bytes);
    size_t at = 0;
    while (at < whole && *kept != NULL) {
        ig_pages *run = cut(kept, whole - at);
        size_t n = run->size_bytes;
        if (mremap(run, n, n, MREMAP_MAYMOVE | MREMAP_FIXED, room + at) != MAP_FAILED) {
            at += n;
            continue;
        }
        ig_pages_free(run, n);
        ig_pages_free(room, at);
        ig_pages_free(room + at + n, size_bytes - at - n);
        return NULL;
    }
    if (at < whole) {
        (void)madvise(room + at, whole - at, MADV_HUGEPAGE);
    }
    return room;
}

void ig_pages_keep(ig_pages **kept, void *pages, size_t size_bytes) {
    size_t whole = whole_pages(size_bytes);
    ig_pages_free((char *)pages + whole, size_bytes - whole);
    if (whole > 0) {
        ig_pages *run = pages;
        *run = (ig_pages){*kept, whole};
        *kept = run;
    }
}

void ig_pages_drop(ig_pages **kept) {
    while (*kept != NULL) {
        ig_pages *run = *kept;
        *kept = run->next;
        ig_pages_free(run, run->size_bytes);
    }
}

#endif
