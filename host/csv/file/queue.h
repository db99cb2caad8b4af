/*
 * Which unit of work comes next, for many workers at once: a file to open, or a chunk of one that is
 * open. Units are taken in order of file and chunk. Whoever waits for its chunk's turn waits for a
 * lower unit that somebody has taken, so the lowest is never waited for and all end. A unit that
 * fails ends the taking of higher ones only: the lowest failure is the same on every run.
 */
#ifndef INGOT_CSV_FILE_QUEUE_H
#define INGOT_CSV_FILE_QUEUE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/* An open file in the queue, which guards it from ig_csv_queue_add on until the last unit leaves. */
typedef struct ig_csv_lane {
    size_t number;            /* of the file */
    size_t n_chunks;          /* SIZE_MAX: as many as come */
    size_t next_chunk;        /* to be taken */
    size_t turn;              /* the chunk whose turn it is */
    size_t n_inside;          /* units under way */
    bool is_over;             /* no turn comes any more */
    bool has_failed;          /* or nobody wants the rest of it */
    struct ig_csv_lane *next; /* of a higher number */
} ig_csv_lane;

typedef struct ig_csv_unit {
    ig_csv_lane *lane; /* NULL: file `number` is to be opened */
    size_t number;     /* of the chunk, or of the file */
} ig_csv_unit;

typedef struct ig_csv_queue { /* the caller's struct */
    pthread_mutex_t lock;     /* of all that follows, and of the lanes */
    pthread_cond_t news;
    ig_csv_lane *first; /* borrowed: lanes with chunks to take, in order */
    size_t n_files;
    size_t next_file;
    size_t n_busy; /* workers that may bring new work: they open or settle a file */
    size_t n_waiting;
    bool has_failed;
    size_t failed_file;
    size_t failed_chunk;
    ig_error failure;
    size_t faulty_file; /* SIZE_MAX while none */
} ig_csv_queue;

void ig_csv_queue_init(ig_csv_queue *queue, size_t n_files);
void ig_csv_queue_reset(ig_csv_queue *queue); /* when no worker is left */

/* The next unit, waiting for one while others may bring it. False: there is none. Who takes a file
   is busy with it until it is added, or ended. */
bool ig_csv_queue_take(ig_csv_queue *queue, ig_csv_unit *unit);

/* Lets others take the chunks of a file; who opened it stays inside, and is busy no longer. */
void ig_csv_queue_add(ig_csv_queue *queue, ig_csv_lane *lane);

/* A file that a worker was busy with is done. */
void ig_csv_queue_end(ig_csv_queue *queue);

/* Waits until it is the chunk's turn. False: it never will be. */
bool ig_csv_queue_wait(ig_csv_queue *queue, const ig_csv_lane *lane, size_t chunk);

/* Ends the chunk's turn. `is_over`: it was the last. */
void ig_csv_queue_hand_on(ig_csv_queue *queue, ig_csv_lane *lane, size_t chunk, bool is_over);

/* A unit of the file is done. True for the last one: the lane is no longer in the queue, and who left
   it busy with it. */
bool ig_csv_queue_leave(ig_csv_queue *queue, ig_csv_lane *lane, bool has_failed);

/* Keeps the failure that is first in order; one who was stopped has the last word. */
void ig_csv_queue_fail(ig_csv_queue *queue, size_t file, size_t chunk, const ig_error *err);

/* The file has a fault that is an error: none behind it is wanted. */
void ig_csv_queue_fault(ig_csv_queue *queue, size_t file);

#endif
