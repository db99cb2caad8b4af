# data.table in memory, two threads. Texts are factors, months integers such as 202504, kg and usd
# numeric (their sums are past its 32-bit integers); no keys.
#
#   Rscript datatable.R DATA FOLDER        answers on stdin (see peer.mjs)

suppressPackageStartupMessages(library(data.table))
setDTthreads(as.integer(Sys.getenv("BENCH_THREADS", "2")))
options(scipen = 100, digits = 17, datatable.print.class = FALSE)

arguments <- commandArgs(trailingOnly = TRUE)
data <- arguments[1]
folder <- arguments[2]

is_plain <- Sys.getenv("BENCH_LOAD") == "plain" # see questions.mjs

read <- function(name, ...) {
  fread(file.path(folder, paste0(name, ".csv")), stringsAsFactors = !is_plain, showProgress = FALSE,
        ...)
}

# Factors of both sides of a join share their levels.
load <- list(
  groupby = function() list(g = read("groupby")),
  join = function() {
    list(x = read("join_x"), small = read("join_small"), medium = read("join_medium"),
         big = read("join_big"))
  },
  trade = function() {
    if (is_plain) return(list(t = read("trade")))
    t <- read("trade", colClasses = list(factor = "hs", numeric = c("kg", "usd")))
    t[, period := as.integer(sub("-", "", levels(period), fixed = TRUE))[period]]
    list(t = t)
  }
)

month_number <- function(period) (period %/% 100L) * 12L + period %% 100L

# value of the row `periods` before on the integer column `at`, within `key`.
lagged <- function(d, key, at, value, periods) {
  base <- d[, c(key, at, value), with = FALSE]
  set(base, j = at, value = base[[at]] + periods)
  base[d, on = c(key, at)][[value]]
}

# The form that data.table's own benchmark uses: y[x, on =], rows in order of x.
join <- function(right, key, outer = FALSE) {
  nomatch <- if (outer) NA else NULL
  function(d) d[[right]][d$x, on = key, nomatch = nomatch]
}

asks <- list(
  q1 = function(d) d$g[, .(v1 = sum(v1)), by = id1],
  q2 = function(d) d$g[, .(v1 = sum(v1)), by = .(id1, id2)],
  q3 = function(d) d$g[, .(v1 = sum(v1), v3 = mean(v3)), by = id3],
  q4 = function(d) d$g[, lapply(.SD, mean), by = id4, .SDcols = c("v1", "v2", "v3")],
  q5 = function(d) d$g[, lapply(.SD, sum), by = id6, .SDcols = c("v1", "v2", "v3")],
  q6 = function(d) d$g[, .(median_v3 = median(v3), sd_v3 = sd(v3)), by = .(id4, id5)],
  q7 = function(d) d$g[, .(range_v1_v2 = max(v1) - min(v2)), by = id3],
  q8 = function(d) d$g[order(-v3), .(largest2_v3 = head(v3, 2L)), by = id6],
  q9 = function(d) d$g[, .(r2 = suppressWarnings(cor(v1, v2))^2), by = .(id2, id4)],
  q10 = function(d) d$g[, .(v3 = sum(v3), n = .N), by = .(id1, id2, id3, id4, id5, id6)],
  L1 = function(d) d$t[, .(n = .N, kg = sum(as.numeric(kg)), usd = sum(as.numeric(usd)))],
  L2 = function(d) {
    d$g[, .(n = .N, v1 = sum(as.numeric(v1)), v2 = sum(as.numeric(v2)), id6 = sum(as.numeric(id6)),
            v3 = sum(v3))]
  },
  j1 = join("small", "id1"),
  j2 = join("medium", "id2"),
  j3 = join("medium", "id2", TRUE),
  j4 = join("medium", "id5"),
  j5 = join("big", "id3"),
  T1 = function(d) d$t[, .(kg = sum(kg), usd = sum(usd)), by = .(period, flow)],
  T2 = function(d) {
    m <- d$t[hs %in% c("29211060", "25456020") & flow == "export", .(kg = sum(kg)),
             by = .(hs, period)]
    m[, at := month_number(period)]
    m[, mom := kg / lagged(m, "hs", "at", "kg", 1L) - 1]
    m[, yoy := kg / lagged(m, "hs", "at", "kg", 12L) - 1]
    setorder(m, hs, period)
    m[, ytd := cumsum(kg), by = .(hs, period %/% 100L)]
    m[, .(hs, period, kg, mom, yoy, ytd)]
  },
  T3 = function(d) {
    p <- d$t[period >= 202511L & flow == "export",
             .(now = sum(usd[period == 202512L]), before = sum(usd[period == 202511L])),
             by = partner]
    p[, share := now / sum(now)]
    p[, mom := fifelse(before > 0, now / before - 1, NA_real_)]
    head(p[order(-now), .(partner, now, share, mom)], 10L)
  },
  T4 = function(d) {
    totals <- d$t[, .(usd = sum(usd)), by = .(province, year = period %/% 100L)]
    totals[, yoy := usd / lagged(totals, "province", "year", "usd", 1L) - 1]
  },
  T5 = function(d) {
    d$t[, .(kg = sum(kg), usd = sum(usd)), by = .(hs, partner)][, price := usd / kg][]
  },
  T6 = function(d) unique(d$t, by = c("province", "partner"))[, .(partners = .N), by = province],
  T7 = function(d) {
    dcast(d$t[, .(usd = sum(usd)), by = .(hs, period)], hs ~ period, value.var = "usd")
  }
)

# What is compared where the result is too big: see questions.mjs. x's id1 is "i.id1" where both
# tables have one.
joined <- function(result) {
  key <- if ("i.id1" %in% names(result)) "i.id1" else "id1"
  result[, .(n = .N, v1 = sum(v1), n2 = sum(!is.na(v2)), v2 = sum(v2, na.rm = TRUE),
             v12 = sum(v1 * v2, na.rm = TRUE)), by = c(id1 = key)]
}

answer <- function(id, path, d) {
  result <- asks[[id]](d)
  if (startsWith(id, "j")) result <- joined(result)
  result <- copy(result)
  if ("period" %in% names(result)) {
    result[, period := sprintf("%d-%02d", period %/% 100L, period %% 100L)]
  }
  fwrite(result, path, na = "NA", showProgress = FALSE)
}

say <- function(...) {
  cat("@", ..., "\n", sep = "")
  flush(stdout())
}
now <- function() as.numeric(Sys.time())
cpu <- function() sum(proc.time()[1:2])

began <- now()
tables <- load[[data]]()
version <- as.character(packageVersion("data.table"))
say('ready {"load":', now() - began, ',"version":"', version, '"}')

commands <- list(
  run = function(words) {
    began <- now()
    busy <- cpu()
    result <- asks[[words[2]]](tables)
    say("time ", now() - began, " ", cpu() - busy)
  },
  answer = function(words) {
    answer(words[2], words[3], tables)
    say("done")
  }
)

input <- file("stdin", "r")
while (length(line <- readLines(input, 1L)) > 0) {
  words <- strsplit(line, " ", fixed = TRUE)[[1]]
  tryCatch(commands[[words[1]]](words),
           error = function(e) say("error ", gsub("\\s+", " ", conditionMessage(e))))
}
