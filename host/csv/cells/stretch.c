/* Marks become bits and reasons only where some row is missing. */
#include "csv/cells/stretch.h"

#include "csv/cells/cell.h"

void ig_csv_stretch_reset(ig_csv_stretch *stretch) {
    ig_free(stretch->values);
    ig_free(stretch->scales);
    ig_free(stretch->validity);
    ig_free(stretch->reasons);
    *stretch = (ig_csv_stretch){0};
}

static int mark_reasons(ig_csv_stretch *stretch, ig_memory *memory, const uint8_t *marks, size_t n,
                        ig_error *err) {
    stretch->reasons = ig_alloc(memory, n, err);
    if (stretch->reasons == NULL) {
        return -1;
    }
    for (size_t i = 0; i < n; i++) {
        stretch->reasons[i] = marks[i] & IG_CSV_MISSING ? marks[i] & ~IG_CSV_MISSING : IG_PRESENT;
    }
    return 0;
}

int ig_csv_stretch_mark(ig_csv_stretch *stretch, ig_memory *memory, const uint8_t *marks, size_t n,
                        unsigned reasons, ig_error *err) {
    if ((reasons & ~(1u << IG_EMPTY)) != 0 && mark_reasons(stretch, memory, marks, n, err) != 0) {
        return -1;
    }
    if (reasons == 0 || stretch->form == IG_CSV_NOTHING) {
        return 0;
    }
    stretch->validity = ig_alloc_array(memory, ig_bitmap_words(n), sizeof(uint64_t), err);
    if (stretch->validity == NULL) {
        return -1;
    }
    for (size_t at = 0; at < n; at += 64) {
        size_t some = n - at < 64 ? n - at : 64;
        uint64_t all = some == 64 ? ~UINT64_C(0) : (UINT64_C(1) << some) - 1;
        stretch->validity[at / 64] = ~ig_bitmap_pack(marks + at, some) & all;
    }
    return 0;
}
