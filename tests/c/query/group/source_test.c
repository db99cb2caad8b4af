#include "query/group/source.h"

#include "query/support.h"

static int64_t loaded_int(const ig_source *source, const void *values, size_t i) {
    bool is_signed = source->view.column->type != IG_TEXT;
    switch (source->width) {
    case 1: return is_signed ? ((const int8_t *)values)[i] : ((const uint8_t *)values)[i];
    case 2: return is_signed ? ((const int16_t *)values)[i] : ((const uint16_t *)values)[i];
    case 4:
        return is_signed ? ((const int32_t *)values)[i] : (int64_t)((const uint32_t *)values)[i];
    default: return ((const int64_t *)values)[i];
    }
}

/* Sources of all types in one loader, through a selection or not: as the loads of vectors have it. */
static void sources_hold_what_columns_do(void **state) {
    (void)state;
    enum { N_ROWS = 2500, AT = 1024 };
    uint64_t r = 55;
    ig_error err;
    for (size_t picked = 0; picked < 2; picked++) {
        ig_context context = world_new(1);
        ig_source sources[N_FLAVOURS];
        ig_loader loader;
        uint32_t *rows = picked != 0 ? random_rows(context.memory, &r, N_ROWS, N_ROWS) : NULL;
        for (size_t f = 0; f < N_FLAVOURS; f++) {
            ig_column *column = random_column(context.memory, &r, &FLAVOURS[f], N_ROWS);
            sources[f] = ig_source_of((ig_view){column, rows});
        }
        assert_int_equal(ig_loader_init(context.memory, &loader, sources, N_FLAVOURS, &err), 0);
        ig_loader_load(&loader, AT, 700);
        for (size_t f = 0; f < N_FLAVOURS; f++) {
            const ig_source *source = &sources[f];
            int64_t ints[IG_VECTOR_ROWS];
            ig_block block = ig_view_block(source->view, AT, 700);
            assert_int_equal(loader.loaded[f].present != NULL, source->view.column->n_missing > 0);
            if (source->view.column->type == IG_REAL)
                ig_load_reals(source->view.column, block, (double *)ints);
            else
                ig_load_ints(source->view.column, block, ints);
            for (size_t i = 0; i < 700; i++) {
                size_t row = ig_view_row(source->view, AT + i);
                assert_true(loaded_int(source, loader.loaded[f].values, i) == ints[i]);
                assert_true(loader.loaded[f].present == NULL ||
                            loader.loaded[f].present[i] ==
                                ig_column_present(source->view.column, row));
            }
        }
        ig_loader_reset(&loader);
        for (size_t f = 0; f < N_FLAVOURS; f++) {
            ig_source_reset(&sources[f]);
            ig_column_release((ig_column *)sources[f].view.column);
        }
        ig_free(rows);
        world_free(context);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(sources_hold_what_columns_do)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
