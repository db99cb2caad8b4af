/*
 * Finds the ends of cells 64 bytes at a time. A block becomes four masks, one bit a byte: delimiters,
 * quotes, CRs, LFs. The exclusive or of all quotes up to a byte tells whether it stands inside quotes;
 * what is left of the other masks outside are ends. Between blocks single bits are carried.
 *
 * A quote is taken to open a cell only behind an end (or as the second of a doubled one), and to close
 * it only before an end, a quote, or the end of the file. Any other makes the scan decline.
 *
 * Three versions differ in how they make masks and write places; one is picked by what the machine
 * has. The places are the same.
 */
#include "csv/scan/ways.h"

#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__)
#define IG_CSV_X86 1
#include <immintrin.h>
#else
#define IG_CSV_X86 0
#endif

/* Places are written in runs: so many may be written behind those that are. */
enum { BLOCK = 64, STRIP = 128 * BLOCK };

typedef struct scanner {
    char delimiter;
    char quote; /* 0: none */
    /* Of the last block: all ones when it ended inside quotes, else 0; and in bit 0 what its last
       byte was. */
    uint64_t quoted;
    uint64_t
        after_mark; /* an end or a quote, so that a quote may open; also before the first byte */
    uint64_t after_close;
    uint64_t after_cr;
    /* Not 0 when there was any: */
    uint64_t bad;  /* quotes where they should not be */
    size_t bad_at; /* they are in the block that begins here, or the last byte before it */
    uint64_t quotes;
    uint64_t crs; /* outside */
    size_t n_lines;
    uint32_t *breaks; /* room for those inside quotes; moves on */
} scanner;

typedef struct masks {
    uint64_t delimiters, quotes, crs, lfs;
} masks;

/* Scans bytes[from … to), at most a strip; writes places from `out` on and returns the end of them. */
typedef uint32_t *(*scan_strip)(scanner *s, const char *bytes, size_t from, size_t to,
                                uint32_t *out);

static inline uint64_t xor_of_all_below(uint64_t x) {
    x ^= x << 1;
    x ^= x << 2;
    x ^= x << 4;
    x ^= x << 8;
    x ^= x << 16;
    x ^= x << 32;
    return x;
}

static inline void put_breaks(scanner *s, uint64_t breaks, size_t at) {
    for (; breaks != 0; breaks &= breaks - 1) {
        *s->breaks++ = (uint32_t)at + (uint32_t)__builtin_ctzll(breaks);
    }
}

/* The ends among the bytes of a block, given its masks and for each byte the parity of the quotes up
   to it. Bytes that are not `valid` have no bits in the masks. */
static inline uint64_t find_ends(scanner *s, const masks *m, uint64_t parity, uint64_t valid,
                                 size_t at) {
    uint64_t inside = parity ^ s->quoted; /* an opening quote is inside, a closing one is not */
    uint64_t lines = m->crs | (m->lfs & ~(m->crs << 1 | s->after_cr));
    uint64_t marks = m->delimiters | m->crs | m->lfs | m->quotes;
    uint64_t opens = m->quotes & inside;
    uint64_t closes = m->quotes & ~inside;
    s->bad |= opens & ~(marks << 1 | s->after_mark);
    s->bad |= (closes << 1 | s->after_close) & ~marks & valid;
    s->quotes |= m->quotes;
    put_breaks(s, lines & inside, at);
    s->crs |= m->crs & ~inside;
    s->n_lines += (size_t)__builtin_popcountll(lines & ~inside);
    s->quoted = (uint64_t)((int64_t)inside >> 63);
    s->after_mark = marks >> 63;
    s->after_close = closes >> 63;
    s->after_cr = m->crs >> 63;
    return (m->delimiters | lines) & ~inside;
}

static inline uint64_t valid_bytes(size_t n) {
    return n >= BLOCK ? UINT64_MAX : (UINT64_C(1) << n) - 1;
}

/* ---- Eight bytes at a time, for any machine ---- */

static inline uint64_t load_eight(const char *bytes) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

/* One bit for each of eight bytes that is `c`, which stands in all bytes of `pattern`. */
static inline uint64_t bytes_that_are(uint64_t word, uint64_t pattern) {
    const uint64_t low = UINT64_C(0x7f7f7f7f7f7f7f7f);
    uint64_t x = word ^ pattern;
    uint64_t zero = ~(((x & low) + low) | x | low) >> 7;
    return (zero * UINT64_C(0x0102040810204080)) >> 56;
}

static inline uint64_t all_of(char c) {
    return UINT64_C(0x0101010101010101) * (unsigned char)c;
}

static inline masks masks_portable(const scanner *s, const char *bytes) {
    masks m = {0};
    for (unsigned i = 0; i < BLOCK; i += 8) {
        uint64_t word = load_eight(bytes + i);
        m.delimiters |= bytes_that_are(word, all_of(s->delimiter)) << i;
        m.quotes |= bytes_that_are(word, all_of(s->quote)) << i;
        m.crs |= bytes_that_are(word, all_of('\r')) << i;
        m.lfs |= bytes_that_are(word, all_of('\n')) << i;
    }
    return m;
}

static inline void keep_valid(masks *m, uint64_t valid, char quote) {
    m->delimiters &= valid;
    m->quotes &= quote == 0 ? 0 : valid;
    m->crs &= valid;
    m->lfs &= valid;
}

static uint32_t *strip_portable(scanner *s, const char *bytes, size_t from, size_t to,
                                uint32_t *out) {
    for (size_t at = from; at < to && s->bad == 0; at += BLOCK) {
        uint64_t valid = valid_bytes(to - at);
        masks m = masks_portable(s, bytes + at);
        keep_valid(&m, valid, s->quote);
        s->bad_at = at;
        uint64_t ends = find_ends(s, &m, xor_of_all_below(m.quotes), valid, at);
        for (; ends != 0; ends &= ends - 1) {
            *out++ = (uint32_t)at + (uint32_t)__builtin_ctzll(ends);
        }
    }
    return out;
}

#if IG_CSV_X86

/* ---- AVX2: two halves of 32 bytes ---- */

#define IG_CSV_AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt,lzcnt,pclmul")))
#define IG_CSV_AVX512                                                                              \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi2,bmi,bmi2,popcnt,lzcnt,pclmul")))

IG_CSV_AVX2 static inline uint64_t equal_avx2(__m256i low, __m256i high, __m256i c) {
    uint32_t a = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, c));
    uint32_t b = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, c));
    return a | (uint64_t)b << 32;
}

/* Writes eight places always, and more while there are. */
IG_CSV_AVX2 static inline uint32_t *put_avx2(uint32_t *out, uint32_t base, uint64_t ends) {
    uint32_t n = (uint32_t)__builtin_popcountll(ends);
    for (uint32_t done = 0; done < n; done += 8) {
        for (uint32_t k = 0; k < 8; k++) { /* a place of no bit is overwritten or never read */
            out[done + k] = base + (uint32_t)_tzcnt_u64(ends);
            ends = _blsr_u64(ends);
        }
    }
    return out + n;
}

IG_CSV_AVX2 static uint32_t *strip_avx2(scanner *s, const char *bytes, size_t from, size_t to,
                                        uint32_t *out) {
    const __m256i delimiter = _mm256_set1_epi8(s->delimiter);
    const __m256i quote = _mm256_set1_epi8(s->quote);
    const __m256i cr = _mm256_set1_epi8('\r');
    const __m256i lf = _mm256_set1_epi8('\n');
    const __m128i ones = _mm_set1_epi8((char)0xff);
    scanner local = *s;
    for (size_t at = from; at < to && local.bad == 0; at += BLOCK) {
        __m256i low = _mm256_loadu_si256((const __m256i *)(const void *)(bytes + at));
        __m256i high = _mm256_loadu_si256((const __m256i *)(const void *)(bytes + at + 32));
        masks m = {equal_avx2(low, high, delimiter), equal_avx2(low, high, quote),
                   equal_avx2(low, high, cr), equal_avx2(low, high, lf)};
        uint64_t valid = valid_bytes(to - at);
        keep_valid(&m, valid, local.quote);
        __m128i parity = _mm_clmulepi64_si128(_mm_cvtsi64_si128((long long)m.quotes), ones, 0);
        local.bad_at = at;
        uint64_t ends = find_ends(&local, &m, (uint64_t)_mm_cvtsi128_si64(parity), valid, at);
        out = put_avx2(out, (uint32_t)at, ends);
    }
    *s = local;
    return out;
}

/* ---- AVX-512 with VBMI2: places by compression ---- */

IG_CSV_AVX512 static inline uint32_t *put_avx512(uint32_t *out, uint32_t base, uint64_t ends,
                                                 __m512i numbers) {
    uint32_t n = (uint32_t)__builtin_popcountll(ends);
    __m512i bits = _mm512_maskz_compress_epi8(ends, numbers);
    const __m512i bases = _mm512_set1_epi32((int)base);
    for (uint32_t done = 0; done < n; done += 16) {
        __m512i sixteen = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(bits));
        _mm512_storeu_si512(out + done, _mm512_add_epi32(sixteen, bases));
        bits = _mm512_alignr_epi64(bits, bits, 2);
    }
    return out + n;
}

IG_CSV_AVX512 static uint32_t *strip_avx512(scanner *s, const char *bytes, size_t from, size_t to,
                                            uint32_t *out) {
    static const char first_numbers[BLOCK] = {
        0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
        22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
        44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
    const __m512i numbers = _mm512_loadu_si512(first_numbers);
    const __m512i delimiter = _mm512_set1_epi8(s->delimiter);
    const __m512i quote = _mm512_set1_epi8(s->quote);
    const __m512i cr = _mm512_set1_epi8('\r');
    const __m512i lf = _mm512_set1_epi8('\n');
    const __m128i ones = _mm_set1_epi8((char)0xff);
    scanner local = *s;
    for (size_t at = from; at < to && local.bad == 0; at += BLOCK) {
        __m512i block = _mm512_loadu_si512(bytes + at);
        masks m = {_mm512_cmpeq_epi8_mask(block, delimiter), _mm512_cmpeq_epi8_mask(block, quote),
                   _mm512_cmpeq_epi8_mask(block, cr), _mm512_cmpeq_epi8_mask(block, lf)};
        uint64_t valid = valid_bytes(to - at);
        keep_valid(&m, valid, local.quote);
        __m128i parity = _mm_clmulepi64_si128(_mm_cvtsi64_si128((long long)m.quotes), ones, 0);
        local.bad_at = at;
        uint64_t ends = find_ends(&local, &m, (uint64_t)_mm_cvtsi128_si64(parity), valid, at);
        out = put_avx512(out, (uint32_t)at, ends, numbers);
    }
    *s = local;
    return out;
}

static bool has_avx2(void) {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("pclmul");
}

static bool has_avx512(void) {
    return has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vbmi2");
}

#else

static bool has_avx2(void) {
    return false;
}
static bool has_avx512(void) {
    return false;
}
#define strip_avx2 strip_portable
#define strip_avx512 strip_portable

#endif

bool ig_csv_way_exists(ig_csv_way way) {
    return way == IG_CSV_SCAN_AVX512 ? has_avx512() : way != IG_CSV_SCAN_AVX2 || has_avx2();
}

static scan_strip pick(ig_csv_way way) {
    if ((way == IG_CSV_BEST || way == IG_CSV_SCAN_AVX512) && has_avx512()) {
        return strip_avx512;
    }
    return way != IG_CSV_SCAN_PORTABLE && has_avx2() ? strip_avx2 : strip_portable;
}

int ig_csv_scan(ig_csv_found *found, const ig_csv_piece *piece, ig_csv_way way, size_t at,
                size_t *bad, ig_error *err) {
    scan_strip strip = pick(way);
    const ig_csv_dialect *dialect = piece->how->dialect;
    scanner s = {.delimiter = dialect->delimiter[0], .quote = dialect->quote, .after_mark = 1};
    bool end_line =
        piece->at_end && piece->n > 0 && !ig_csv_is_line_end(piece->bytes[piece->n - 1]);
    size_t n = piece->n + end_line;
    for (; at < n && s.bad == 0; at += STRIP) {
        size_t to = n - at < STRIP ? n : at + STRIP;
        if (ig_csv_found_reserve(found, STRIP + BLOCK, err) != 0) {
            return -1;
        }
        uint32_t *out = found->places + 1 + found->n;
        s.breaks = found->breaks + found->n_breaks;
        found->n += (size_t)(strip(&s, piece->bytes, at, to, out) - out);
        found->n_breaks = (size_t)(s.breaks - found->breaks);
    }
    found->n_lines += s.n_lines;
    found->has_cr = found->has_cr || s.crs != 0;
    found->has_quotes = found->has_quotes || s.quotes != 0;
    *bad = s.bad != 0 ? s.bad_at : piece->at_end && s.quoted != 0 ? piece->n : SIZE_MAX;
    return 0;
}
