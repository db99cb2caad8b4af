/*
 * Every worker takes one unit after the other, in order of file and chunk: a file to open, or a
 * chunk of one that is open. Whoever waits for its chunk's turn waits for a lower unit that
 * somebody has taken, so the lowest is never waited for and all end. A unit that fails ends the
 * taking of higher ones only: the lowest failure is the same on every run.
 *
 * The lock guards the flow and the running files' numbers; `opened` belongs to the chunk whose turn
 * it is.
 */
#include "csv/file/flow.h"

#include <pthread.h>
#include <stdatomic.h>
#include <sys/stat.h>

#include "csv/file/piece.h"
#include "csv/file/settle.h"
#include "csv/file/turn.h"

enum { CHUNK_BYTES_MAX = (1 << 30) - 4096 }; /* with the longest record below 2^31 */

typedef struct running { /* a file under way */
    ig_csv_opened opened;
    size_t number;
    size_t n_chunks;   /* SIZE_MAX: as many as come */
    size_t next_chunk; /* to be taken */
    size_t turn;       /* the chunk that `opened` belongs to */
    size_t n_inside;   /* units under way */
    bool is_over;      /* no turn comes any more */
    bool has_failed;
    bool has_faults;
    uint64_t told_bytes;            /* of its progress, where packed */
    uint32_t share_of[IG_POOL_MAX]; /* by worker: number of its share from 1; 0: none yet */
    struct running *next;           /* of a higher number */
} running;

typedef struct flow {
    const ig_context *context;
    const ig_csv_spec *spec;
    ig_csv_part *parts;
    size_t n_parts;
    size_t chunk_bytes;
    pthread_mutex_t lock;
    pthread_cond_t news;
    running *first; /* running files with chunks to take, in order */
    size_t next_file;
    size_t n_busy; /* workers that may bring new work: they open or settle a file */
    size_t n_waiting;
    bool has_failed;
    size_t failed_file;
    size_t failed_chunk;
    ig_error failure;
    size_t faulty_file; /* SIZE_MAX while none */
    atomic_uint_least64_t done_bytes;
    uint64_t total_bytes;
} flow;

typedef struct worker {
    flow *flow;
    unsigned number;
    ig_csv_bench bench;
    ig_csv_taker taker;
    ig_csv_decoder *decoders[IG_LATIN1 + 1]; /* owned, or NULL */
} worker;

typedef struct unit {
    running *file; /* NULL: file `number` is to be opened */
    size_t number; /* of the chunk, or of the file */
} unit;

static void tell_news(flow *f) {
    if (f->n_waiting > 0) {
        pthread_cond_broadcast(&f->news);
    }
}

static void wait_for_news(flow *f) {
    f->n_waiting++;
    pthread_cond_wait(&f->news, &f->lock);
    f->n_waiting--;
}

/* Keeps the failure that is first in order; one who was stopped has the last word. */
static void note_failure(flow *f, size_t file, size_t chunk, const ig_error *err) {
    pthread_mutex_lock(&f->lock);
    bool stopped = err->kind == IG_ERROR_STOPPED;
    file = stopped ? 0 : file;
    chunk = stopped ? 0 : chunk;
    if (!f->has_failed || stopped || file < f->failed_file ||
        (file == f->failed_file && chunk < f->failed_chunk)) {
        f->has_failed = true;
        f->failed_file = file;
        f->failed_chunk = chunk;
        f->failure = *err;
    }
    pthread_mutex_unlock(&f->lock);
}

/* Whether something in the unit could still be the first that is wrong, or all is well. */
static bool is_wanted(const flow *f, size_t file, size_t chunk) {
    return file <= f->faulty_file && (!f->has_failed || file < f->failed_file ||
                                      (file == f->failed_file && chunk < f->failed_chunk));
}

/* The next unit, waiting for one while others may bring it. False: there is none. */
static bool take_unit(flow *f, unit *out) {
    bool found = false;
    pthread_mutex_lock(&f->lock);
    for (;;) {
        running *r = f->first;
        while (r != NULL && (r->is_over || r->next_chunk >= r->n_chunks ||
                             !is_wanted(f, r->number, r->next_chunk))) {
            r = r->next;
        }
        if (r != NULL) {
            r->n_inside++;
            *out = (unit){r, r->next_chunk++};
            found = true;
            break;
        }
        if (f->next_file < f->n_parts && is_wanted(f, f->next_file, 0)) {
            f->n_busy++;
            *out = (unit){NULL, f->next_file++};
            found = true;
            break;
        }
        if (f->n_busy == 0) {
            break;
        }
        wait_for_news(f);
    }
    pthread_mutex_unlock(&f->lock);
    return found;
}

static void end_busy(flow *f) {
    pthread_mutex_lock(&f->lock);
    f->n_busy--;
    tell_news(f);
    pthread_mutex_unlock(&f->lock);
}

static void tell_progress(worker *w, uint64_t more_bytes) {
    flow *f = w->flow;
    uint64_t done = atomic_fetch_add(&f->done_bytes, more_bytes) + more_bytes;
    if (w->number == 0 && f->total_bytes > 0) {
        ig_pool_bytes(f->context->pool, done, f->total_bytes);
    }
}

static ig_csv_decoder *decoder_of(worker *w, ig_encoding encoding, ig_error *err) {
    if (w->decoders[encoding] == NULL) {
        w->decoders[encoding] = ig_csv_decoder_new(w->flow->context->memory, encoding, err);
    }
    return w->decoders[encoding];
}

/* The worker's shelves for the file's words. */
static ig_csv_shelf *shelves_of(worker *w, running *r, ig_error *err) {
    flow *f = w->flow;
    ig_csv_part *part = r->opened.part;
    if (r->share_of[w->number] == 0) {
        ig_csv_shelf *shelves =
            ig_alloc_zero(f->context->memory, part->header.n_columns, sizeof *shelves, err);
        if (shelves == NULL) {
            return NULL;
        }
        pthread_mutex_lock(&f->lock);
        part->shares[part->n_shares++] = shelves;
        r->share_of[w->number] = (uint32_t)part->n_shares;
        pthread_mutex_unlock(&f->lock);
    }
    return part->shares[r->share_of[w->number] - 1];
}

/* Makes room for chunk `number`; under the lock. */
static int grow_chunks(running *r, ig_memory *memory, size_t number, ig_error *err) {
    ig_csv_part *part = r->opened.part;
    if (number >= UINT32_MAX) {
        return ig_fail(err, IG_ERROR_LIMIT, "%s: more chunks than can be counted",
                       ig_csv_source_shown(r->opened.source));
    }
    if (number < r->opened.max_chunks) {
        return 0;
    }
    size_t room = 2 * number + 1;
    room = r->n_chunks != SIZE_MAX && room > r->n_chunks ? r->n_chunks : room;
    ig_csv_chunk *chunks = ig_realloc_array(memory, part->chunks, room, sizeof *chunks, err);
    if (chunks == NULL) {
        return -1;
    }
    part->chunks = chunks;
    r->opened.max_chunks = room;
    return 0;
}

/* Puts a chunk into its part. Those before it that are still under way are empty until they come. */
static int store_chunk(flow *f, running *r, size_t number, ig_csv_chunk *chunk,
                       const ig_csv_seen *seen, ig_error *err) {
    ig_csv_part *part = r->opened.part;
    ig_csv_seen *all = &r->opened.seen;
    pthread_mutex_lock(&f->lock);
    int status = grow_chunks(r, f->context->memory, number, err);
    if (status == 0) {
        while (part->n_chunks <= number) {
            part->chunks[part->n_chunks++] = (ig_csv_chunk){0};
        }
        part->chunks[number] = *chunk;
        part->n_rows += chunk->n_rows;
        part->n_records += chunk->n_rows + chunk->n_faulty_rows;
        r->has_faults = r->has_faults || ig_csv_faults_size(&chunk->faults) > 0;
        all->beyond_ascii = all->beyond_ascii || seen->beyond_ascii;
        all->not_utf8 = all->not_utf8 || seen->not_utf8;
        all->not_gb18030 = all->not_gb18030 || seen->not_gb18030;
    }
    pthread_mutex_unlock(&f->lock);
    return status;
}

/* Decodes what the turn split. */
static int decode(worker *w, running *r, size_t number, ig_error *err) {
    flow *f = w->flow;
    ig_csv_chunk chunk = {0};
    ig_csv_seen seen = {0};
    ig_csv_shelf *shelves = shelves_of(w, r, err);
    w->taker.decoder =
        shelves == NULL ? NULL : decoder_of(w, r->opened.part->encoded.encoding, err);
    if (w->taker.decoder == NULL) {
        return -1;
    }
    int status = ig_csv_piece_take(&chunk, &r->opened, &w->taker, shelves, &w->bench.split,
                                   (uint32_t)number, &seen, err);
    chunk.share = r->share_of[w->number] - 1;
    if (status == 0) {
        status = store_chunk(f, r, number, &chunk, &seen, err);
    }
    if (status != 0) {
        ig_csv_chunk_reset(&chunk);
    }
    return status;
}

/* Waits until it is the chunk's turn. False: it never will be. */
static bool wait_turn(flow *f, running *r, size_t number) {
    pthread_mutex_lock(&f->lock);
    while (!r->is_over && r->turn != number) {
        wait_for_news(f);
    }
    bool is_over = r->is_over;
    pthread_mutex_unlock(&f->lock);
    return !is_over;
}

static void hand_on(flow *f, running *r, size_t number, bool is_over) {
    pthread_mutex_lock(&f->lock);
    r->turn = number + 1;
    r->is_over = r->is_over || is_over;
    tell_news(f);
    pthread_mutex_unlock(&f->lock);
}

/* All of a chunk, from its bytes on. */
static int run_chunk(worker *w, running *r, size_t number, ig_error *err) {
    flow *f = w->flow;
    ig_csv_opened *opened = &r->opened;
    bool plain = ig_csv_source_packing(opened->source) == IG_CSV_PLAIN;
    uint64_t at = opened->chunks_at + (number - 1) * (uint64_t)f->chunk_bytes;
    bool is_last = false;
    int status = 0;
    if (plain) {
        status = ig_csv_turn_read(opened, &w->bench, at, f->chunk_bytes, &is_last, err);
    }
    if (!wait_turn(f, r, number)) {
        return 0;
    }
    uint64_t more_bytes = w->bench.chunk.size_bytes;
    if (!plain) {
        status = ig_csv_turn_read(opened, &w->bench, opened->at, f->chunk_bytes, &is_last, err);
        uint64_t consumed = ig_csv_source_consumed(opened->source);
        more_bytes = consumed - r->told_bytes;
        r->told_bytes = consumed;
    }
    if (status == 0) {
        status = ig_csv_turn_split(opened, &w->bench, is_last, err);
    }
    hand_on(f, r, number, status != 0 || is_last);
    if (status == 0) {
        status = decode(w, r, number, err);
        tell_progress(w, more_bytes);
    }
    return status;
}

static void unlink_file(flow *f, const running *r) {
    running **place = &f->first;
    while (*place != NULL && *place != r) {
        place = &(*place)->next;
    }
    if (*place != NULL) {
        *place = r->next;
    }
}

/* A unit of the file is done. True for the last one, who is then busy with it alone. */
static bool leave(flow *f, running *r, bool has_failed) {
    pthread_mutex_lock(&f->lock);
    r->has_failed = r->has_failed || has_failed;
    r->is_over = r->is_over || has_failed;
    r->n_inside--;
    bool is_last = r->n_inside == 0 && (r->is_over || !is_wanted(f, r->number, r->next_chunk));
    if (is_last) {
        unlink_file(f, r);
        r->has_failed = r->has_failed || !r->is_over; /* nobody wants the rest */
        f->n_busy++;
    }
    tell_news(f);
    pthread_mutex_unlock(&f->lock);
    return is_last;
}

static void publish(flow *f, running *r) {
    pthread_mutex_lock(&f->lock);
    running **place = &f->first;
    while (*place != NULL && (*place)->number < r->number) {
        place = &(*place)->next;
    }
    r->next = *place;
    *place = r;
    f->n_busy--;
    tell_news(f);
    pthread_mutex_unlock(&f->lock);
}

static void close_file(running *r) {
    ig_csv_opened_close(&r->opened);
    ig_free(r);
}

/* Opens a file, for sure in `encoding` unless that is IG_AUTO. NULL on failure. */
static running *open_file(worker *w, size_t number, ig_encoding encoding, ig_error *err) {
    flow *f = w->flow;
    ig_memory *memory = f->context->memory;
    ig_csv_part *part = &f->parts[number];
    running *r = ig_alloc_zero(memory, 1, sizeof *r, err);
    bool again = r != NULL;
    int status = r == NULL ? -1 : 0;
    for (int times = 0; again && status == 0 && times < 2; times++) {
        ig_encoding known = times == 0 ? encoding : part->encoded.encoding;
        ig_csv_opened_close(&r->opened);
        ig_csv_part_reset(part);
        status =
            ig_csv_opened_open(&r->opened, memory, f->context->pool, f->spec, part, f->chunk_bytes,
                               known, &w->bench.large, &w->bench.split, &again, err);
    }
    if (status == 0) {
        part->shares = ig_alloc_zero(memory, IG_POOL_MAX, sizeof part->shares[0], err);
        status = part->shares == NULL ? -1 : 0;
    }
    if (status != 0) {
        if (r != NULL) {
            close_file(r);
        }
        return NULL;
    }
    uint64_t left = ig_csv_source_size(r->opened.source) - r->opened.at;
    bool plain = ig_csv_source_packing(r->opened.source) == IG_CSV_PLAIN;
    r->number = number;
    r->n_chunks = plain ? 1 + (size_t)((left + f->chunk_bytes - 1) / f->chunk_bytes) : SIZE_MAX;
    r->next_chunk = 1;
    r->n_inside = 1;
    r->is_over = r->opened.is_whole;
    return r;
}

static void run_file(worker *w, size_t number, ig_encoding encoding);

/* All chunks are there, or the file failed. */
static void end_file(worker *w, running *r) {
    flow *f = w->flow;
    ig_error err = {.kind = IG_ERROR_INTERNAL};
    size_t number = r->number;
    bool again = false;
    if (!r->has_failed && ig_csv_settle(&r->opened, &again, &err) != 0) {
        note_failure(f, number, SIZE_MAX, &err);
    } else if (r->has_faults && !again && f->spec->on_error == IG_CSV_STOP) {
        pthread_mutex_lock(&f->lock);
        f->faulty_file = number < f->faulty_file ? number : f->faulty_file;
        pthread_mutex_unlock(&f->lock);
    }
    close_file(r);
    if (again) {
        run_file(w, number, f->parts[number].encoded.encoding);
        return;
    }
    end_busy(f);
}

/* A worker who opens a file is busy with it until others know of it, or to its end. */
static void run_file(worker *w, size_t number, ig_encoding encoding) {
    flow *f = w->flow;
    ig_error err = {.kind = IG_ERROR_INTERNAL};
    running *r = open_file(w, number, encoding, &err);
    if (r == NULL) {
        note_failure(f, number, 0, &err);
        end_busy(f);
        return;
    }
    bool is_alone = r->opened.is_whole;
    int status = ig_csv_turn_begin(&r->opened, &w->bench, &err);
    bool plain = ig_csv_source_packing(r->opened.source) == IG_CSV_PLAIN;
    uint64_t consumed = plain ? r->opened.at : ig_csv_source_consumed(r->opened.source);
    r->told_bytes = consumed;
    r->turn = 1;
    if (status == 0 && !is_alone) {
        publish(f, r);
    } else {
        is_alone = true;
    }
    if (status == 0) {
        status = decode(w, r, 0, &err);
        tell_progress(w, consumed);
    }
    if (status != 0) {
        note_failure(f, number, 0, &err);
    }
    if (is_alone) {
        r->has_failed = status != 0;
    }
    if (is_alone || leave(f, r, status != 0)) {
        end_file(w, r);
    }
}

static int work(void *context, size_t task, unsigned number, ig_error *err) {
    flow *f = context;
    worker w = {.flow = f, .number = number};
    unit next;
    (void)task;
    (void)err; /* failures are the flow's */
    ig_csv_bench_init(&w.bench, f->context->memory);
    ig_csv_taker_init(&w.taker, f->context->memory);
    while (take_unit(f, &next)) {
        ig_error failure = {.kind = IG_ERROR_INTERNAL};
        if (next.file == NULL) {
            run_file(&w, next.number, IG_AUTO);
            continue;
        }
        int status = run_chunk(&w, next.file, next.number, &failure);
        if (status != 0) {
            note_failure(f, next.file->number, next.number, &failure);
        }
        if (leave(f, next.file, status != 0)) {
            end_file(&w, next.file);
        }
    }
    ig_csv_bench_reset(&w.bench);
    ig_csv_taker_reset(&w.taker);
    for (size_t i = 0; i <= IG_LATIN1; i++) {
        ig_csv_decoder_free(w.decoders[i]);
    }
    return 0;
}

/* What there is to read, where somebody wants to know: packed files by their size on disk. */
static uint64_t count_bytes(const flow *f) {
    struct stat facts;
    uint64_t bytes = 0;
    for (size_t i = 0; i < f->n_parts && ig_pool_is_heard(f->context->pool); i++) {
        bytes += stat(f->parts[i].path, &facts) == 0 ? (uint64_t)facts.st_size : 0;
    }
    return bytes;
}

int ig_csv_flow_run(const ig_context *context, const ig_csv_spec *spec, ig_csv_part *parts,
                    size_t n_parts, size_t chunk_bytes, size_t *n_read, ig_error *err) {
    flow f = {.context = context,
              .spec = spec,
              .parts = parts,
              .n_parts = n_parts,
              .chunk_bytes = chunk_bytes < CHUNK_BYTES_MAX ? chunk_bytes : CHUNK_BYTES_MAX,
              .faulty_file = SIZE_MAX};
    pthread_mutex_init(&f.lock, NULL); /* with default attributes these cannot fail on Linux */
    pthread_cond_init(&f.news, NULL);
    atomic_init(&f.done_bytes, 0);
    f.total_bytes = count_bytes(&f);
    int status = ig_pool_run(context->pool, ig_pool_size(context->pool), work, &f, err);
    while (f.first != NULL) { /* nobody wanted the rest of it */
        running *r = f.first;
        f.first = r->next;
        close_file(r);
    }
    pthread_cond_destroy(&f.news);
    pthread_mutex_destroy(&f.lock);
    if (status == 0 && f.has_failed && f.failed_file <= f.faulty_file) {
        if (err != NULL) {
            *err = f.failure;
        }
        status = -1;
    }
    *n_read = f.faulty_file == SIZE_MAX ? n_parts : f.faulty_file + 1;
    return status;
}
