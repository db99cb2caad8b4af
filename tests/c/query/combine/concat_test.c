#include "query/combine/concat.h"

#include "query/support.h"

enum { PIECES_MAX = 6 };

/* The exact text of a cell, "" when missing, with a mark for why. */
static void cell_text(const ig_column *column, size_t row, char *text, size_t size) {
    ig_text bytes;
    if (column == NULL || !ig_column_present(column, row)) {
        int reason = column != NULL && column->reasons != NULL ? column->reasons[row] : IG_EMPTY;
        snprintf(text, size, "missing %d", reason);
        return;
    }
    switch (column->type) {
    case IG_TEXT:
        bytes = ig_column_text(column, row);
        snprintf(text, size, "%.*s", (int)bytes.size_bytes, bytes.bytes);
        return;
    case IG_BOOL: snprintf(text, size, "%d", ig_column_bool(column, row)); return;
    case IG_REAL: snprintf(text, size, "%.17g", ig_column_double(column, row)); return;
    default: snprintf(text, size, "%lld", (long long)ig_column_int(column, row)); return;
    }
}

static ig_piece random_piece(ig_memory *memory, uint64_t *r, const flavour *f) {
    ig_error err;
    size_t n = random_below(r, 400);
    ig_piece piece = {.n_rows = n};
    if (random_below(r, 8) == 0)
        return piece;
    flavour own = *f;
    own.n_values = 1 + random_below(r, f->n_values);
    ig_column *column = random_column(memory, r, &own, n > 0 ? n : 1);
    if (column->n_missing > 0 && random_below(r, 2) == 0) {
        column->reasons = ig_alloc_zero(memory, column->n_rows, 1, &err);
        for (size_t i = 0; i < column->n_rows; i++)
            if (!ig_column_present(column, i))
                column->reasons[i] = (uint8_t)(1 + random_below(r, 3));
    }
    piece.view.column = column;
    if (random_below(r, 2) == 0)
        piece.view.rows = random_rows(memory, r, column->n_rows, n);
    return piece;
}

static void cells_keep_value_and_reason(void **state) {
    (void)state;
    ig_error err;
    uint64_t r = 71;
    for (size_t round = 0; round < test_rounds(150); round++) {
        ig_context context = world_new(1 + (unsigned)random_below(&r, 4));
        context.morsel_rows = 64 * random_below(&r, 5);
        const flavour *f = &FLAVOURS[round % N_FLAVOURS];
        ig_piece pieces[PIECES_MAX];
        size_t n = 1 + random_below(&r, PIECES_MAX), n_missing = 0, at = 0;
        for (size_t i = 0; i + 1 < n; i++)
            pieces[i] = random_piece(context.memory, &r, f);
        pieces[n - 1] = (ig_piece){{random_column(context.memory, &r, f, 1), NULL}, 1};
        ig_column *joint = ig_concat(&context, "x", pieces, n, &err);
        assert_non_null(joint);
        for (size_t i = 0; i < n; i++)
            for (size_t k = 0; k < pieces[i].n_rows; k++, at++) {
                char expected[128], found[128];
                cell_text(pieces[i].view.column, ig_view_row(pieces[i].view, k), expected, 128);
                cell_text(joint, at, found, 128);
                assert_string_equal(found, expected);
                n_missing += strncmp(found, "missing", 7) == 0;
            }
        assert_int_equal(joint->n_rows, at);
        assert_int_equal(joint->n_missing, n_missing);
        assert_int_equal(joint->validity != NULL, n_missing > 0);
        ig_column_release(joint);
        for (size_t i = 0; i < n; i++) {
            ig_column_release((ig_column *)pieces[i].view.column);
            ig_free((uint32_t *)pieces[i].view.rows);
        }
        world_free(context);
    }
}

/* Integers are as narrow as the rows that were taken; codes have room for every text. */
static void results_are_narrow(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_column *wide = ig_column_new(context.memory, IG_DECIMAL, 0, 8, 2, &err);
    ((int64_t *)wide->values)[1] = INT64_MAX;
    const uint32_t first[] = {0, 0};
    ig_piece pieces[] = {{{wide, first}, 2}, {{NULL, NULL}, 1}};
    ig_column *joint = ig_concat(&context, "x", pieces, 2, &err);
    assert_int_equal(joint->width, 1);
    assert_int_equal(joint->n_missing, 1);
    ig_column_release(joint);
    ig_column_release(wide);
    world_free(context);
}

/* A dictionary that has all texts is shared; else a new one holds those in use, first come first. */
static void dictionaries_are_joined(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_column *columns[2];
    static const char *const words[2][3] = {{"b", "a", "c"}, {"a", "d", "b"}};
    for (size_t i = 0; i < 2; i++) {
        ig_builder *builder = ig_builder_new(context.memory, IG_TEXT, 0, 0, &err);
        for (size_t k = 0; k < 3; k++)
            assert_int_equal(ig_builder_text(builder, words[i][k], 1, &err), 0);
        columns[i] = ig_builder_finish(builder, &err);
    }
    const uint32_t known[] = {2, 0}, news[] = {1};
    ig_piece pieces[] = {{{columns[0], NULL}, 3}, {{columns[1], known}, 2}};
    ig_column *joint = ig_concat(&context, "x", pieces, 2, &err);
    assert_ptr_equal(joint->dict, columns[0]->dict);
    assert_int_equal(ig_column_code(joint, 3), 0);
    assert_int_equal(ig_column_code(joint, 4), 1);
    ig_column_release(joint);
    pieces[0] = (ig_piece){{columns[0], known}, 1}; /* c */
    pieces[1] = (ig_piece){{columns[1], news}, 1};  /* d */
    joint = ig_concat(&context, "x", pieces, 2, &err);
    assert_int_equal(ig_dict_size(joint->dict), 2);
    assert_int_equal(ig_column_code(joint, 0), 0);
    assert_int_equal(ig_column_code(joint, 1), 1);
    ig_column_release(joint);
    ig_column_release(columns[0]);
    ig_column_release(columns[1]);
    world_free(context);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_keep_value_and_reason),
        cmocka_unit_test(results_are_narrow),
        cmocka_unit_test(dictionaries_are_joined),
    };
    return cmocka_run_group_tests_name("concat", tests, NULL, NULL);
}
