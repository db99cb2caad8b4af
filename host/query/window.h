/*
 * Windows: rows arranged by group and, in each, by the sort columns, and the calls computed over them.
 * Rows of one group never meet those of another, and a group is computed by one task from its first
 * row to its last; so results depend neither on threads nor on how groups are cut into tasks.
 */
#ifndef INGOT_QUERY_WINDOW_H
#define INGOT_QUERY_WINDOW_H

#include "formula/formula.h"
#include "query/group/group.h"
#include "query/node.h"

/* No call reaches further than the calendar does: 9,999 years of months, and some. */
enum { IG_PERIODS_MAX = 120000 };

typedef struct ig_windowing {
    const ig_context *context; /* borrowed */
    const ig_table *table;     /* borrowed: its rows are the window's */
    const ig_query *node;      /* borrowed: keys and orders */
    size_t n_groups;
    uint32_t *order;  /* owned: all rows, by group, by the sort columns, by number */
    uint32_t *starts; /* owned: where each group begins in it; n_groups + 1 */
    size_t n_tasks;
    uint32_t *cuts; /* owned: the first group of each task; n_tasks + 1 */
    uint8_t *fresh; /* owned, or NULL: 1 where sort values differ from those of the place before */
    int64_t *periods;    /* owned, or NULL: of each place in `order`; 0 where it is missing */
    int64_t first, last; /* periods of the whole table */
} ig_windowing;

/* Arranges the rows of a table; nothing is held on failure. The table has every key and order. */
int ig_windowing_init(ig_windowing *w, const ig_context *context, const ig_table *table,
                      const ig_query *node, ig_error *err) IG_CHECKED;
void ig_windowing_reset(ig_windowing *w); /* idempotent */

/* Makes what some calls look at, once: which rows tie, and periods. */
int ig_windowing_mark_ties(ig_windowing *w, ig_error *err) IG_CHECKED;
int ig_windowing_read_periods(ig_windowing *w, ig_error *err) IG_CHECKED;

/* The column that the first order names. */
const ig_column *ig_windowing_sorted(const ig_windowing *w);

/* Appends "group hs = 7614, partner = Mexico", or "all rows", for the group of a row. */
int ig_windowing_print_group(const ig_windowing *w, uint32_t row, ig_buffer *out,
                             ig_error *err) IG_CHECKED;

/* The value of a call for each row, as a new column. `argument` is that of the call on the table's
   rows, or NULL; `periods` its second argument. Errors of the data name call, group and period. */
ig_column *ig_window_column(ig_windowing *w, const ig_window *call, const ig_column *argument,
                            int64_t periods, ig_error *err) IG_CHECKED;

#endif
