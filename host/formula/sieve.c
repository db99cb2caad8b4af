/*
 * Values are tested as they lie in the column; rows of a list are gathered first, so that each test
 * needs one loop a width. A range is one unsigned comparison, value − least ≤ greatest − least, which
 * is right for signed and unsigned values alike.
 */
#include "formula/sieve.h"

#include "base/clones.h"

#include <string.h>

/* ---- Kernels ---- */

/* Of 0 or 1. */
static inline uint8_t truth_of(uint8_t holds) {
    return (uint8_t)(0u - holds) & IG_TRUE;
}

#define KERNELS(name, type)                                                                        \
    IG_CLONES static void range_##name(const type *values, size_t n, type least, type width,       \
                                       uint8_t inside, uint8_t *restrict out) {                    \
        uint8_t outside = inside ^ IG_TRUE;                                                        \
        for (size_t i = 0; i < n; i++)                                                             \
            out[i] = (type)(values[i] - least) <= width ? inside : outside;                        \
    }                                                                                              \
    IG_CLONES static void equal_##name(const type *values, size_t n, type with,                    \
                                       uint8_t *restrict out) {                                    \
        for (size_t i = 0; i < n; i++)                                                             \
            out[i] |= values[i] == with ? IG_TRUE : IG_FALSE;                                      \
    }                                                                                              \
    static void table_##name(const type *values, size_t n, type least, type width,                 \
                             const uint8_t *table, uint8_t *restrict out) {                        \
        for (size_t i = 0; i < n; i++) {                                                           \
            type at = (type)(values[i] - least);                                                   \
            out[i] = at <= width ? truth_of(table[at]) : IG_FALSE;                                 \
        }                                                                                          \
    }                                                                                              \
    static void pick_##name(const type *values, const uint32_t *rows, size_t n, void *out) {       \
        for (size_t i = 0; i < n; i++)                                                             \
            ((type *)out)[i] = values[rows[i]];                                                    \
    }

KERNELS(u8, uint8_t)
KERNELS(u16, uint16_t)
KERNELS(u32, uint32_t)
KERNELS(u64, uint64_t)

IG_CLONES static void range_real(const double *values, size_t n, int64_t least, uint64_t width,
                                 uint8_t inside, uint8_t *restrict out) {
    uint8_t outside = inside ^ IG_TRUE;
    for (size_t i = 0; i < n; i++)
        out[i] = (uint64_t)ig_real_order(values[i]) - (uint64_t)least <= width ? inside : outside;
}

IG_CLONES void ig_truth_and(uint8_t *truth, const uint8_t *other, size_t n) {
    for (size_t i = 0; i < n; i++)
        truth[i] = other[i] < truth[i] ? other[i] : truth[i];
}

IG_CLONES static void truth_or(uint8_t *truth, const uint8_t *other, size_t n) {
    for (size_t i = 0; i < n; i++)
        truth[i] = other[i] > truth[i] ? other[i] : truth[i];
}

IG_CLONES static void truth_not(uint8_t *truth, size_t n) {
    for (size_t i = 0; i < n; i++)
        truth[i] = (uint8_t)(IG_TRUE - truth[i]);
}

size_t ig_truth_bits(const uint8_t *truth, size_t n, uint64_t *words) {
    for (size_t i = 0; i < n; i += 64)
        words[i / 64] = ig_bitmap_pack(truth + i, n - i < 64 ? n - i : 64);
    return ig_bitmap_count(words, n);
}

/* ---- Missing rows and bools ---- */

/* 64 bits as bytes, `on` for those that are set; the others stay. */
static void put_where(uint64_t bits, size_t n, uint8_t on, uint8_t *out) {
    for (; bits != 0; bits &= bits - 1) {
        size_t i = (size_t)__builtin_ctzll(bits);
        if (i >= n)
            return;
        out[i] = on;
    }
}

/* Sets the truth of rows whose bit is `set` to `on`. */
static void put_rows(const uint64_t *words, bool set, ig_rows rows, size_t from, size_t n,
                     uint8_t on, uint8_t *out) {
    uint64_t flip = set ? 0 : UINT64_MAX;
    if (rows.list == NULL) {
        for (size_t i = 0; i < n; i += 64)
            put_where(words[(from + i) / 64] ^ flip, n - i, on, out + i);
        return;
    }
    for (size_t i = 0; i < n; i++)
        out[i] = ig_bit_get(words, rows.list[from + i]) == set ? on : out[i];
}

/* ---- Tests ---- */

static const void *values_of(const ig_sieve *sieve, const ig_column *column, ig_rows rows,
                             size_t from, size_t n) {
    if (rows.list == NULL)
        return (const char *)column->values + from * column->width;
    const uint32_t *list = rows.list + from;
    void *picked = sieve->picked;
    switch (column->width) {
    case 1: pick_u8(column->values, list, n, picked); break;
    case 2: pick_u16(column->values, list, n, picked); break;
    case 4: pick_u32(column->values, list, n, picked); break;
    default: pick_u64(column->values, list, n, picked); break; /* reals too: 8 bytes are 8 bytes */
    }
    return picked;
}

static void test_range(const ig_test *test, const void *values, size_t n, uint8_t *out) {
    uint8_t inside = test->negated ? IG_FALSE : IG_TRUE;
    uint64_t least = (uint64_t)test->least, width = (uint64_t)test->greatest - least;
    if (test->column->type == IG_REAL) {
        range_real(values, n, test->least, width, inside, out);
        return;
    }
    switch (test->column->width) {
    case 1: range_u8(values, n, (uint8_t)least, (uint8_t)width, inside, out); break;
    case 2: range_u16(values, n, (uint16_t)least, (uint16_t)width, inside, out); break;
    case 4: range_u32(values, n, (uint32_t)least, (uint32_t)width, inside, out); break;
    default: range_u64(values, n, least, width, inside, out); break;
    }
}

static void test_set(const ig_test *test, const void *values, size_t n, uint8_t *out) {
    memset(out, IG_FALSE, n);
    for (size_t k = 0; k < test->n_set; k++) {
        uint64_t with = (uint64_t)test->set[k];
        switch (test->column->width) {
        case 1: equal_u8(values, n, (uint8_t)with, out); break;
        case 2: equal_u16(values, n, (uint16_t)with, out); break;
        case 4: equal_u32(values, n, (uint32_t)with, out); break;
        default: equal_u64(values, n, with, out); break;
        }
    }
}

static void test_table(const ig_test *test, const void *values, size_t n, uint8_t *out) {
    uint64_t least = (uint64_t)test->least, width = (uint64_t)test->greatest - least;
    const uint8_t *table = test->table;
    switch (test->column->width) {
    case 1: table_u8(values, n, (uint8_t)least, (uint8_t)width, table, out); break;
    case 2: table_u16(values, n, (uint16_t)least, (uint16_t)width, table, out); break;
    case 4: table_u32(values, n, (uint32_t)least, (uint32_t)width, table, out); break;
    default: table_u64(values, n, least, width, table, out); break;
    }
}

static void test_steps(const ig_sieve *sieve, const ig_test *test, ig_rows rows, size_t from,
                       size_t n, uint8_t *out) {
    const ig_vector *made = ig_evaluate_steps(sieve->frame, test->from, test->to, rows, from, n);
    const uint8_t *holds = made->data;
    if (made->state == NULL && !made->constant) {
        for (size_t i = 0; i < n; i++)
            out[i] = truth_of(holds[i]);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        uint8_t state = ig_state_at(made, i);
        uint8_t known = truth_of(holds[ig_at(made, i)]);
        uint8_t other = ig_overflowed(state) ? IG_OVERFLOWED : IG_UNKNOWN;
        out[i] = state == 0 ? known : other;
    }
}

static void run_test(const ig_sieve *sieve, const ig_test *test, ig_rows rows, size_t from,
                     size_t n, uint8_t *out) {
    const ig_column *column = test->column;
    switch (test->kind) {
    case IG_TEST_RANGE: test_range(test, values_of(sieve, column, rows, from, n), n, out); break;
    case IG_TEST_SET: test_set(test, values_of(sieve, column, rows, from, n), n, out); break;
    case IG_TEST_TABLE: test_table(test, values_of(sieve, column, rows, from, n), n, out); break;
    case IG_TEST_BITS:
        memset(out, IG_FALSE, n);
        put_rows(column->values, !test->negated, rows, from, n, IG_TRUE, out);
        break;
    case IG_TEST_MISSING:
        memset(out, IG_FALSE, n);
        put_rows(column->validity, false, rows, from, n, IG_TRUE, out);
        return;
    case IG_TEST_STEPS: test_steps(sieve, test, rows, from, n, out); return;
    default: memset(out, test->truth, n); break;
    }
    if (column != NULL && column->validity != NULL)
        put_rows(column->validity, false, rows, from, n, IG_UNKNOWN, out);
}

uint8_t *ig_sieve_run(ig_sieve *sieve, uint32_t conjunct, ig_rows rows, size_t from, size_t n) {
    const ig_conjunct *program = &sieve->predicate->conjuncts[conjunct];
    uint8_t *top = sieve->waiting; /* where the next truths go */
    for (uint32_t i = 0; i < program->n; i++) {
        const ig_test *test = &sieve->predicate->tests[program->first + i];
        switch (test->kind) {
        case IG_TEST_NOT: truth_not(top - IG_VECTOR_ROWS, n); break;
        case IG_TEST_AND:
            top -= IG_VECTOR_ROWS;
            ig_truth_and(top - IG_VECTOR_ROWS, top, n);
            break;
        case IG_TEST_OR:
            top -= IG_VECTOR_ROWS;
            truth_or(top - IG_VECTOR_ROWS, top, n);
            break;
        default:
            run_test(sieve, test, rows, from, n, top);
            top += IG_VECTOR_ROWS;
            break;
        }
    }
    return sieve->waiting;
}
