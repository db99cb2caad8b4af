/* Chunk after chunk takes what its predecessor left over: no record is lost, cut or taken twice. */
#include "csv/file/turn.h"

#include "csv/file/opening.h"

/* The rows of a turn as "line:cell|cell ". */
static void add_rows(char *out, size_t room, const ig_csv_rows *rows) {
    size_t n = strlen(out);
    for (size_t r = 0; r < rows->n_rows; r++) {
        n += (size_t)snprintf(out + n, room - n,
                              "%llu:", (unsigned long long)ig_csv_rows_line(rows, r));
        for (size_t c = 0; c < rows->n_columns; c++) {
            ig_text raw = ig_csv_rows_raw(rows, r, c);
            n += (size_t)snprintf(out + n, room - n, "%.*s%s", (int)raw.size_bytes, raw.bytes,
                                  c + 1 < rows->n_columns ? "|" : " ");
        }
    }
}

/* All rows of "a.csv" in chunks of a size, or the error. */
static const char *rows_of(char out[static 4000], world *w, const ig_csv_spec *spec,
                           size_t chunk_bytes) {
    ig_error err = {.kind = IG_ERROR_NONE};
    opening o;
    bool is_last = false;
    out[0] = '\0';
    int status = open_opening(&o, w, spec, chunk_bytes, &err);
    if (status == 0) {
        status = ig_csv_turn_begin(&o.opened, &o.bench, &err);
        is_last = o.opened.is_whole;
    }
    for (uint64_t at = o.opened.chunks_at; status == 0; at += chunk_bytes) {
        add_rows(out, 4000, &o.bench.split.rows);
        if (is_last) {
            break;
        }
        status = ig_csv_turn_read(&o.opened, &o.bench, at, chunk_bytes, &is_last, &err);
        if (status == 0) {
            status = ig_csv_turn_split(&o.opened, &o.bench, is_last, &err);
        }
    }
    close_opening(&o);
    return status == 0 ? out : strcpy(out, err.text);
}

static void assert_rows(world *w, const ig_csv_spec *spec, const char *text, const char *expected) {
    char out[4000];
    write_text("a.csv", text);
    for (size_t chunk_bytes = 1; chunk_bytes <= strlen(text) + 1; chunk_bytes++) {
        assert_string_equal(rows_of(out, w, spec, chunk_bytes), expected);
    }
}

static void records_go_on_in_the_next_chunk(void **state) {
    world *w = *state;
    ig_csv_spec spec = plain_spec();
    assert_rows(w, &spec, "a,b\n1,2\n3,4\n", "2:1|2 3:3|4 ");
    assert_rows(w, &spec, "a,b\r\n1,2\r\n\r\n3,4", "2:1|2 4:3|4 ");
    assert_rows(w, &spec, "a,b\n1,\"x\n\n\ny\"\n3,4\n", "2:1|\"x\n\n\ny\" 6:3|4 ");
    assert_rows(w, &spec, "a,b\n", "");
}

static void the_end_mark_of_dos_is_no_record(void **state) {
    world *w = *state;
    ig_csv_spec spec = plain_spec();
    assert_rows(w, &spec, "a,b\n1,2\n\x1a", "2:1|2 ");
    assert_rows(w, &spec, "a\n1\n\x1a", "2:1 ");
    assert_rows(w, &spec, "a\n1\x1a", "2:1\x1a "); /* here it is data */
}

static void records_without_end_are_told_apart_from_long_ones(void **state) {
    world *w = *state;
    ig_csv_spec spec = plain_spec();
    assert_rows(w, &spec, "a,b\n1,\"x\n3,4\n", "a.csv:3: a quote opened on line 2 is never closed");
    spec.limits.record_bytes = 8;
    assert_rows(w, &spec, "a,b\n1,\"xxxxxxx\n3,4\n",
                "a.csv:3: a quote opened on line 2 is never closed");
    assert_rows(w, &spec, "a,b\r\n1,\"xxxxxxx\r\n3,4\r\n",
                "a.csv:3: a quote opened on line 2 is never closed");
    assert_rows(w, &spec, "a,b\n1,\"xxx\nxx\"\n3,4\n", "a.csv:2: a record of more than 8 bytes");
    assert_rows(w, &spec, "a,b\n1,xxxxxx\n3,4\n", "2:1|xxxxxx 3:3|4 "); /* eight are not too many */
    assert_rows(w, &spec, "a,b\n1,xxxxxxx\n3,4\n", "a.csv:2: a record of more than 8 bytes");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(records_go_on_in_the_next_chunk, open_world, close_world),
        cmocka_unit_test_setup_teardown(the_end_mark_of_dos_is_no_record, open_world, close_world),
        cmocka_unit_test_setup_teardown(records_without_end_are_told_apart_from_long_ones,
                                        open_world, close_world),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
