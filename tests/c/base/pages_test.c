#include "base/pages.h"

#include "base/harness.h"

#include <stdint.h>
#include <string.h>

enum { HUGE = IG_HUGE_PAGE, UNIT = IG_PAGES_UNIT };

static char *take(ig_pages **kept, size_t size_bytes, int content) {
    char *pages = ig_pages_take(kept, size_bytes);
    assert_non_null(pages);
    assert_int_equal((uintptr_t)pages % HUGE, 0);
    memset(pages, content, size_bytes);
    return pages;
}

static void check(const char *pages, size_t size_bytes, int content) {
    for (size_t i = 0; i < size_bytes; i += 4096) {
        assert_int_equal(pages[i], content);
    }
    assert_int_equal(pages[size_bytes - 1], content);
}

static void kept_pages_become_others(void **state) {
    (void)state;
    if (!ig_pages_exist()) {
        return;
    }
    ig_pages *kept = NULL;
    char *small = take(&kept, 3 * HUGE + UNIT, 1);
    char *other = take(&kept, 2 * HUGE, 2);
    char *neighbour = take(&kept, HUGE, 3);
    ig_pages_keep(&kept, small, 3 * HUGE + UNIT);
    ig_pages_keep(&kept, other, 2 * HUGE);
    assert_non_null(kept);
    char *part = take(&kept, HUGE + UNIT, 4); /* of one run */
    assert_non_null(kept);
    char *large = take(&kept, 9 * HUGE + 3 * UNIT, 5); /* of all runs and fresh ones */
    assert_null(kept);
    check(neighbour, HUGE, 3);
    check(part, HUGE + UNIT, 4);
    check(large, 9 * HUGE + 3 * UNIT, 5);
    ig_pages_keep(&kept, large, 9 * HUGE + 3 * UNIT); /* which is of several mappings */
    char *again = take(&kept, 10 * HUGE, 6);
    check(again, 10 * HUGE, 6);
    check(neighbour, HUGE, 3);
    ig_pages_free(again, 10 * HUGE);
    ig_pages_free(part, HUGE + UNIT);
    ig_pages_keep(&kept, neighbour, HUGE);
    assert_non_null(kept);
    ig_pages_drop(&kept);
    assert_null(kept);
    ig_pages_drop(&kept);
}

static void what_is_less_than_a_huge_page_is_not_kept(void **state) {
    (void)state;
    if (!ig_pages_exist()) {
        return;
    }
    ig_pages *kept = NULL;
    char *pages = take(&kept, 5 * UNIT, 7);
    ig_pages_keep(&kept, pages, 5 * UNIT);
    assert_null(kept);
}

static void what_cannot_be_had_is_refused(void **state) {
    (void)state;
    ig_pages *kept = NULL;
    assert_null(ig_pages_take(&kept, SIZE_MAX / UNIT * UNIT));
    assert_null(ig_pages_take(&kept, SIZE_MAX / 2 / UNIT * UNIT));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kept_pages_become_others),
        cmocka_unit_test(what_is_less_than_a_huge_page_is_not_kept),
        cmocka_unit_test(what_cannot_be_had_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
