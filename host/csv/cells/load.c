/* Texts of any length, for load.h. */
#include "csv/cells/load.h"

#define SET_8 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff
const unsigned char ig_csv_window[2 * IG_CSV_WINDOW] = {SET_8, SET_8, SET_8, SET_8,
                                                        SET_8, SET_8, SET_8, SET_8};

/* The last 16 bytes are taken as they stand, so that nothing behind the text matters. */
uint64_t ig_csv_hash_longer(const char *bytes, size_t size_bytes) {
    const uint64_t first = UINT64_C(0x2d358dccaa6c78a5), second = UINT64_C(0x8bb84b93962eacc9);
    uint64_t hash = size_bytes * UINT64_C(0x9fb21c651e98df25);
    size_t last = size_bytes - 16;
    for (size_t at = 0; at < last; at += 16) {
        hash = (hash << 7 | hash >> 57) ^ ig_csv_mix(ig_csv_load_8(bytes + at) ^ first,
                                                     ig_csv_load_8(bytes + at + 8) ^ second);
    }
    uint64_t end =
        ig_csv_mix(ig_csv_load_8(bytes + last) ^ second, ig_csv_load_8(bytes + last + 8) ^ first);
    return ig_csv_mix(hash ^ first, end ^ second);
}
