/* Faults are kept cut, and put in the order of the file. */
#include "csv/cells/faults.h"

#include "base/harness.h"

static ig_text of(const char *text) {
    return (ig_text){text, strlen(text)};
}

static int add_and_sort(ig_memory *memory, void *context, ig_error *err) {
    ig_csv_faults faults;
    static const struct {
        uint64_t line;
        uint32_t column;
        ig_csv_fault_kind kind;
        const char *value;
    } given[] = {{9, 2, IG_CSV_NO_DECIMAL, "n/a"}, {4, UINT32_MAX, IG_CSV_SHORT_ROW, ""},
                 {9, 0, IG_CSV_NO_MONTH, "x"},     {9, UINT32_MAX, IG_CSV_LONG_ROW, ""},
                 {2, 5, IG_CSV_NO_NUMBER, "y"},    {9, 0, IG_CSV_NO_NUMBER, "second"}};
    static const char *const expected[] = {"y", "", "", "x", "second", "n/a"};
    int status = 0;
    ig_csv_faults_init(&faults, memory);
    for (size_t i = 0; i < 6 && status == 0; i++) {
        ig_csv_fault fault = {.line = given[i].line,
                              .column = given[i].column,
                              .kind = given[i].kind,
                              .value = of(given[i].value),
                              .record = of("a,b")};
        status = ig_csv_faults_add(&faults, &fault, err);
    }
    ig_csv_faults_sort(&faults);
    for (size_t i = 0; i < 6 && status == 0; i++) {
        ig_csv_fault fault = ig_csv_faults_at(&faults, i);
        assert_true(ig_csv_text_is(fault.value, expected[i]));
        assert_true(ig_csv_text_is(fault.record, "a,b"));
    }
    ig_csv_faults_reset(&faults);
    ig_csv_faults_reset(&faults);
    return status;
}

static void they_come_in_order_of_line_and_column(void **state) {
    assert_in_range(prove_failures_free(add_and_sort, NULL), 2, 20);
}

static void long_texts_are_cut_between_characters(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err;
    ig_csv_faults faults;
    char value[302] = "";
    for (int i = 0; i < 100; i++) {
        strcat(value, "千");
    }
    ig_csv_faults_init(&faults, memory);
    ig_csv_fault fault = {.line = 1, .value = of(value), .record = of(value)};
    assert_int_equal(ig_csv_faults_add(&faults, &fault, &err), 0);
    fault = ig_csv_faults_at(&faults, 0);
    assert_int_equal(fault.value.size_bytes, 198);
    assert_int_equal(fault.record.size_bytes, 198);
    assert_memory_equal(fault.value.bytes, value, 198);
    ig_csv_faults_reset(&faults);
    ig_memory_free(memory);
}

static void each_kind_has_a_name_and_a_reason(void **state) {
    static const struct {
        ig_csv_fault fault;
        const char *name;
        const char *reason;
    } cases[] = {
        {{.kind = IG_CSV_SHORT_ROW, .n_fields = 2, .n_wanted = 4},
         "short_row",
         "expected 4 fields, got 2"},
        {{.kind = IG_CSV_LONG_ROW, .n_fields = 3, .n_wanted = 1},
         "long_row",
         "expected 1 field, got 3"},
        {{.kind = IG_CSV_NO_DECIMAL}, "not_decimal", "integer or decimal expected"},
        {{.kind = IG_CSV_NO_NUMBER}, "not_number", "number expected"},
        {{.kind = IG_CSV_NO_MONTH}, "not_month", "month expected"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char room[64];
        assert_string_equal(ig_csv_fault_name(cases[i].fault.kind), cases[i].name);
        assert_string_equal(ig_csv_fault_reason(&cases[i].fault, room), cases[i].reason);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_come_in_order_of_line_and_column),
        cmocka_unit_test(long_texts_are_cut_between_characters),
        cmocka_unit_test(each_kind_has_a_name_and_a_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
