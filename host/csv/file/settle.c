/*
 * Cells are split before they are decoded, so the words of a file are enough to tell its encoding:
 * each is looked at once, however often it stands in the file. Where one is wrong, the check of all
 * bytes says which.
 */
#include "csv/file/settle.h"

static void look_at_words(ig_csv_seen *seen, const ig_csv_part *part) {
    for (size_t s = 0; s < part->n_shares; s++) {
        for (size_t c = 0; c < part->header.n_columns; c++) {
            const ig_csv_words *words = part->shares[s][c].words;
            uint32_t n = words == NULL ? 0 : ig_csv_words_size(words);
            for (uint32_t code = 0; code < n; code++) {
                ig_text text = ig_csv_words_text(words, code);
                ig_csv_seen_take(seen, text.bytes, text.size_bytes);
            }
        }
    }
}

/* The encoding that all that was seen is in; IG_AUTO: none of those that may be. */
static ig_encoding decide(const ig_csv_seen *seen, const ig_csv_encoded *encoded,
                          ig_encoding asked) {
    if (asked == IG_LATIN1) {
        return IG_LATIN1;
    }
    bool is_marked = encoded->sure && encoded->encoding == IG_UTF8;
    if (asked != IG_GB18030 && !seen->not_utf8) {
        return IG_UTF8;
    }
    return asked == IG_UTF8 || is_marked || seen->not_gb18030 ? IG_AUTO : IG_GB18030;
}

static int fail_changed(const ig_csv_opened *opened, ig_error *err) {
    return ig_fail(err, IG_ERROR_DATA, "%s: the file changed while it was read",
                   ig_csv_source_shown(opened->source));
}

/* Lets the check of all bytes say what is wrong. */
static int fail_encoding(const ig_csv_opened *opened, ig_error *err) {
    ig_csv_encoded encoded;
    return ig_csv_encoding_decide(opened->source, opened->spec->encoding, &encoded, err) != 0
               ? -1
               : fail_changed(opened, err);
}

/* Words under way to UTF-8. */
typedef struct rewriting {
    ig_csv_decoder *decoder;
    uint32_t code; /* of the next one */
} rewriting;

static int rewrite(void *context, ig_text from, ig_text *to, ig_error *err) {
    rewriting *r = context;
    if (ig_csv_decoder_text(r->decoder, from.bytes, from.size_bytes, to, err) != 0) {
        return -1;
    }
    r->code++;
    return 0;
}

/* Says where a word that has no meaning stands. */
static int place(const ig_csv_opened *opened, uint64_t at, ig_error *err) {
    return err->kind != IG_ERROR_DATA
               ? -1
               : ig_fail_prefix(err, "%s:%llu: ", ig_csv_source_shown(opened->source),
                                (unsigned long long)ig_csv_part_line(opened->part, at));
}

static int rewrite_words(const ig_csv_opened *opened, ig_csv_decoder *decoder, ig_error *err) {
    const ig_csv_part *part = opened->part;
    for (size_t s = 0; s < part->n_shares; s++) {
        for (size_t c = 0; c < part->header.n_columns; c++) {
            ig_csv_words *words = part->shares[s][c].words;
            rewriting r = {.decoder = decoder};
            uint32_t n = words == NULL ? 0 : ig_csv_words_size(words);
            if (n == 0 || ig_csv_words_rewrite(words, rewrite, &r, err) == 0) {
                continue;
            }
            return r.code < n ? place(opened, ig_csv_words_place(words, r.code), err) : -1;
        }
    }
    return 0;
}

int ig_csv_settle(ig_csv_opened *opened, bool *again, ig_error *err) {
    ig_csv_part *part = opened->part;
    ig_encoding asked = opened->spec->encoding;
    ig_encoding guess = part->encoded.encoding;
    ig_csv_seen *seen = &opened->seen;
    *again = false;
    if (ig_csv_source_same(opened->source, err) != 0) {
        return -1;
    }
    if (asked != IG_LATIN1) {
        look_at_words(seen, part);
    }
    ig_encoding encoding = decide(seen, &part->encoded, asked);
    if (encoding == IG_AUTO) {
        return fail_encoding(opened, err);
    }
    part->encoded.also_utf8 = asked == IG_GB18030 && !seen->not_utf8 && seen->beyond_ascii;
    part->encoded.encoding = encoding;
    *again = encoding != guess;
    if (*again || encoding == IG_UTF8 || (encoding == IG_GB18030 && !seen->beyond_ascii)) {
        return 0;
    }
    ig_csv_decoder *decoder = ig_csv_decoder_new(opened->memory, encoding, err);
    if (decoder == NULL) {
        return -1;
    }
    int status = rewrite_words(opened, decoder, err);
    ig_csv_decoder_free(decoder);
    return status;
}
