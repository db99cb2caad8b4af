/*
 * GB18030 goes through iconv, whose cost is in the call and not in the bytes: `seen` numbers the
 * distinct pieces met so far, and place i of `places` is where the decoding of piece i lies in
 * `store`. The cache stops growing at CACHED_PIECES and takes no long pieces, so that a file of
 * unlike texts costs no more memory than its columns. Pure ASCII never comes this far.
 * Invariant: places hold one more entry than `seen` has pieces; entry i ends where i + 1 begins.
 */
#include "csv/source/decode.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <string.h>

#include "csv/source/encoding.h"

enum { CACHED_PIECES = 1 << 16, CACHED_BYTES = 256 };

struct ig_csv_decoder {
    ig_encoding encoding;
    iconv_t converter; /* GB18030 only */
    bool has_converter;
    ig_buffer scratch;
    ig_dict *seen;
    ig_buffer store;
    ig_buffer places; /* of size_t */
};

ig_csv_decoder *ig_csv_decoder_new(ig_memory *memory, ig_encoding encoding, ig_error *err) {
    ig_csv_decoder *decoder = ig_alloc_zero(memory, 1, sizeof *decoder, err);
    if (decoder == NULL) {
        return NULL;
    }
    decoder->encoding = encoding;
    ig_buffer_init(&decoder->scratch, memory);
    ig_buffer_init(&decoder->store, memory);
    ig_buffer_init(&decoder->places, memory);
    if (encoding != IG_GB18030) {
        return decoder;
    }
    decoder->converter = iconv_open("UTF-8", "GB18030");
    decoder->has_converter = (intptr_t)decoder->converter != -1;
    if (!decoder->has_converter) {
        ig_fail(err, IG_ERROR_INTERNAL, "this system's iconv does not know GB18030");
        goto failed;
    }
    size_t start = 0;
    decoder->seen = ig_dict_new(memory, err);
    if (decoder->seen == NULL ||
        ig_buffer_append(&decoder->places, &start, sizeof start, err) != 0) {
        goto failed;
    }
    return decoder;
failed:
    ig_csv_decoder_free(decoder);
    return NULL;
}

void ig_csv_decoder_free(ig_csv_decoder *decoder) {
    if (decoder == NULL) {
        return;
    }
    if (decoder->has_converter) {
        (void)iconv_close(decoder->converter);
    }
    ig_dict_release(decoder->seen);
    ig_buffer_reset(&decoder->scratch);
    ig_buffer_reset(&decoder->store);
    ig_buffer_reset(&decoder->places);
    ig_free(decoder);
}

/* Appends the UTF-8 of a piece to `out`; `*left` is the number of bytes it could not decode. */
static int convert(ig_csv_decoder *decoder, const char *bytes, size_t size_bytes, ig_buffer *out,
                   size_t *left, ig_error *err) {
    if (size_bytes > SIZE_MAX / 2) {
        return ig_fail(err, IG_ERROR_LIMIT, "a cell of %zu bytes is too large", size_bytes);
    }
    if (ig_buffer_reserve(out, size_bytes * 2, err) != 0) { /* 2 bytes become 3, 4 stay 4 */
        return -1;
    }
    if (size_bytes == 0) {
        *left = 0;
        return 0;
    }
    char *from = (char *)bytes; /* iconv's interface lacks the const, it does not write */
    char *to = out->bytes + out->size_bytes;
    size_t room = size_bytes * 2;
    *left = size_bytes;
    (void)iconv(decoder->converter, NULL, NULL, NULL, NULL);
    (void)iconv(decoder->converter, &from, left, &to, &room); /* what went wrong is in `left` */
    out->size_bytes = (size_t)(to - out->bytes);
    return 0;
}

static int latin1(ig_csv_decoder *decoder, const char *bytes, size_t size_bytes, ig_text *text,
                  ig_error *err) {
    if (size_bytes > SIZE_MAX / 2) {
        return ig_fail(err, IG_ERROR_LIMIT, "a cell of %zu bytes is too large", size_bytes);
    }
    decoder->scratch.size_bytes = 0;
    if (ig_buffer_reserve(&decoder->scratch, size_bytes * 2, err) != 0) {
        return -1;
    }
    char *to = decoder->scratch.bytes;
    for (size_t i = 0; i < size_bytes; i++) {
        unsigned char c = (unsigned char)bytes[i];
        if (c >= 0x80) {
            *to++ = (char)(0xC0 | c >> 6);
            c = 0x80 | (c & 0x3F);
        }
        *to++ = (char)c;
    }
    *text = (ig_text){decoder->scratch.bytes, (size_t)(to - decoder->scratch.bytes)};
    return 0;
}

static int fail_character(const char *bytes, size_t size_bytes, ig_error *err) {
    char shown[IG_CSV_SHOWN];
    return ig_fail(err, IG_ERROR_DATA, "not GB18030: '%s'",
                   ig_csv_text_show(shown, sizeof shown, bytes, size_bytes > 4 ? 4 : size_bytes));
}

static int decode_once(ig_csv_decoder *decoder, const char *bytes, size_t size_bytes, ig_text *text,
                       ig_error *err) {
    size_t left = 0;
    decoder->scratch.size_bytes = 0;
    if (convert(decoder, bytes, size_bytes, &decoder->scratch, &left, err) != 0) {
        return -1;
    }
    *text = (ig_text){decoder->scratch.bytes, decoder->scratch.size_bytes};
    return left == 0 ? 0 : fail_character(bytes + size_bytes - left, left, err);
}

static ig_text decoded(const ig_csv_decoder *decoder, uint32_t piece) {
    size_t ends[2];
    memcpy(ends, decoder->places.bytes + piece * sizeof ends[0], sizeof ends);
    return (ig_text){decoder->store.bytes + ends[0], ends[1] - ends[0]};
}

/* Decodes a piece into the store under the next number, which the dictionary gives it after that:
   a failure in between leaves bytes in the store that nothing refers to. */
static int remember(ig_csv_decoder *decoder, const char *bytes, size_t size_bytes, ig_error *err) {
    ig_text text;
    uint32_t piece = 0;
    if (decode_once(decoder, bytes, size_bytes, &text, err) != 0 ||
        ig_buffer_reserve(&decoder->places, sizeof(size_t), err) != 0 ||
        ig_buffer_reserve(&decoder->store, text.size_bytes, err) != 0 ||
        ig_dict_add(decoder->seen, bytes, size_bytes, &piece, err) != 0) {
        return -1;
    }
    if (ig_buffer_append(&decoder->store, text.bytes, text.size_bytes, err) != 0) {
        return -1;
    }
    size_t end = decoder->store.size_bytes;
    return ig_buffer_append(&decoder->places, &end, sizeof end, err);
}

static int gb18030(ig_csv_decoder *decoder, const char *bytes, size_t size_bytes, ig_text *text,
                   ig_error *err) {
    uint32_t piece = 0;
    if (size_bytes > CACHED_BYTES) {
        return decode_once(decoder, bytes, size_bytes, text, err);
    }
    if (!ig_dict_find(decoder->seen, bytes, size_bytes, &piece)) {
        piece = ig_dict_size(decoder->seen);
        if (piece >= CACHED_PIECES) {
            return decode_once(decoder, bytes, size_bytes, text, err);
        }
        if (remember(decoder, bytes, size_bytes, err) != 0) {
            return -1;
        }
    }
    *text = decoded(decoder, piece);
    return 0;
}

int ig_csv_decoder_text(ig_csv_decoder *decoder, const char *bytes, size_t size_bytes,
                        ig_text *text, ig_error *err) {
    *text = (ig_text){bytes, size_bytes};
    if (decoder->encoding == IG_UTF8 || ig_csv_ascii_bytes(bytes, size_bytes) == size_bytes) {
        return 0;
    }
    return decoder->encoding == IG_LATIN1 ? latin1(decoder, bytes, size_bytes, text, err)
                                          : gb18030(decoder, bytes, size_bytes, text, err);
}

int ig_csv_decoder_start(ig_csv_decoder *decoder, const char *bytes, size_t size_bytes,
                         ig_text *text, ig_error *err) {
    if (decoder->encoding == IG_LATIN1) {
        return latin1(decoder, bytes, size_bytes, text, err);
    }
    if (decoder->encoding == IG_GB18030) {
        size_t left = 0;
        decoder->scratch.size_bytes = 0;
        if (convert(decoder, bytes, size_bytes, &decoder->scratch, &left, err) != 0) {
            return -1;
        }
        *text = (ig_text){decoder->scratch.bytes, decoder->scratch.size_bytes};
        return 0;
    }
    ig_csv_check check = {0};
    ig_csv_check_utf8(&check, bytes, size_bytes);
    ig_csv_check_end(&check);
    *text = (ig_text){bytes, check.faulty ? (size_t)check.fault_byte : size_bytes};
    return 0;
}
