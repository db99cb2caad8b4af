/* What keeps a column from being numbers or months is named with its line and the setting that
   helps, by any number of threads and wherever chunks begin. */
#include "csv/columns/doubt.h"

#include "csv/world.h"

static void assert_warned(world *w, const char *bytes, const char *expected) {
    static const size_t chunks[] = {1, 7, 64, IG_CSV_CHUNK_BYTES};
    ig_csv_spec spec = plain_spec();
    const char *path = "a.csv";
    write_text(path, bytes);
    for (size_t i = 0; i < sizeof chunks / sizeof chunks[0]; i++) {
        ig_error err = {.kind = IG_ERROR_NONE};
        ig_table *table = ig_csv_read_blocks(&w->context, &spec, &path, 1, chunks[i], &err);
        assert_non_null(table);
        assert_listed(table->warnings, expected);
        ig_table_release(table);
    }
}

static void odd_words_are_named_with_the_setting_that_helps(void **state) {
    assert_warned(*state, "hs,kg\n01,5\n02,6\n02,12a\n03,7\n",
                  "a.csv|kg: read as text, no numbers, because of '12a' on line 4; types = "
                  "{ [\"kg\"] = \"decimal\" }, on_error = \"collect\" lists what does not fit");
    assert_warned(
        *state, "kg\nn/a\n5\n-\nn/a\n",
        "a.csv|kg: read as text, no numbers, because of 'n/a' on line 2 and '-'; missing = "
        "{ \"n/a\", \"-\" } reads them as missing");
    assert_warned(*state, "day,kg\n2025-01,5\n2025-02,6\nTotal,11\n",
                  "a.csv|day: read as text, no months, because of 'Total' on line 4; types = "
                  "{ [\"day\"] = \"month\" }, on_error = \"collect\" lists what does not fit");
    assert_warned(
        *state, "kg\n5\n6\nkg\n7\n",
        "a.csv|kg: read as text, no numbers, because of 'kg' on line 4 (the header again); "
        "types = { [\"kg\"] = \"decimal\" }, on_error = \"collect\" lists what does not fit");
}

static void numbers_with_other_marks_are_told(void **state) {
    assert_warned(*state, "kg\n\"1,5\"\n\"2,25\"\n",
                  "a.csv|kg: read as text; decimal = \",\" makes it numbers");
    assert_warned(*state, "kg\n\"1.234,5\"\n7\n",
                  "a.csv|kg: read as text; decimal = \",\", thousands = \".\" makes it numbers");
    assert_warned(
        *state, "kg\n\"1,234\"\n7\n",
        "a.csv|kg: read as text; thousands = \",\", or decimal = \",\", makes it numbers");
    assert_warned(*state, "kg\n1 234 567\n7\n",
                  "a.csv|kg: read as text; thousands = \" \" makes it numbers");
    assert_warned(
        *state, "kg\n1'234\n7\nno\n",
        "a.csv|kg: read as text; thousands = \"'\" makes it numbers but for 'no' on line 4");
}

static void what_no_setting_reads_is_told(void **state) {
    assert_warned(*state,
                  "kg\n5\n1\xC2\xA0"
                  "234\n1\xE2\x80\xAF"
                  "234.5\n",
                  "a.csv|kg: read as text; no-break spaces stand in its numbers; as blanks in the "
                  "file, thousands = \" \" reads them");
    assert_warned(*state,
                  "kg\n\"1\xC2\xA0"
                  "234,5\"\n\"3,5\"\n",
                  "a.csv|kg: read as text; no-break spaces stand in its numbers; as blanks in the "
                  "file, decimal = \",\", thousands = \" \" reads them");
    assert_warned(
        *state, "hs,n\n=\"0101\",1\n=\"0102\",2\n",
        "a.csv|hs: read as text; its cells are formulas of a spreadsheet, =\"…\", kept as "
        "they stand; save the file again with values");
    assert_warned(*state, "a\nx\xC2\xA0y\n=\"\n", "");
}

static void codes_and_names_are_texts(void **state) {
    assert_warned(*state, "hs\n01012100\n76011090\nx\n", "");
    assert_warned(*state, "partner\nRussia\nIndia\nChile\n7\n", "");
    assert_warned(*state, "a\nb\nc\nd\ne\nf\ng\nh\ni\n1\n2\n", "");
}

static void codes_that_were_rounded_are_told(void **state) {
    assert_warned(*state, "HS Code\n7.60E+07\n76011090\n",
                  "a.csv|HS Code: codes are written as numbers with a fraction or an exponent: a "
                  "spreadsheet has probably rounded them; download the file again");
    assert_warned(*state, "kg\n7.60E+07\n76011090\n", "");
}

static void codes_that_lost_a_zero_are_told(void **state) {
    assert_warned(*state, "Commodity code\n76011090\n1012100\n",
                  "a.csv|Commodity code: codes of 7 digits and of 8: a spreadsheet has probably "
                  "dropped leading zeros; download the file again");
    assert_warned(*state, "商品编码,n\n760110,1\n10121,2\n",
                  "a.csv|商品编码: codes of 5 digits and of 6: a spreadsheet has probably dropped "
                  "leading zeros; download the file again");
    assert_warned(*state, "hs\n76011090\n76011010\n", "");
    assert_warned(*state, "hs\n7601109\n7601101\n", "");
    assert_warned(*state, "hs\n1\n76011090\n1012100\n", "");
    assert_warned(*state, "kg\n76011090\n1012100\n", "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(odd_words_are_named_with_the_setting_that_helps),
        cmocka_unit_test(numbers_with_other_marks_are_told),
        cmocka_unit_test(what_no_setting_reads_is_told),
        cmocka_unit_test(codes_and_names_are_texts),
        cmocka_unit_test(codes_that_were_rounded_are_told),
        cmocka_unit_test(codes_that_lost_a_zero_are_told),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
