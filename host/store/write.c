/*
 * A file consists of pieces, one in another: the table, and the tables that ride along. Where
 * everything of a piece lies is known before a byte of it is written, so threads measure and write the
 * rows in runs, each at its place; only the footer, which holds what they found, comes last.
 */
#include "store/snapshot.h"

#include "base/file.h"
#include "store/format.h"
#include "store/message.h"

#include <string.h>

enum { RUN = 16 /* blocks of a task */ };

/* A column on its way into the file. Places count from the start of the piece. */
typedef struct plan {
    const ig_column *column;
    uint64_t values_at, validity_at, reasons_at, starts_at, texts_at;
    void *starts; /* owned: the offsets of the texts as the file has them */
    ig_words start_bytes, text_bytes;
    size_t n_blocks, n_start_blocks, n_text_blocks, record_words;
    char *words; /* owned: the column's pair in the footer */
    size_t words_bytes;
} plan;

/* A run of blocks of one column: of its rows, or of the bytes of its dictionary. */
typedef struct run {
    plan *plan;
    enum { ROWS, STARTS, TEXTS } kind;
    size_t first, end;
} run;

typedef struct piece {
    const ig_context *context;
    const ig_file_writer *out;
    ig_table *table;   /* borrowed */
    const char *about; /* or NULL */
    char about_hash[IG_WORD_TEXT];
    uint64_t base;     /* where the piece begins in the file; a multiple of IG_ALIGNMENT */
    uint64_t end;      /* of what is laid out; from the start of the piece, as all below */
    uint64_t messages; /* their hash */
    plan *plans;       /* owned */
    ig_arrow_block *dictionaries; /* owned */
    size_t n_dictionaries;
    ig_arrow_block batch;
    char attached[IG_ATTACHED * 2 * IG_WORD_TEXT];
} piece;

static uint64_t align(uint64_t at) {
    return (at + IG_ALIGNMENT - 1) / IG_ALIGNMENT * IG_ALIGNMENT;
}

static int put(const piece *p, uint64_t at, const void *bytes, size_t size_bytes, ig_error *err) {
    return ig_file_put(p->out, p->base + at, bytes, size_bytes, err);
}

/* Puts a message at the end, and leaves room for its body behind it. */
static int put_message(piece *p, const ig_flat *flat, uint64_t body_bytes, ig_arrow_block *block,
                       ig_error *err) {
    size_t metadata = (size_t)(align(p->end + IG_ARROW_PREFIX_BYTES + flat->size_bytes) - p->end);
    char *message = ig_alloc_zero(p->context->memory, metadata, 1, err);
    if (message == NULL) {
        return -1;
    }
    uint32_t prefix[2] = {UINT32_MAX, (uint32_t)(metadata - IG_ARROW_PREFIX_BYTES)};
    memcpy(message, prefix, sizeof prefix);
    memcpy(message + sizeof prefix, ig_flat_bytes(flat), flat->size_bytes);
    p->messages = ig_messages_hash(p->messages, message, metadata);
    int result = put(p, p->end, message, metadata, err);
    ig_free(message);
    *block = (ig_arrow_block){(int64_t)p->end, (int32_t)metadata, 0, (int64_t)body_bytes};
    p->end += metadata + body_bytes;
    return result;
}

/* ---- laying out ---- */

static size_t schema_pairs(const piece *p, ig_pair pairs[2]) {
    if (p->about == NULL) {
        return 0;
    }
    pairs[0] = (ig_pair){IG_KEY_ABOUT, {p->about, strlen(p->about)}};
    pairs[1] = (ig_pair){IG_KEY_ABOUT_HASH, {p->about_hash, IG_WORD_TEXT}};
    return 2;
}

static int lay_out_schema(piece *p, ig_error *err) {
    char head[IG_ARROW_HEAD_BYTES] = IG_ARROW_MAGIC;
    ig_pair pairs[2];
    ig_arrow_block block;
    ig_flat flat;
    if (p->about != NULL) {
        ig_word_print(p->about_hash, ig_hash_bytes(p->about, strlen(p->about)));
    }
    ig_flat_init(&flat, p->context->memory);
    p->end = sizeof head;
    int result = put(p, 0, head, sizeof head, err);
    if (result == 0) {
        result = ig_message_schema(&flat, p->table, pairs, schema_pairs(p, pairs), err);
    }
    if (result == 0) {
        result = put_message(p, &flat, 0, &block, err);
    }
    ig_flat_reset(&flat);
    return result;
}

/* The offsets of a dictionary's texts, of 4 or 8 bytes. */
static int make_starts(const piece *p, plan *c, ig_error *err) {
    const ig_dict *dict = c->column->dict;
    size_t n = ig_dict_size(dict), at = 0;
    bool large = ig_message_is_large(dict);
    size_t width = large ? sizeof(uint64_t) : sizeof(uint32_t);
    c->starts = ig_alloc_zero(p->context->memory, n + 1, width, err);
    if (c->starts == NULL) {
        return -1;
    }
    for (size_t i = 0; i < n; i++) {
        at += ig_dict_text(dict, (uint32_t)i).size_bytes;
        if (large) {
            ((uint64_t *)c->starts)[i + 1] = at;
        } else {
            ((uint32_t *)c->starts)[i + 1] = (uint32_t)at;
        }
    }
    ig_text texts = ig_dict_texts(dict);
    c->start_bytes = (ig_words){c->starts, (n + 1) * width};
    c->text_bytes = (ig_words){texts.bytes, texts.size_bytes};
    c->n_start_blocks = ig_blocks(c->start_bytes.size_bytes, IG_BLOCK_BYTES);
    c->n_text_blocks = ig_blocks(c->text_bytes.size_bytes, IG_BLOCK_BYTES);
    return 0;
}

static int lay_out_dictionary(piece *p, plan *c, size_t number, ig_error *err) {
    if (make_starts(p, c, err) != 0) {
        return -1;
    }
    uint64_t texts_at = align(c->start_bytes.size_bytes);
    ig_arrow_node node = {(int64_t)ig_dict_size(c->column->dict), 0};
    ig_arrow_buffer buffers[] = {{0, 0},
                                 {0, (int64_t)c->start_bytes.size_bytes},
                                 {(int64_t)texts_at, (int64_t)c->text_bytes.size_bytes}};
    ig_message_batch batch = {.is_dictionary = true,
                              .dictionary = (int64_t)number,
                              .n_rows = node.length,
                              .nodes = &node,
                              .n_nodes = 1,
                              .buffers = buffers,
                              .n_buffers = 3};
    batch.body_bytes = (int64_t)align(texts_at + c->text_bytes.size_bytes);
    ig_arrow_block *block = &p->dictionaries[p->n_dictionaries++];
    ig_flat flat;
    ig_flat_init(&flat, p->context->memory);
    int result = ig_message_batch_write(&flat, &batch, err);
    if (result == 0) {
        result = put_message(p, &flat, (uint64_t)batch.body_bytes, block, err);
    }
    ig_flat_reset(&flat);
    c->starts_at = (uint64_t)block->offset + (uint64_t)block->metadata_bytes;
    c->texts_at = c->starts_at + texts_at;
    return result;
}

/* Two buffers a column, where they will lie in the body. Returns the size of the body. */
static uint64_t lay_out_buffers(const piece *p, ig_arrow_node *nodes, ig_arrow_buffer *buffers) {
    uint64_t end = 0;
    for (size_t i = 0; i < p->table->n_fields; i++) {
        plan *c = &p->plans[i];
        size_t bits = c->column->validity == NULL ? 0 : ig_bits_bytes(c->column);
        size_t values = ig_values_bytes(c->column);
        nodes[i] = (ig_arrow_node){(int64_t)c->column->n_rows, (int64_t)c->column->n_missing};
        buffers[2 * i] = (ig_arrow_buffer){(int64_t)end, (int64_t)bits};
        c->validity_at = end;
        end = align(end + bits);
        buffers[2 * i + 1] = (ig_arrow_buffer){(int64_t)end, (int64_t)values};
        c->values_at = end;
        end = align(end + values);
    }
    return end;
}

static int lay_out_rows(piece *p, ig_error *err) {
    size_t n = p->table->n_fields;
    int result = -1;
    ig_flat flat;
    ig_flat_init(&flat, p->context->memory);
    ig_arrow_buffer *buffers = NULL;
    ig_arrow_node *nodes = ig_alloc_array(p->context->memory, n, sizeof *nodes, err);
    if (nodes != NULL) {
        buffers = ig_alloc_array(p->context->memory, 2 * n, sizeof *buffers, err);
    }
    if (buffers != NULL) {
        uint64_t body = lay_out_buffers(p, nodes, buffers);
        ig_message_batch batch = {.n_rows = (int64_t)p->table->n_rows,
                                  .nodes = nodes,
                                  .n_nodes = n,
                                  .buffers = buffers,
                                  .n_buffers = 2 * n,
                                  .body_bytes = (int64_t)body};
        result = ig_message_batch_write(&flat, &batch, err);
        if (result == 0) {
            result = put_message(p, &flat, body, &p->batch, err);
        }
    }
    uint64_t body_at = (uint64_t)p->batch.offset + (uint64_t)p->batch.metadata_bytes;
    for (size_t i = 0; i < n; i++) {
        p->plans[i].validity_at += body_at;
        p->plans[i].values_at += body_at;
    }
    ig_flat_reset(&flat);
    ig_free(buffers);
    ig_free(nodes);
    return result;
}

/* The mark behind the messages, and room for reasons behind it. */
static int lay_out_rest(piece *p, ig_error *err) {
    static const uint32_t end_mark[2] = {UINT32_MAX, 0};
    int result = put(p, p->end, end_mark, sizeof end_mark, err);
    p->end = align(p->end + sizeof end_mark);
    for (size_t i = 0; i < p->table->n_fields; i++) {
        plan *c = &p->plans[i];
        if (c->column->reasons != NULL) {
            c->reasons_at = p->end;
            p->end = align(p->end + c->column->n_rows);
        }
    }
    return result;
}

static int start_plan(piece *p, plan *c, const ig_column *column, size_t number, ig_error *err) {
    c->column = column;
    c->n_blocks = ig_blocks(column->n_rows, IG_BLOCK_ROWS);
    c->record_words = ig_block_words(column);
    if (ig_column_touch(p->context, column, NULL, column->n_rows, err) != 0 ||
        (column->type == IG_TEXT && lay_out_dictionary(p, c, number, err) != 0)) {
        return -1;
    }
    size_t words = 1 + c->n_blocks * c->record_words + c->n_start_blocks + c->n_text_blocks;
    c->words_bytes = words * IG_WORD_TEXT;
    c->words = ig_alloc(p->context->memory, c->words_bytes, err);
    return c->words == NULL ? -1 : 0;
}

static int lay_out(piece *p, ig_error *err) {
    if (lay_out_schema(p, err) != 0) {
        return -1;
    }
    for (size_t i = 0; i < p->table->n_fields; i++) {
        if (start_plan(p, &p->plans[i], p->table->fields[i].column, i, err) != 0) {
            return -1;
        }
    }
    return lay_out_rows(p, err) != 0 ? -1 : lay_out_rest(p, err);
}

/* ---- rows and texts ---- */

/* Word i of a column's pair. */
static char *word_at(const plan *c, size_t i) {
    return c->words + i * IG_WORD_TEXT;
}

static void print_record(const plan *c, size_t i, const ig_block *block) {
    size_t at = 1 + i * c->record_words;
    for (size_t w = 0; w < c->record_words; w++) {
        ig_word_print(word_at(c, at + w), block->words[w]);
    }
}

static int put_rows(const piece *p, const run *r, ig_error *err) {
    const plan *c = r->plan;
    for (size_t i = r->first; i < r->end; i++) {
        ig_block block = ig_block_measure(c->column, i);
        if (!block.sound) {
            return ig_fail(err, IG_ERROR_INTERNAL, "a column has values where it misses some");
        }
        print_record(c, i, &block);
    }
    size_t last = 0;
    size_t at = ig_block_values(c->column, r->first, &last);
    size_t end = ig_block_values(c->column, r->end - 1, &last) + last;
    int result = put(p, c->values_at + at, (const char *)c->column->values + at, end - at, err);
    if (result == 0 && c->column->validity != NULL) {
        at = ig_block_bits(c->column, r->first, &last);
        end = ig_block_bits(c->column, r->end - 1, &last) + last;
        result = put(p, c->validity_at + at, (const char *)c->column->validity + at, end - at, err);
    }
    if (result == 0 && c->column->reasons != NULL) {
        at = r->first * IG_BLOCK_ROWS;
        end = r->end == c->n_blocks ? c->column->n_rows : r->end * IG_BLOCK_ROWS;
        result = put(p, c->reasons_at + at, c->column->reasons + at, end - at, err);
    }
    return result;
}

static int put_bytes(const piece *p, const run *r, ig_error *err) {
    const plan *c = r->plan;
    ig_words all = r->kind == STARTS ? c->start_bytes : c->text_bytes;
    uint64_t place = r->kind == STARTS ? c->starts_at : c->texts_at;
    size_t word = 1 + c->n_blocks * c->record_words + (r->kind == STARTS ? 0 : c->n_start_blocks);
    for (size_t i = r->first; i < r->end; i++) {
        size_t at = i * IG_BLOCK_BYTES;
        size_t n = all.size_bytes - at < IG_BLOCK_BYTES ? all.size_bytes - at : IG_BLOCK_BYTES;
        ig_word_print(word_at(c, word + i), ig_hash_bytes(all.bytes + at, n));
    }
    size_t at = r->first * IG_BLOCK_BYTES, end = r->end * IG_BLOCK_BYTES;
    end = end < all.size_bytes ? end : all.size_bytes;
    return put(p, place + at, all.bytes + at, end - at, err);
}

typedef struct work {
    const piece *piece;
    const run *runs;
} work;

static int do_run(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker;
    const work *w = context;
    const run *r = &w->runs[task];
    return r->kind == ROWS ? put_rows(w->piece, r, err) : put_bytes(w->piece, r, err);
}

/* Cuts blocks into runs; counts them alone when `runs` is NULL. */
static size_t cut(plan *c, int kind, size_t n_blocks, run *runs) {
    size_t n = 0;
    for (size_t first = 0; first < n_blocks; first += RUN, n++) {
        if (runs != NULL) {
            size_t end = first + RUN < n_blocks ? first + RUN : n_blocks;
            runs[n] = (run){.plan = c, .kind = kind, .first = first, .end = end};
        }
    }
    return n;
}

static size_t cut_all(const piece *p, run *runs) {
    size_t n = 0;
    for (size_t i = 0; i < p->table->n_fields; i++) {
        plan *c = &p->plans[i];
        n += cut(c, ROWS, c->n_blocks, runs == NULL ? NULL : runs + n);
        n += cut(c, STARTS, c->n_start_blocks, runs == NULL ? NULL : runs + n);
        n += cut(c, TEXTS, c->n_text_blocks, runs == NULL ? NULL : runs + n);
    }
    return n;
}

static int put_columns(const piece *p, ig_error *err) {
    size_t n = cut_all(p, NULL);
    run *runs = ig_alloc_array(p->context->memory, n, sizeof *runs, err);
    if (runs == NULL) {
        return -1;
    }
    work w = {.piece = p, .runs = runs};
    cut_all(p, runs);
    int result = ig_pool_run(p->context->pool, n, do_run, &w, err);
    ig_free(runs);
    for (size_t i = 0; i < p->table->n_fields; i++) {
        ig_word_print(word_at(&p->plans[i], 0), p->plans[i].reasons_at);
    }
    return result;
}

/* ---- the footer ---- */

static int put_footer(piece *p, const ig_flat *flat, ig_error *err) {
    char seal[IG_SEALED_BYTES] = IG_SEAL;
    char tail[IG_ARROW_TAIL_BYTES] = {0};
    uint64_t hash = ig_hash_bytes(ig_flat_bytes(flat), flat->size_bytes);
    uint32_t size = (uint32_t)flat->size_bytes;
    memcpy(seal + IG_SEAL_BYTES, &hash, sizeof hash);
    memcpy(tail, &size, sizeof size);
    memcpy(tail + sizeof size, IG_ARROW_MAGIC, IG_ARROW_MAGIC_BYTES);
    uint64_t at = p->end + sizeof seal;
    if (put(p, p->end, seal, sizeof seal, err) != 0 ||
        put(p, at, ig_flat_bytes(flat), flat->size_bytes, err) != 0 ||
        put(p, at + flat->size_bytes, tail, sizeof tail, err) != 0) {
        return -1;
    }
    p->end = at + flat->size_bytes + sizeof tail;
    return 0;
}

static int write_footer(piece *p, ig_error *err) {
    size_t n = IG_PAIRS_BEFORE_COLUMNS + p->table->n_fields;
    char messages[IG_WORD_TEXT];
    ig_pair about[2];
    ig_pair *pairs = ig_alloc_array(p->context->memory, n, sizeof *pairs, err);
    if (pairs == NULL) {
        return -1;
    }
    ig_word_print(messages, p->messages);
    pairs[0] = (ig_pair){IG_KEY_SNAPSHOT, {IG_SNAPSHOT_VERSION, 1}};
    pairs[1] = (ig_pair){IG_KEY_MESSAGES, {messages, sizeof messages}};
    size_t n_attached = p->table->detected == NULL ? IG_ATTACHED_ALWAYS : IG_ATTACHED;
    pairs[2] = (ig_pair){IG_KEY_ATTACHED, {p->attached, n_attached * 2 * IG_WORD_TEXT}};
    for (size_t i = 0; i < p->table->n_fields; i++) {
        pairs[IG_PAIRS_BEFORE_COLUMNS + i] =
            (ig_pair){IG_KEY_COLUMN, {p->plans[i].words, p->plans[i].words_bytes}};
    }
    ig_message_footer footer = {.table = p->table,
                                .schema_pairs = about,
                                .n_schema_pairs = schema_pairs(p, about),
                                .dictionaries = p->dictionaries,
                                .n_dictionaries = p->n_dictionaries,
                                .batch = p->batch,
                                .pairs = pairs,
                                .n_pairs = n};
    ig_flat flat;
    ig_flat_init(&flat, p->context->memory);
    int result = ig_message_footer_write(&flat, &footer, err);
    if (result == 0) {
        result = put_footer(p, &flat, err);
    }
    ig_flat_reset(&flat);
    ig_free(pairs);
    return result;
}

/* ---- pieces ---- */

static void piece_reset(piece *p) {
    for (size_t i = 0; p->plans != NULL && i < p->table->n_fields; i++) {
        ig_free(p->plans[i].starts);
        ig_free(p->plans[i].words);
    }
    ig_free(p->plans);
    ig_free(p->dictionaries);
}

/* Writes all of a piece but the tables that ride along and the footer. */
static int piece_begin(piece *p, ig_error *err) {
    size_t n = p->table->n_fields;
    for (size_t i = 0; i < 2 * IG_ATTACHED; i++) {
        ig_word_print(p->attached + i * IG_WORD_TEXT, 0);
    }
    p->plans = ig_alloc_zero(p->context->memory, n, sizeof *p->plans, err);
    if (p->plans == NULL) {
        return -1;
    }
    p->dictionaries = ig_alloc_zero(p->context->memory, n, sizeof *p->dictionaries, err);
    if (p->dictionaries == NULL) {
        return -1;
    }
    return lay_out(p, err) != 0 ? -1 : put_columns(p, err);
}

/* A table that rides along is a piece of its own, without any of its own. */
static int attach(piece *p, size_t i, ig_error *err) {
    ig_table *table = *ig_attached(p->table, i);
    if (table == NULL) {
        return 0;
    }
    p->end = align(p->end);
    piece inner = {.context = p->context, .out = p->out, .table = table, .base = p->base + p->end};
    int result = piece_begin(&inner, err);
    if (result == 0) {
        result = write_footer(&inner, err);
    }
    ig_word_print(p->attached + 2 * i * IG_WORD_TEXT, p->end);
    ig_word_print(p->attached + (2 * i + 1) * IG_WORD_TEXT, inner.end);
    p->end += inner.end;
    piece_reset(&inner);
    return result;
}

static int write_all(const ig_context *context, const ig_file_writer *out, const ig_table *table,
                     const char *about, ig_error *err) {
    piece p = {.context = context, .out = out, .table = (ig_table *)table, .about = about};
    int result = piece_begin(&p, err);
    for (size_t i = 0; result == 0 && i < IG_ATTACHED; i++) {
        result = attach(&p, i, err);
    }
    p.end = align(p.end);
    if (result == 0) {
        result = write_footer(&p, err);
    }
    piece_reset(&p);
    return result;
}

int ig_snapshot_write(const ig_context *context, const ig_table *table, const char *about,
                      const char *path, ig_error *err) {
    ig_file_writer out;
    if (ig_file_begin(&out, context->reach, path, err) != 0) {
        return -1;
    }
    if (write_all(context, &out, table, about, err) != 0) {
        ig_file_abandon(&out);
        return -1;
    }
    return ig_file_commit(&out, err);
}

int ig_snapshot_write_fd(const ig_context *context, const ig_table *table, const char *about,
                         int fd, const char *name, ig_error *err) {
    ig_file_writer out = ig_file_into(fd, name);
    return write_all(context, &out, table, about, err);
}
