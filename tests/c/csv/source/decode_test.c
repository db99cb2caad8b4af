/* Decoding gives UTF-8, and refuses what means nothing. */
#include "csv/source/decode.h"

#include "csv/world.h"

static ig_csv_decoder *decoder_of(ig_memory *memory, ig_encoding encoding) {
    ig_error err;
    ig_csv_decoder *decoder = ig_csv_decoder_new(memory, encoding, &err);
    assert_non_null(decoder);
    return decoder;
}

static void assert_decoded(ig_csv_decoder *decoder, const char *bytes, const char *expected) {
    ig_text text;
    ig_error err;
    assert_int_equal(ig_csv_decoder_text(decoder, bytes, strlen(bytes), &text, &err), 0);
    assert_int_equal(text.size_bytes, strlen(expected));
    assert_memory_equal(text.bytes, expected, text.size_bytes);
}

static void utf8_passes_as_it_is(void **state) {
    world *w = *state;
    ig_csv_decoder *decoder = decoder_of(w->memory, IG_UTF8);
    ig_text text;
    ig_error err;
    const char *bytes = "千克";
    assert_int_equal(ig_csv_decoder_text(decoder, bytes, 6, &text, &err), 0);
    assert_ptr_equal(text.bytes, bytes);
    assert_int_equal(text.size_bytes, 6);
    ig_csv_decoder_free(decoder);
    ig_csv_decoder_free(NULL);
}

static void gb18030_is_decoded(void **state) {
    world *w = *state;
    ig_csv_decoder *decoder = decoder_of(w->memory, IG_GB18030);
    for (int i = 0; i < 2; i++) {
        assert_decoded(decoder, "\xc7\xa7\xbf\xcb", "千克");
        assert_decoded(decoder, "\xb1\xb1\xbe\xa9", "北京");
        assert_decoded(decoder, "a\x81\x7c|\x90\x30\x81\x30", "a亅|\xf0\x90\x80\x80");
        assert_decoded(decoder, "plain", "plain");
        assert_decoded(decoder, "", "");
        assert_decoded(decoder, "\xa1\xaa", "—");
    }
    ig_csv_decoder_free(decoder);
}

static void long_pieces_are_decoded(void **state) {
    world *w = *state;
    ig_csv_decoder *decoder = decoder_of(w->memory, IG_GB18030);
    char bytes[400];
    char expected[400];
    snprintf(bytes, sizeof bytes, "%300s\xc7\xa7", "long");
    snprintf(expected, sizeof expected, "%300s千", "long");
    assert_decoded(decoder, bytes, expected);
    ig_csv_decoder_free(decoder);
}

static void a_character_without_meaning_is_refused(void **state) {
    world *w = *state;
    ig_csv_decoder *decoder = decoder_of(w->memory, IG_GB18030);
    ig_text text;
    ig_error err = {.kind = IG_ERROR_NONE};
    assert_int_equal(ig_csv_decoder_text(decoder, "\xc7\xa7\xff", 3, &text, &err), -1);
    assert_error(&err, IG_ERROR_DATA, "not GB18030: '\\xff'");
    assert_int_equal(ig_csv_decoder_text(decoder, "\xc7\xa7\xc7", 3, &text, &err), -1);
    assert_error(&err, IG_ERROR_DATA, "not GB18030: '\\xc7'");
    assert_decoded(decoder, "\xc7\xa7", "千"); /* the failures left nothing behind */
    ig_csv_decoder_free(decoder);
}

static void latin1_never_fails(void **state) {
    world *w = *state;
    ig_csv_decoder *decoder = decoder_of(w->memory, IG_LATIN1);
    assert_decoded(decoder, "S\xe3o Paulo", "São Paulo");
    assert_decoded(decoder, "\x80\x81\x92\xbf\xc0\xff", "€\xc2\x81’¿Àÿ");
    ig_csv_decoder_free(decoder);
}

static void assert_start(ig_encoding encoding, const char *bytes, const char *expected) {
    ig_memory *memory = ig_memory_new();
    ig_csv_decoder *decoder = decoder_of(memory, encoding);
    ig_text text;
    ig_error err;
    assert_int_equal(ig_csv_decoder_start(decoder, bytes, strlen(bytes), &text, &err), 0);
    assert_int_equal(text.size_bytes, strlen(expected));
    assert_memory_equal(text.bytes, expected, text.size_bytes);
    ig_csv_decoder_free(decoder);
    ig_memory_free(memory);
}

static void a_start_drops_the_character_that_is_cut(void **state) {
    assert_start(IG_UTF8, "千\xe5\x8d", "千");
    assert_start(IG_UTF8, "千", "千");
    assert_start(IG_GB18030, "\xc7\xa7\xbf", "千");
    assert_start(IG_GB18030, "\xc7\xa7\xbf\xcb", "千克");
    assert_start(IG_LATIN1, "\xe3", "ã");
    assert_start(IG_GB18030, "", "");
}

static int decode_some(ig_memory *memory, void *context, ig_error *err) {
    ig_encoding encoding = *(const ig_encoding *)context;
    ig_csv_decoder *decoder = ig_csv_decoder_new(memory, encoding, err);
    int status = decoder == NULL ? -1 : 0;
    for (int i = 0; i < 40 && status == 0; i++) {
        char bytes[40];
        ig_text text;
        snprintf(bytes, sizeof bytes, "\xc7\xa7 number %d", i % 30);
        status = ig_csv_decoder_text(decoder, bytes, strlen(bytes), &text, err);
    }
    ig_csv_decoder_free(decoder);
    return status;
}

static void every_failure_frees(void **state) {
    ig_encoding gb18030 = IG_GB18030;
    ig_encoding latin1 = IG_LATIN1;
    assert_int_equal(prove_failures_free(decode_some, &gb18030), 2);
    assert_int_equal(prove_failures_free(decode_some, &latin1), 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_passes_as_it_is),
        cmocka_unit_test(gb18030_is_decoded),
        cmocka_unit_test(long_pieces_are_decoded),
        cmocka_unit_test(a_character_without_meaning_is_refused),
        cmocka_unit_test(latin1_never_fails),
        cmocka_unit_test(a_start_drops_the_character_that_is_cut),
        cmocka_unit_test(every_failure_frees),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
