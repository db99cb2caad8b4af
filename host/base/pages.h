/*
 * Memory in whole huge pages, straight from the system. Pages that were kept go from hand to hand:
 * they move to where they are wanted next, so that nobody clears them anew. Clearing a fresh page
 * takes longer than writing it.
 */
#ifndef INGOT_BASE_PAGES_H
#define INGOT_BASE_PAGES_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes. All sizes below are multiples of IG_PAGES_UNIT, which any machine's small pages divide. */
enum { IG_HUGE_PAGE = 2 << 20, IG_PAGES_UNIT = 1 << 16 };

typedef struct ig_pages ig_pages; /* kept, each the next; none: NULL. The caller guards it */

/* Whether there are such pages here. Where not (other systems, builds that check each access), none of
   the functions below is called. */
bool ig_pages_exist(void);

/* Uninitialised memory that begins on a huge page, made of kept pages first; or NULL. */
void *ig_pages_take(ig_pages **kept, size_t size_bytes);

/* Gives memory back to the system. */
void ig_pages_free(void *pages, size_t size_bytes);

/* Keeps the huge pages of memory that is no longer used, and frees what is behind them. */
void ig_pages_keep(ig_pages **kept, void *pages, size_t size_bytes);

/* Gives all kept pages back to the system. */
void ig_pages_drop(ig_pages **kept);

#endif
