/* Names are put together from lists whose lengths have no common factor, so that none comes twice. */
#include "names.h"

#include <stdio.h>
#include <string.h>

#define COUNT(list) (sizeof(list) / sizeof *(list))

static const char *const provinces[BENCH_PROVINCES] = {
    "Beijing",      "Tianjin",  "Hebei",   "Shanxi",   "Inner Mongolia", "Liaoning", "Jilin",
    "Heilongjiang", "Shanghai", "Jiangsu", "Zhejiang", "Anhui",          "Fujian",   "Jiangxi",
    "Shandong",     "Henan",    "Hubei",   "Hunan",    "Guangdong",      "Guangxi",  "Hainan",
    "Chongqing",    "Sichuan",  "Guizhou", "Yunnan",   "Tibet",          "Shaanxi",  "Gansu",
    "Qinghai",      "Ningxia",  "Xinjiang"};

static const char *const modes[BENCH_MODES] = {"Ordinary trade",
                                               "Processing with imported materials",
                                               "Processing with supplied materials",
                                               "Bonded warehouse storage",
                                               "Logistics goods in special customs areas",
                                               "Border trade",
                                               "Goods on lease",
                                               "Foreign aid",
                                               "Contracted projects abroad",
                                               "Equipment for processing trade",
                                               "Duty-free shops",
                                               "Other"};

static const char *const kinds[] = {"Bars",  "Plates", "Wire",    "Tubes",      "Foil",
                                    "Parts", "Fabric", "Powder",  "Containers", "Instruments",
                                    "Cable", "Alloys", "Engines", "Fittings",   "Resins",
                                    "Yarn",  "Panels"};
static const char *const stuffs[] = {"aluminum", "copper",   "steel",   "zinc",   "cotton",
                                     "glass",    "plastics", "rubber",  "nickel", "paper",
                                     "wood",     "ceramics", "titanium"};
static const char *const states[] = {"unwrought", "coated", "refined", "of a thickness over 2 mm",
                                     "for industrial use"};

static const char *const firsts[] = {"Kar", "Bel", "Tor", "Ma",  "Li",  "San", "Or",
                                     "Vel", "Nor", "Ash", "Zam", "Pal", "Cos"};
static const char *const middles[] = {"a", "o", "i", "e", "u"};
static const char *const lasts[] = {"land", "via", "stan", "ria", "nia", "bia", "que"};

static bench_name name_of(const char *text) {
    bench_name name = {.bytes = strlen(text)};
    memcpy(name.text, text, name.bytes + 1);
    return name;
}

/* Chapters 01 … 97 of 52 codes each, so that many have a leading zero. */
bench_name bench_code(unsigned i) {
    bench_name name;
    name.bytes = (size_t)snprintf(name.text, sizeof name.text, "%02u%02u%02u%02u", 1 + i / 52,
                                  1 + i % 52, 10 * (1 + i % 9), 10 * (i % 10));
    return name;
}

bench_name bench_product(unsigned i) {
    bench_name name;
    const char *state = states[i % COUNT(states)];
    name.bytes = (size_t)snprintf(name.text, sizeof name.text, "\"%s of %s, %s, heading %04u\"",
                                  kinds[i % COUNT(kinds)], stuffs[i % COUNT(stuffs)], state,
                                  i * 100 / 52 + 100);
    return name;
}

bench_name bench_partner(unsigned i) {
    bench_name name;
    name.bytes = (size_t)snprintf(name.text, sizeof name.text, "%s%s%s", firsts[i % COUNT(firsts)],
                                  middles[i % COUNT(middles)], lasts[i % COUNT(lasts)]);
    return name;
}

bench_name bench_province(unsigned i) {
    return name_of(provinces[i]);
}

bench_name bench_mode(unsigned i) {
    return name_of(modes[i]);
}
