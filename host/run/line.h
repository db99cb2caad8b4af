/*
 * The line between a worker and its supervisor: a pair of sockets, and frames on it. A frame is a kind,
 * a size and that many bytes. The worker writes and reads whole frames and waits for them; the
 * supervisor never waits, and takes what has come so far.
 */
#ifndef INGOT_RUN_LINE_H
#define INGOT_RUN_LINE_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum ig_frame_kind {
    IG_FRAME_ASK = 1, /* worker: a request; an answer is waited for */
    IG_FRAME_TELL,    /* worker: the last word, kept for its end */
    IG_FRAME_COMMIT,  /* worker: put the stage in its place; an answer is waited for */
    IG_FRAME_ANSWER,  /* supervisor: to a request, or that it is committed */
    IG_FRAME_FAILED   /* supervisor: one byte, an ig_error_kind, and the text of the error */
} ig_frame_kind;

/* The most that one frame carries. */
enum { IG_FRAME_MAX = 64 << 20 };

typedef struct ig_frame {
    uint32_t kind, size_bytes;
} ig_frame;

/* What has come in on a line and was not taken yet. */
typedef struct ig_line {
    int fd; /* −1: closed by the other end, or by us */
    ig_buffer in, out;
    size_t taken, sent; /* of in, of out */
} ig_line;

void ig_line_init(ig_line *line, ig_memory *memory, int fd);
void ig_line_close(ig_line *line); /* and gives its memory back; idempotent */

/* ---- the supervisor's end: the descriptor does not block ---- */

/* Reads what is there. −1 with an error when memory is out or a frame is none. */
int ig_line_receive(ig_line *line, ig_error *err) IG_CHECKED;

/* The next whole frame, or false. Its bytes last until the next call of ig_line_receive. */
bool ig_line_take(ig_line *line, ig_frame *frame, const char **bytes);

/* Queues a frame and sends what goes; the rest goes with ig_line_send. A line that is gone is nothing. */
int ig_line_put(ig_line *line, ig_frame_kind kind, const char *bytes, size_t size_bytes,
                ig_error *err) IG_CHECKED;
void ig_line_send(ig_line *line);
bool ig_line_has_more(const ig_line *line); /* to send */

/* ---- the worker's end: it blocks ---- */

/* Whole frames; −1 when the line is gone. The bytes that come are the caller's, with a NUL behind. */
int ig_line_write(int fd, ig_frame_kind kind, const char *bytes, size_t size_bytes);
char *ig_line_read(int fd, ig_memory *memory, ig_frame *frame, ig_error *err) IG_CHECKED;

#endif
