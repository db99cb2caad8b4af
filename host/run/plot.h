/* gnuplot, as a child of the supervisor: one script in, one picture or a problem out. */
#ifndef INGOT_RUN_PLOT_H
#define INGOT_RUN_PLOT_H

#include "base/buffer.h"

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct ig_plot ig_plot;

/* Starts it; `mask` is the signal mask for the child. NULL on failure of our own; where it cannot be
   started, that is the problem it ends with. */
ig_plot *ig_plot_start(ig_memory *memory, const char *script, size_t size_bytes, double seconds,
                       const sigset_t *mask, ig_error *err) IG_CHECKED;

/* Kills it when its time is over. Seconds until that; below 0 for never. */
double ig_plot_watch(ig_plot *plot);

/* True when it is done: `answer` then holds the JSON for the worker. */
bool ig_plot_is_done(ig_plot *plot);
int ig_plot_answer(ig_plot *plot, ig_buffer *answer, ig_error *err) IG_CHECKED;

void ig_plot_free(ig_plot *plot); /* kills and reaps it where it still runs; NULL is nothing */

#endif
