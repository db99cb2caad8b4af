/* Takes what is given. */
#include "csv/scan/sniff.h"

int ig_csv_sniff(ig_csv_sniffed *out, ig_memory *memory, const ig_csv_spec *spec,
                 const char *bytes, size_t n, bool whole, ig_error *err) {
    (void)memory, (void)bytes, (void)n, (void)whole, (void)err;
    *out = (ig_csv_sniffed){.dialect = spec->dialect};
    return 0;
}
