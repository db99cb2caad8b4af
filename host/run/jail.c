/* To come: see below. */
#include "run/jail.h"

int ig_jail_shut(const ig_jail *jail, ig_error *err) {
    (void)jail;
    (void)err;
    return 0;
}

int ig_jail_shut_plot(double seconds, ig_error *err) {
    (void)seconds;
    (void)err;
    return 0;
}
