/*
 * A worker's end of the line to its supervisor. Used by its main thread only. A line that is gone
 * ends the worker: without a supervisor there is nobody to work for.
 */
#ifndef INGOT_RUN_WORKER_H
#define INGOT_RUN_WORKER_H

#include "base/reach.h"
#include "run/board.h"
#include "run/filter.h"
#include "run/job.h"

#include <signal.h>
#include <stdbool.h>

typedef struct ig_worker ig_worker;

/* By the crew, in the child: takes the descriptors. The job lasts as long as the process, and so does
   the filter (NULL for who is trusted). NULL on failure. Never freed: it goes with the process. */
ig_worker *ig_worker_new(const ig_job *job, ig_board *board, int line_fd, int stage_fd,
                         const ig_filter *filter, ig_error *err) IG_CHECKED;

/* The account of all it allocates, with the job's limit. */
ig_memory *ig_worker_memory(ig_worker *worker);
/* Counts in another account from now on, one made before the fork, with the job's limit. */
void ig_worker_take(ig_worker *worker, ig_memory *memory);

size_t ig_worker_blocks(const ig_worker *worker); /* its own in that account */

ig_board *ig_worker_board(ig_worker *worker);
const ig_limits *ig_worker_limits(const ig_worker *worker);

/* Its reach, once it is shut: the job's reads and what was granted then, its output folder and stage;
   NULL for one that is trusted and has no output folder, wide where it has one. Owned by the worker. */
const ig_reach *ig_worker_reach(ig_worker *worker);

/* Grants what only the worker can know is needed (the program's own files), then shuts the jail: from
   here on the process has no way to anything else. Before any thread is started and any text of a user
   is read. A trusted one gets no jail. */
int ig_worker_shut(ig_worker *worker, const char *const *own, size_t n_own,
                   ig_error *err) IG_CHECKED;

/* Sends a request and waits for its answer, which the caller frees by ig_free. NULL on failure. */
char *ig_worker_ask(ig_worker *worker, ig_memory *memory, const char *text, size_t size_bytes,
                    size_t *answer_bytes, ig_error *err) IG_CHECKED;

/* Leaves word: the last that is told comes with the end of the worker. */
int ig_worker_tell(ig_worker *worker, const char *text, size_t size_bytes,
                   ig_error *err) IG_CHECKED;

/* Puts everything in the stage in its place, now. Either all of it stands there afterwards, or none. */
int ig_worker_commit(ig_worker *worker, ig_error *err) IG_CHECKED;

/* Counts bytes against the output limit: "limit" past it ("output limit: …"). */
int ig_worker_count(ig_worker *worker, uint64_t more_bytes, ig_error *err) IG_CHECKED;

/* Writes all of it to standard output (1) or standard error (2), counted. */
int ig_worker_say(ig_worker *worker, int stream, const char *text, size_t size_bytes,
                  ig_error *err) IG_CHECKED;

/* A shared input, or NULL. */
const ig_job_input *ig_worker_input(const ig_worker *worker, const char *name);
int ig_worker_fd(const ig_worker *worker); /* the memory it is to fill, or −1 */

/* Whether a signal is from the supervisor. */
bool ig_worker_is_from_supervisor(const ig_worker *worker, const siginfo_t *info);

/* Whether an interrupt is to be heard: from the supervisor, or sent by someone to this very process
   where it is not quiet. What a terminal sends, the supervisor hears too, and passes on. */
bool ig_worker_hears(const ig_worker *worker, const siginfo_t *info);

/* Notes which limit it ran into by itself, unless one is noted already. */
void ig_worker_hit(ig_worker *worker, ig_limit_hit hit);

/* By the handler of SIGUSR1: which limit it means. */
void ig_worker_strike(ig_worker *worker, int hit);

/* A sentence on that limit, for a message: "time limit: 1 s of processor time used up (--cpu allows
   more)"; "" while none is hit. Safe in a Lua hook. */
const char *ig_worker_limit_text(const ig_worker *worker);

/* Ends the process at once with a line on standard error, "<place><text>", and the exit code of a
   limit. */
_Noreturn void ig_worker_end_at_limit(ig_worker *worker, const char *place, const char *text);

#endif
