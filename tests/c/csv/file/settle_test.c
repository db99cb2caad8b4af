/* The encoding is decided on all words of a file, and its words are UTF-8 from then on. */
#include "csv/file/settle.h"

#include "csv/file/opening.h"
#include "csv/file/piece.h"

/* Takes all rows of a small "a.csv" with one share, as a lone worker does. */
static int take_all(opening *o, ig_error *err) {
    ig_memory *memory = o->world->memory;
    ig_csv_part *part = &o->part;
    ig_csv_taker taker;
    assert_true(o->opened.is_whole);
    ig_csv_taker_init(&taker, memory);
    part->shares = ig_alloc_zero(memory, 1, sizeof(ig_csv_shelf *), err);
    part->chunks = ig_alloc_zero(memory, 1, sizeof *part->chunks, err);
    part->shares[0] = ig_alloc_zero(memory, part->header.n_columns, sizeof(ig_csv_shelf), err);
    part->n_shares = part->n_chunks = 1;
    taker.decoder = ig_csv_decoder_new(memory, part->encoded.encoding, err);
    int status = ig_csv_turn_begin(&o->opened, &o->bench, err);
    if (status == 0) {
        status = ig_csv_piece_take(&part->chunks[0], &o->opened, &taker, part->shares[0],
                                   &o->bench.split, 0, err);
        ig_csv_seen_join(&o->opened.seen, &taker.seen);
    }
    ig_csv_decoder_free(taker.decoder);
    ig_csv_taker_reset(&taker);
    return status;
}

typedef struct expected {
    ig_encoding encoding;
    bool again;
    bool also_utf8;
    const char *word; /* the first of the first column */
} expected;

static void assert_settled(world *w, ig_encoding asked, const char *text, expected e) {
    ig_error err = {.kind = IG_ERROR_NONE};
    opening o;
    ig_csv_spec spec = plain_spec();
    bool again = false;
    spec.encoding = asked;
    write_text("a.csv", text);
    assert_int_equal(open_opening(&o, w, &spec, 1 << 19, &err), 0);
    assert_int_equal(take_all(&o, &err), 0);
    assert_int_equal(ig_csv_settle(&o.opened, &again, &err), 0);
    assert_int_equal(again, e.again);
    assert_int_equal(o.part.encoded.encoding, e.encoding);
    assert_int_equal(o.part.encoded.also_utf8, e.also_utf8);
    assert_true(ig_csv_text_is(ig_csv_words_text(o.part.shares[0][0].words, 0), e.word));
    close_opening(&o);
}

static void words_become_utf8(void **state) {
    world *w = *state;
    char *gb18030 = gb18030_of("a,b\n出口,1\n");
    assert_settled(w, IG_AUTO, "a,b\nCN,1\n", (expected){IG_UTF8, .word = "CN"});
    assert_settled(w, IG_AUTO, "a,b\n铜,1\n", (expected){IG_UTF8, .word = "铜"});
    assert_settled(w, IG_AUTO, gb18030, (expected){IG_GB18030, .word = "出口"});
    assert_settled(w, IG_GB18030, gb18030, (expected){IG_GB18030, .word = "出口"});
    assert_settled(w, IG_LATIN1, "a,b\n\xe9,1\n", (expected){IG_LATIN1, .word = "é"});
    /* Told to read as GB18030 what is UTF-8 as well: done, and said. */
    assert_settled(w, IG_GB18030, "a,b\néé,1\n",
                   (expected){IG_GB18030, .also_utf8 = true, .word = "茅茅"});
    free(gb18030);
}

static void assert_unsettled(world *w, ig_encoding asked, const char *text, const char *error) {
    ig_error err = {.kind = IG_ERROR_NONE};
    opening o;
    ig_csv_spec spec = plain_spec();
    bool again = false;
    spec.encoding = asked;
    write_text("a.csv", text);
    assert_int_equal(open_opening(&o, w, &spec, 1 << 19, &err), 0);
    assert_int_equal(take_all(&o, &err), 0);
    assert_int_equal(ig_csv_settle(&o.opened, &again, &err), -1);
    assert_error(&err, IG_ERROR_DATA, error);
    close_opening(&o);
}

static void the_first_wrong_byte_is_told_with_its_place(void **state) {
    world *w = *state;
    assert_unsettled(w, IG_UTF8, "a,b\n1,x\n2,\xe9\n",
                     "a.csv:3: not UTF-8 (byte 0xe9 at byte 11 of the file); name a profile or set "
                     "encoding = \"gb18030\" (Chinese) or \"latin1\" (Western)");
    assert_unsettled(w, IG_GB18030, "a,b\n1,\xff\n",
                     "a.csv:2: not GB18030 (byte 0xff at byte 7 of the file)");
    assert_unsettled(w, IG_AUTO, "a,b\n1,\xe9\xff\n",
                     "a.csv:2: neither UTF-8 nor GB18030 (byte 0xe9 at byte 7 of the file)");
    /* Also where it stands in what became no row. */
    assert_unsettled(w, IG_UTF8, "a,b\n1,x\n\xe9\n",
                     "a.csv:3: not UTF-8 (byte 0xe9 at byte 9 of the file); name a profile or set "
                     "encoding = \"gb18030\" (Chinese) or \"latin1\" (Western)");
}

static void a_file_that_changed_is_refused(void **state) {
    world *w = *state;
    ig_error err = {.kind = IG_ERROR_NONE};
    opening o;
    ig_csv_spec spec = plain_spec();
    bool again = false;
    write_text("a.csv", "a,b\n1,2\n");
    assert_int_equal(open_opening(&o, w, &spec, 1 << 19, &err), 0);
    assert_int_equal(take_all(&o, &err), 0);
    write_text("a.csv", "a,b\n1,2\n3,4\n");
    assert_int_equal(ig_csv_settle(&o.opened, &again, &err), -1);
    assert_error(&err, IG_ERROR_DATA, "a.csv: the file changed while it was read");
    close_opening(&o);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(words_become_utf8, open_world, close_world),
        cmocka_unit_test_setup_teardown(the_first_wrong_byte_is_told_with_its_place, open_world,
                                        close_world),
        cmocka_unit_test_setup_teardown(a_file_that_changed_is_refused, open_world, close_world),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
