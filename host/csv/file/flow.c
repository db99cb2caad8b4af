/*
 * Every worker takes one unit of the queue after the other. Who opens a file publishes it, decodes
 * what opening left, and takes its chunks with the others; who does its last unit settles it.
 *
 * `opened` belongs to the chunk whose turn it is; the lock guards the arrays of the parts.
 */
#include "csv/file/flow.h"

#include <pthread.h>
#include <stdatomic.h>

#include "csv/file/piece.h"
#include "csv/file/queue.h"
#include "csv/file/settle.h"
#include "csv/file/turn.h"

enum { CHUNK_BYTES_MAX = (1 << 30) - 4096 }; /* with the longest record below 2^31 */

typedef struct running { /* a file under way */
    ig_csv_lane lane;    /* first: the queue gives it back */
    ig_csv_opened opened;
    bool has_faults;
    uint64_t told_bytes;            /* of its progress, where packed */
    uint32_t share_of[IG_POOL_MAX]; /* by worker: number of its share from 1; 0: none yet */
} running;

typedef struct flow {
    const ig_context *context;
    const ig_csv_spec *spec;
    ig_csv_part *parts;
    size_t n_parts;
    size_t chunk_bytes;
    ig_csv_queue queue;
    pthread_mutex_t lock;
    atomic_uint_least64_t done_bytes;
    uint64_t total_bytes;
} flow;

typedef struct worker {
    flow *flow;
    unsigned number;
    ig_csv_bench bench;
    ig_csv_taker taker;
    ig_csv_decoder *decoders[IG_ENCODINGS]; /* owned, or NULL */
} worker;

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
    room = room > r->lane.n_chunks ? r->lane.n_chunks : room;
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
        ig_csv_seen_join(&r->opened.seen, seen);
    }
    pthread_mutex_unlock(&f->lock);
    return status;
}

/* Decodes what the turn split. */
static int decode(worker *w, running *r, size_t number, ig_error *err) {
    flow *f = w->flow;
    ig_csv_chunk chunk = {0};
    ig_csv_shelf *shelves = shelves_of(w, r, err);
    w->taker.decoder =
        shelves == NULL ? NULL : decoder_of(w, r->opened.part->encoded.encoding, err);
    if (w->taker.decoder == NULL) {
        return -1;
    }
    int status = ig_csv_piece_take(&chunk, &r->opened, &w->taker, shelves, &w->bench.split,
                                   (uint32_t)number, err);
    chunk.share = r->share_of[w->number] - 1;
    if (status == 0) {
        status = store_chunk(f, r, number, &chunk, &w->taker.seen, err);
    }
    if (status != 0) {
        ig_csv_chunk_reset(&chunk);
    }
    return status;
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
    if (!ig_csv_queue_wait(&f->queue, &r->lane, number)) {
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
    ig_csv_queue_hand_on(&f->queue, &r->lane, number, status != 0 || is_last);
    if (status == 0) {
        status = decode(w, r, number, err);
        tell_progress(w, more_bytes);
    }
    return status;
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
        status = ig_csv_opened_open(&r->opened, f->context, f->spec, part, f->chunk_bytes, known,
                                    &w->bench.large, &w->bench.split, &again, err);
    }
    if (status == 0) {
        part->shares = ig_alloc_zero(memory, IG_POOL_MAX, sizeof(ig_csv_shelf *), err);
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
    size_t n_chunks = 1 + (size_t)((left + f->chunk_bytes - 1) / f->chunk_bytes);
    r->lane = (ig_csv_lane){.number = number,
                            .n_chunks = plain ? n_chunks : SIZE_MAX,
                            .next_chunk = 1,
                            .turn = 1,
                            .n_inside = 1,
                            .is_over = r->opened.is_whole};
    return r;
}

static void run_file(worker *w, size_t number, ig_encoding encoding);

/* All chunks are there, or the file failed. */
static void end_file(worker *w, running *r) {
    flow *f = w->flow;
    ig_error err = {.kind = IG_ERROR_INTERNAL};
    size_t number = r->lane.number;
    bool again = false;
    if (!r->lane.has_failed && ig_csv_settle(&r->opened, &again, &err) != 0) {
        ig_csv_queue_fail(&f->queue, number, SIZE_MAX, &err);
    } else if (r->has_faults && !again && f->spec->on_error == IG_CSV_STOP) {
        ig_csv_queue_fault(&f->queue, number);
    }
    close_file(r);
    if (again) {
        run_file(w, number, f->parts[number].encoded.encoding);
        return;
    }
    ig_csv_queue_end(&f->queue);
}

/* A worker who opens a file is busy with it until others know of it, or to its end. */
static void run_file(worker *w, size_t number, ig_encoding encoding) {
    flow *f = w->flow;
    ig_error err = {.kind = IG_ERROR_INTERNAL};
    running *r = open_file(w, number, encoding, &err);
    if (r == NULL) {
        ig_csv_queue_fail(&f->queue, number, 0, &err);
        ig_csv_queue_end(&f->queue);
        return;
    }
    bool is_alone = r->opened.is_whole;
    int status = ig_csv_turn_begin(&r->opened, &w->bench, &err);
    bool plain = ig_csv_source_packing(r->opened.source) == IG_CSV_PLAIN;
    uint64_t consumed = plain ? r->opened.at : ig_csv_source_consumed(r->opened.source);
    r->told_bytes = consumed;
    is_alone = is_alone || status != 0;
    if (!is_alone) {
        ig_csv_queue_add(&f->queue, &r->lane);
    }
    if (status == 0) {
        status = decode(w, r, 0, &err);
        tell_progress(w, consumed);
    }
    if (status != 0) {
        ig_csv_queue_fail(&f->queue, number, 0, &err);
    }
    if (is_alone) {
        r->lane.has_failed = status != 0;
    }
    if (is_alone || ig_csv_queue_leave(&f->queue, &r->lane, status != 0)) {
        end_file(w, r);
    }
}

static int work(void *context, size_t task, unsigned number, ig_error *err) {
    flow *f = context;
    worker w = {.flow = f, .number = number};
    ig_csv_unit unit;
    (void)task;
    (void)err; /* failures are the queue's */
    ig_csv_bench_init(&w.bench, f->context->memory);
    ig_csv_taker_init(&w.taker, f->context->memory);
    while (ig_csv_queue_take(&f->queue, &unit)) {
        ig_error failure = {.kind = IG_ERROR_INTERNAL};
        running *r = (running *)unit.lane;
        if (r == NULL) {
            run_file(&w, unit.number, IG_AUTO);
            continue;
        }
        int status = run_chunk(&w, r, unit.number, &failure);
        if (status != 0) {
            ig_csv_queue_fail(&f->queue, r->lane.number, unit.number, &failure);
        }
        if (ig_csv_queue_leave(&f->queue, &r->lane, status != 0)) {
            end_file(&w, r);
        }
    }
    ig_csv_bench_reset(&w.bench);
    ig_csv_taker_reset(&w.taker);
    for (size_t i = 0; i < IG_ENCODINGS; i++) {
        ig_csv_decoder_free(w.decoders[i]);
    }
    return 0;
}

/* What there is to read, where somebody wants to know: packed files by their size on disk. */
static uint64_t count_bytes(const flow *f) {
    ig_facts facts;
    ig_error ignored; /* whoever reads it tells */
    uint64_t bytes = 0;
    for (size_t i = 0; i < f->n_parts && ig_pool_is_heard(f->context->pool); i++) {
        int known = ig_reach_look(f->context->reach, f->parts[i].path, &facts, &ignored);
        bytes += known == 0 ? facts.size_bytes : 0;
    }
    return bytes;
}

int ig_csv_flow_run(const ig_context *context, const ig_csv_spec *spec, ig_csv_part *parts,
                    size_t n_parts, size_t chunk_bytes, size_t *n_read, ig_error *err) {
    flow f = {.context = context,
              .spec = spec,
              .parts = parts,
              .n_parts = n_parts,
              .chunk_bytes = chunk_bytes < CHUNK_BYTES_MAX ? chunk_bytes : CHUNK_BYTES_MAX};
    ig_csv_queue *queue = &f.queue;
    pthread_mutex_init(&f.lock, NULL); /* as the queue's */
    ig_csv_queue_init(queue, n_parts);
    atomic_init(&f.done_bytes, 0);
    f.total_bytes = count_bytes(&f);
    int status = ig_pool_run(context->pool, ig_pool_size(context->pool), work, &f, err);
    while (queue->first != NULL) { /* nobody wanted the rest of it */
        running *r = (running *)queue->first;
        queue->first = r->lane.next;
        close_file(r);
    }
    if (status == 0 && queue->has_failed && queue->failed_file <= queue->faulty_file) {
        if (err != NULL) {
            *err = queue->failure;
        }
        status = -1;
    }
    *n_read = queue->faulty_file == SIZE_MAX ? n_parts : queue->faulty_file + 1;
    ig_csv_queue_reset(queue);
    pthread_mutex_destroy(&f.lock);
    return status;
}
