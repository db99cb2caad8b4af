/*
 * GB18030 goes through iconv, into a buffer that is used again for the next piece. Nothing is
 * remembered: the reader decodes each distinct word once. Pure ASCII never comes this far.
 */
#include "csv/source/decode.h"

#include <iconv.h>
#include <stdint.h>
#include <string.h>

#include "csv/source/encoding.h"

struct ig_csv_decoder {
    ig_encoding encoding;
    iconv_t converter; /* GB18030 only */
    bool has_converter;
    ig_buffer scratch;
};

ig_csv_decoder *ig_csv_decoder_new(ig_memory *memory, ig_encoding encoding, ig_error *err) {
    ig_csv_decoder *decoder = ig_alloc_zero(memory, 1, sizeof *decoder, err);
    if (decoder == NULL) {
        return NULL;
    }
    decoder->encoding = encoding;
    ig_buffer_init(&decoder->scratch, memory);
    if (encoding != IG_GB18030) {
        return decoder;
    }
    decoder->converter = iconv_open("UTF-8", "GB18030");
    decoder->has_converter = (intptr_t)decoder->converter != -1;
    if (!decoder->has_converter) {
        ig_fail(err, IG_ERROR_INTERNAL, "this system's iconv does not know GB18030");
        ig_csv_decoder_free(decoder);
        return NULL;
    }
    return decoder;
}

void ig_csv_decoder_free(ig_csv_decoder *decoder) {
    if (decoder == NULL) {
        return;
    }
    if (decoder->has_converter) {
        (void)iconv_close(decoder->converter);
    }
    ig_buffer_reset(&decoder->scratch);
    ig_free(decoder);
}

/* No byte becomes more than two: of GB18030 two become three and four stay four. */
static int make_room(ig_csv_decoder *decoder, size_t size_bytes, ig_error *err) {
    if (size_bytes > SIZE_MAX / 3) {
        return ig_fail(err, IG_ERROR_LIMIT, "a cell of %zu bytes is too large", size_bytes);
    }
    decoder->scratch.size_bytes = 0;
    return ig_buffer_reserve(&decoder->scratch, size_bytes * 3, err);
}

/* The UTF-8 of a piece, in the scratch; `*left` is the number of bytes it could not decode. */
static int convert(ig_csv_decoder *decoder, const char *bytes, size_t size_bytes, ig_text *text,
                   size_t *left, ig_error *err) {
    if (make_room(decoder, size_bytes, err) != 0) {
        return -1;
    }
    char *from = (char *)bytes; /* iconv's interface lacks the const, it does not write */
    char *to = decoder->scratch.bytes;
    size_t room = size_bytes * 2;
    *left = size_bytes;
    (void)iconv(decoder->converter, NULL, NULL, NULL, NULL);
    if (size_bytes > 0) { /* what goes wrong is in `left` */
        (void)iconv(decoder->converter, &from, left, &to, &room);
    }
    *text = (ig_text){decoder->scratch.bytes, (size_t)(to - decoder->scratch.bytes)};
    return 0;
}

/* What Windows has in place of the control characters 0x80 … 0x9F, in UTF-8; "" where it has none. */
static const char WINDOWS[32][4] = {
    "\u20ac", "",       "\u201a", "\u0192", "\u201e", "\u2026", "\u2020", "\u2021",
    "\u02c6", "\u2030", "\u0160", "\u2039", "\u0152", "",       "\u017d", "",
    "",       "\u2018", "\u2019", "\u201c", "\u201d", "\u2022", "\u2013", "\u2014",
    "\u02dc", "\u2122", "\u0161", "\u203a", "\u0153", "",       "\u017e", "\u0178"};

/* Latin-1 as programs on Windows write it: code page 1252. */
static int latin1(ig_csv_decoder *decoder, const char *bytes, size_t size_bytes, ig_text *text,
                  ig_error *err) {
    if (make_room(decoder, size_bytes, err) != 0) {
        return -1;
    }
    char *to = decoder->scratch.bytes;
    for (size_t i = 0; i < size_bytes; i++) {
        unsigned char c = (unsigned char)bytes[i];
        if (c >= 0x80 && c < 0xA0 && WINDOWS[c - 0x80][0] != '\0') {
            size_t n = strlen(WINDOWS[c - 0x80]);
            memcpy(to, WINDOWS[c - 0x80], n);
            to += n;
            continue;
        }
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

static int gb18030(ig_csv_decoder *decoder, const char *bytes, size_t size_bytes, ig_text *text,
                   ig_error *err) {
    size_t left = 0;
    if (convert(decoder, bytes, size_bytes, text, &left, err) != 0) {
        return -1;
    }
    return left == 0 ? 0 : fail_character(bytes + size_bytes - left, left, err);
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
        return convert(decoder, bytes, size_bytes, text, &left, err);
    }
    ig_csv_check check = {0};
    ig_csv_check_utf8(&check, bytes, size_bytes);
    ig_csv_check_end(&check);
    *text = (ig_text){bytes, check.faulty ? (size_t)check.fault_byte : size_bytes};
    return 0;
}
