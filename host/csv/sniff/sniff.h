/* Finds out how a file is written from its beginning, and says why. */
#ifndef INGOT_CSV_SNIFF_SNIFF_H
#define INGOT_CSV_SNIFF_SNIFF_H

#include "csv/spec/spec.h"

enum { IG_CSV_SNIFF_BYTES = 1 << 18, IG_CSV_WHY_BYTES = 160 };

/* One decision about a file: "delimiter", ";", "11 in each of the first 400 records; ',' in none". */
typedef struct ig_csv_finding {
    const char *what;           /* ig_csv_trait_names, or another; static */
    char value[16];             /* as an option would be given: ";", "\t", "true", "2" */
    bool given;                 /* by the caller or the profile; else found out */
    char why[IG_CSV_WHY_BYTES]; /* "" where given */
} ig_csv_finding;

typedef struct ig_csv_sniffed {
    ig_csv_dialect dialect;
    ig_csv_finding findings[IG_CSV_TRAITS];
} ig_csv_sniffed;

/* Decides what `spec->detect` leaves open from the first `n` bytes of a file (behind its mark), all
   of it when `whole`; what is given stays, and so does what cannot be told. A first line that names
   the delimiter, as "sep=;" does, is skipped unless the spec skips lines itself; where another
   delimiter is given it fails with "1: the file says its delimiter is ';', but ',' is given". */
int ig_csv_sniff(ig_csv_sniffed *out, ig_memory *memory, const ig_csv_spec *spec, const char *bytes,
                 size_t n, bool whole, ig_error *err) IG_CHECKED;

#endif
