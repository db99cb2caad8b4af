/*
 * A bit for each block says that it was found good; bits are only ever set. Two threads may check the
 * same block at once, which costs time and nothing else. What is checked: the checksums, and that the
 * record says of the values what they are. That what it says is possible was checked when the file was
 * opened: where the greatest code lies within the dictionary, each does.
 */
#include "store/guard.h"

#include "base/hash.h"

#include <stdio.h>
#include <string.h>

enum {
    BLOCKS_OF_TASK = 4,
    MOST = 4 /* when more than one in so many rows is touched, all are checked */
};

typedef struct mapped {
    ig_guard guard;
    ig_mapping *mapping; /* one reference */
    char *name;          /* owned */
    char *advice;        /* owned, or NULL: put behind what tells of damage */
    ig_column rows;      /* of these: type, width, n_rows, values, validity, reasons */
    const char *records;
    size_t record_words;
    size_t n_blocks;
    ig_dict_place dict;
    size_t n_start_blocks, n_text_blocks;
    atomic_bool dict_good;
    atomic_size_t n_unchecked;
    _Atomic uint64_t good[]; /* a bit a block */
} mapped;

static void destroy(ig_guard *guard) {
    mapped *m = (mapped *)guard;
    ig_mapping_release(m->mapping);
    ig_free(m->name);
    ig_free(m->advice);
    ig_free(m);
}

static size_t starts_bytes(const mapped *m) {
    return ((size_t)m->dict.n + 1) * m->dict.width;
}

static int fail_block(const mapped *m, const char *part, size_t i, const char *what,
                      ig_error *err) {
    size_t first = i * IG_BLOCK_ROWS, end = first + IG_BLOCK_ROWS;
    return ig_fail(err, IG_ERROR_DATA,
                   "%s: damaged: column '%s': %s, block %zu of %zu (rows %zu to %zu): %s%s%s",
                   ig_mapping_path(m->mapping), m->name, part, i + 1, m->n_blocks, first + 1,
                   end < m->rows.n_rows ? end : m->rows.n_rows, what, m->advice != NULL ? "; " : "",
                   m->advice != NULL ? m->advice : "");
}

static int fail_dict(const mapped *m, const char *part, const char *what, ig_error *err) {
    return ig_fail(err, IG_ERROR_DATA, "%s: damaged: column '%s': %s of the dictionary: %s%s%s",
                   ig_mapping_path(m->mapping), m->name, part, what, m->advice != NULL ? "; " : "",
                   m->advice != NULL ? m->advice : "");
}

/* ---- the dictionary ---- */

/* The checksums of its blocks stand behind the records: first those of the offsets. */
static int check_bytes(const mapped *m, size_t i, ig_error *err) {
    bool is_text = i >= m->n_start_blocks;
    const char *part = is_text ? "texts" : "offsets";
    const char *bytes = is_text ? m->dict.texts : m->dict.starts;
    size_t size = is_text ? m->dict.size_bytes : starts_bytes(m);
    size_t at = (is_text ? i - m->n_start_blocks : i) * IG_BLOCK_BYTES;
    size_t n = size - at < IG_BLOCK_BYTES ? size - at : IG_BLOCK_BYTES;
    uint64_t hash = 0;
    const char *word = m->records + (m->n_blocks * m->record_words + i) * IG_WORD_TEXT;
    if (!ig_word_read(word, &hash) || ig_hash_bytes(bytes + at, n) != hash) {
        return fail_dict(m, part, "wrong checksum", err);
    }
    return 0;
}

static int check_bytes_task(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker;
    return check_bytes(context, task, err);
}

static uint64_t start(const mapped *m, size_t i) {
    return m->dict.width == 4 ? ((const uint32_t *)m->dict.starts)[i]
                              : ((const uint64_t *)m->dict.starts)[i];
}

static int check_dict(const ig_context *context, mapped *m, ig_error *err) {
    size_t n_tasks = m->n_start_blocks + m->n_text_blocks;
    if (ig_pool_run(context->pool, n_tasks, check_bytes_task, m, err) != 0) {
        return -1;
    }
    bool ordered = start(m, 0) == 0 && start(m, m->dict.n) == m->dict.size_bytes;
    for (size_t i = 0; i < m->dict.n; i++) {
        ordered &= start(m, i) <= start(m, i + 1);
    }
    if (!ordered) {
        return fail_dict(m, "offsets", "not in order", err);
    }
    atomic_store_explicit(&m->dict_good, true, memory_order_release);
    return 0;
}

/* ---- rows ---- */

static bool is_good(const mapped *m, size_t i) {
    return atomic_load_explicit(&m->good[i / 64], memory_order_acquire) >> (i % 64) & 1;
}

static void set_good(mapped *m, size_t i) {
    uint64_t bit = UINT64_C(1) << (i % 64);
    if ((atomic_fetch_or_explicit(&m->good[i / 64], bit, memory_order_acq_rel) & bit) == 0) {
        atomic_fetch_sub_explicit(&m->n_unchecked, 1, memory_order_acq_rel);
    }
}

static int check_block(mapped *m, size_t i, ig_error *err) {
    static const struct {
        int word;
        const char *part;
    } sums[] = {
        {IG_WORD_VALIDITY, "validity"}, {IG_WORD_REASONS, "reasons"}, {IG_WORD_VALUES, "values"}};
    uint64_t record[IG_BLOCK_WORDS] = {0};
    const char *text = m->records + i * m->record_words * IG_WORD_TEXT;
    bool readable = true;
    for (size_t w = 0; w < m->record_words; w++) {
        readable &= ig_word_read(text + w * IG_WORD_TEXT, &record[w]);
    }
    ig_block block = ig_block_measure(&m->rows, i);
    for (size_t k = 0; k < sizeof sums / sizeof *sums; k++) {
        if (!readable || block.words[sums[k].word] != record[sums[k].word]) {
            return fail_block(m, sums[k].part, i, "wrong checksum", err);
        }
    }
    if (!block.sound || memcmp(record, block.words, sizeof record) != 0) {
        return fail_block(m, "values", i, "not such as the column can have", err);
    }
    set_good(m, i);
    return 0;
}

/* Blocks to be checked: a list, cut into tasks. */
typedef struct work {
    mapped *mapped;
    const size_t *blocks;
    size_t n;
} work;

static int check_task(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker;
    const work *w = context;
    size_t first = task * BLOCKS_OF_TASK, end = first + BLOCKS_OF_TASK;
    for (size_t i = first; i < end && i < w->n; i++) {
        if (check_block(w->mapped, w->blocks[i], err) != 0) {
            return -1;
        }
    }
    return 0;
}

/* Marks the blocks that rows lie in, where these are few and any; returns whether it did. */
static bool mark(const mapped *m, const uint32_t *rows, size_t n_rows, uint8_t *wanted) {
    if (rows == NULL || n_rows > m->rows.n_rows / MOST) {
        return false;
    }
    for (size_t i = 0; i < n_rows; i++) {
        if (rows[i] < m->rows.n_rows) { /* not IG_NO_ROW */
            wanted[rows[i] / IG_BLOCK_ROWS] = 1;
        }
    }
    return true;
}

/* Rows to be checked: a list of them, or a run. */
typedef struct touched {
    const uint32_t *list;
    size_t from, n;
} touched;

/* Lists the unchecked blocks that rows lie in. */
static size_t list_blocks(const mapped *m, touched rows, uint8_t *wanted, size_t *blocks) {
    bool marked = mark(m, rows.list, rows.n, wanted);
    size_t first = rows.list == NULL ? rows.from / IG_BLOCK_ROWS : 0;
    size_t end = rows.list == NULL ? ig_blocks(rows.from + rows.n, IG_BLOCK_ROWS) : m->n_blocks;
    size_t n = 0;
    for (size_t i = first; i < end && i < m->n_blocks; i++) {
        if ((!marked || wanted[i]) && !is_good(m, i)) {
            blocks[n++] = i;
        }
    }
    return n;
}

static int check_rows(const ig_context *context, mapped *m, touched rows, ig_error *err) {
    size_t *blocks = ig_alloc_array(context->memory, m->n_blocks, sizeof *blocks + 1, err);
    if (blocks == NULL) {
        return -1;
    }
    uint8_t *wanted = (uint8_t *)(blocks + m->n_blocks);
    memset(wanted, 0, m->n_blocks);
    work w = {.mapped = m, .blocks = blocks};
    w.n = list_blocks(m, rows, wanted, blocks);
    int result = w.n == 0 ? 0 : ig_mapping_check(m->mapping, err);
    if (result == 0) {
        result = ig_pool_run(context->pool, ig_blocks(w.n, BLOCKS_OF_TASK), check_task, &w, err);
    }
    ig_free(blocks);
    return result;
}

/* The block that all of the rows lie in; SIZE_MAX when it takes a look at each to tell. */
static size_t only_block(touched rows) {
    size_t first = rows.list == NULL ? rows.from : rows.list[0];
    size_t last = rows.list == NULL ? rows.from + rows.n - 1 : first;
    bool one = rows.list == NULL || rows.n == 1;
    return one && first / IG_BLOCK_ROWS == last / IG_BLOCK_ROWS ? first / IG_BLOCK_ROWS : SIZE_MAX;
}

static int touch(const ig_context *context, ig_guard *guard, const uint32_t *rows, size_t from,
                 size_t n_rows, ig_error *err) {
    mapped *m = (mapped *)guard;
    if (!atomic_load_explicit(&m->dict_good, memory_order_acquire) &&
        (ig_mapping_check(m->mapping, err) != 0 || check_dict(context, m, err) != 0)) {
        return -1;
    }
    if (n_rows == 0 || atomic_load_explicit(&m->n_unchecked, memory_order_acquire) == 0) {
        return 0;
    }
    touched all = {.list = rows, .from = from, .n = n_rows};
    size_t block = only_block(all);
    if (block >= m->n_blocks) {
        return check_rows(context, m, all, err);
    }
    if (is_good(m, block)) {
        return 0;
    }
    return ig_mapping_check(m->mapping, err) != 0 ? -1 : check_block(m, block, err);
}

ig_guard *ig_guard_new(ig_memory *memory, ig_mapping *mapping, const ig_guarded *where,
                       ig_error *err) {
    size_t n_blocks = ig_blocks(where->rows.n_rows, IG_BLOCK_ROWS);
    size_t words = ig_bitmap_words(n_blocks);
    mapped *m = ig_alloc_zero(memory, 1, sizeof *m + words * sizeof *m->good, err);
    if (m == NULL) {
        return NULL;
    }
    m->guard = (ig_guard){.touch = touch, .destroy = destroy};
    m->name = ig_strdup(memory, where->name, err);
    if (m->name == NULL) {
        ig_free(m);
        return NULL;
    }
    m->mapping = ig_mapping_retain(mapping);
    memcpy(&m->rows, &where->rows, sizeof m->rows);
    m->records = where->records;
    m->record_words = ig_block_words(&m->rows);
    m->n_blocks = n_blocks;
    m->dict = where->dict;
    bool is_text = m->rows.type == IG_TEXT;
    m->n_start_blocks = is_text ? ig_blocks(starts_bytes(m), IG_BLOCK_BYTES) : 0;
    m->n_text_blocks = is_text ? ig_blocks(m->dict.size_bytes, IG_BLOCK_BYTES) : 0;
    bool is_sealed =
        ig_mapping_is_sealed(mapping); /* then it is whole: see ig_snapshot_open_memory */
    atomic_init(&m->dict_good, !is_text || is_sealed);
    atomic_init(&m->n_unchecked, is_sealed ? 0 : n_blocks);
    for (size_t i = 0; i < words; i++) {
        atomic_init(&m->good[i], 0);
    }
    return &m->guard;
}

static bool is_mapped(const ig_column *column) {
    return column->guard != NULL && column->guard->touch == touch;
}

int ig_guard_advise(const ig_column *column, const char *advice, ig_error *err) {
    if (!is_mapped(column)) {
        return 0;
    }
    mapped *m = (mapped *)column->guard;
    char *copy = ig_strdup(column->memory, advice, err);
    if (copy == NULL) {
        return -1;
    }
    ig_free(m->advice);
    m->advice = copy;
    return 0;
}

void ig_guard_tell(const ig_column *column, ig_checked_fn tell, void *tell_context) {
    if (!is_mapped(column)) {
        return;
    }
    const mapped *m = (const mapped *)column->guard;
    size_t bits = ig_bits_bytes(&m->rows);
    const struct {
        const char *part;
        bool there;
        size_t n_blocks, size_bytes;
    } parts[] = {
        {"offsets", m->n_start_blocks > 0, m->n_start_blocks, starts_bytes(m)},
        {"texts", m->n_start_blocks > 0, m->n_text_blocks, m->dict.size_bytes},
        {"validity", m->rows.validity != NULL, m->n_blocks, bits},
        {"values", true, m->n_blocks, ig_values_bytes(&m->rows)},
        {"reasons", m->rows.reasons != NULL, m->n_blocks, m->rows.n_rows},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].there) {
            ig_checked checked = {.column = m->name,
                                  .part = parts[i].part,
                                  .n_blocks = parts[i].n_blocks,
                                  .size_bytes = parts[i].size_bytes};
            tell(tell_context, &checked);
        }
    }
}
