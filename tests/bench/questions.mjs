// The questions, as data. `kinds` says what the columns of the answer are (see agree.c), `sql` asks
// in SQL; engines with a language of their own ask the same in their file. `answer` is what is
// compared where the result itself is too big: an aggregate of it.
//
// A dialect says what the SQL engines say differently; a question may have a text of its own for
// one of them under that engine's name.

const dialects = {
  duckdb: {
    day: (month) => `DATE '${month}-01'`,
    year: (column) => `year(${column})`,
    monthNumber: (column) => `year(${column}) * 12 + month(${column})`,
    median: (x) => `median(${x})`,
    sd: (x) => `stddev_samp(${x})`,
    corr: (x, y) => `corr(${x}, ${y})`,
  },
  clickhouse: {
    day: (month) => `toDate('${month}-01')`,
    year: (column) => `toYear(${column})`,
    monthNumber: (column) => `toYear(${column}) * 12 + toMonth(${column})`,
    median: (x) => `quantileExactInclusive(0.5)(${x})`,
    sd: (x) => `stddevSamp(${x})`,
    corr: (x, y) => `corr(${x}, ${y})`,
  },
  sqlite: {
    day: (month) => `'${month}'`,
    year: (column) => `CAST(substr(${column}, 1, 4) AS INTEGER)`,
    monthNumber: (column) => `CAST(substr(${column}, 1, 4) AS INTEGER) * 12 + ` +
      `CAST(substr(${column}, 6, 2) AS INTEGER)`,
    corr: (x, y) => `(count(*) * sum(${x} * ${y}) - sum(${x}) * sum(${y})) / ` +
      `nullif(sqrt(1e0 * (count(*) * sum(${x} * ${x}) - sum(${x}) * sum(${x})) * ` +
      `(count(*) * sum(${y} * ${y}) - sum(${y}) * sum(${y}))), 0)`,
  },
};

// Months of the trade table; two codes of middling size; the month of T3 and the one before.
export const months = Array.from({ length: 120 }, (_, i) =>
  `${2016 + Math.floor(i / 12)}-${String(i % 12 + 1).padStart(2, "0")}`);
const codes = "'29211060', '25456020'";
const now = "2025-12", before = "2025-11";

// The value `periods` before by the calendar: a frame by value, not by row.
const lag = (x, partition, order, periods) => `nullif(max(${x}) OVER (PARTITION BY ${partition} ` +
  `ORDER BY ${order} RANGE BETWEEN ${periods} PRECEDING AND ${periods} PRECEDING), 0)`;

const monthly = "SELECT hs, period, sum(kg) AS kg FROM trade WHERE flow = 'export' " +
  `AND hs IN (${codes}) GROUP BY hs, period`;
const yearly = (d) => `SELECT province, ${d.year("period")} AS y, sum(usd) AS usd FROM trade ` +
  `GROUP BY province, ${d.year("period")}`;

const pivotByCase = (d) => "SELECT hs, " +
  months.map((m) => `sum(CASE WHEN period = ${d.day(m)} THEN usd END) AS "${m}"`).join(", ") +
  " FROM trade GROUP BY hs";

const joined = "SELECT id1, count(*) AS n, sum(v1) AS s1, count(v2) AS n2, sum(v2) AS s2, " +
  "sum(v1 * v2) AS s12 FROM ($result) AS r GROUP BY id1";
const x = ["id1", "id2", "id3", "id4", "id5", "id6", "v1"].map((c) => `x.${c} AS ${c}`).join(", ");
const join = (id, title, kind, right, key, others) => ({
  id, data: "join", title, kinds: "iififf", answer: joined,
  sql: `SELECT ${x}, ${others.map((c) => `${right}.${c} AS ${right}_${c}`).join(", ")}, ` +
    `${right}.v2 AS v2 FROM x ${kind} ${right} ON x.${key} = ${right}.${key}`,
});

export const questions = [
  { id: "q1", data: "groupby", title: "sum v1 by id1", kinds: "ti",
    sql: "SELECT id1, sum(v1) AS v1 FROM groupby GROUP BY id1" },
  { id: "q2", data: "groupby", title: "sum v1 by id1, id2", kinds: "tti",
    sql: "SELECT id1, id2, sum(v1) AS v1 FROM groupby GROUP BY id1, id2" },
  { id: "q3", data: "groupby", title: "sum v1, mean v3 by id3", kinds: "tif",
    sql: "SELECT id3, sum(v1) AS v1, avg(v3) AS v3 FROM groupby GROUP BY id3" },
  { id: "q4", data: "groupby", title: "mean v1, v2, v3 by id4", kinds: "ifff",
    sql: "SELECT id4, avg(v1) AS v1, avg(v2) AS v2, avg(v3) AS v3 FROM groupby GROUP BY id4" },
  { id: "q5", data: "groupby", title: "sum v1, v2, v3 by id6", kinds: "iiif",
    sql: "SELECT id6, sum(v1) AS v1, sum(v2) AS v2, sum(v3) AS v3 FROM groupby GROUP BY id6" },
  { id: "q6", data: "groupby", title: "median v3, sd v3 by id4, id5", kinds: "iiff",
    sql: (d) => `SELECT id4, id5, ${d.median("v3")} AS median_v3, ${d.sd("v3")} AS sd_v3 ` +
      "FROM groupby GROUP BY id4, id5",
    // The mean first, then the squares about it: sums of squares would lose digits.
    sqlite: "SELECT id4, id5, avg(CASE WHEN at IN ((n + 1) / 2, (n + 2) / 2) THEN v3 END) AS " +
      "median_v3, sqrt(sum((v3 - m) * (v3 - m)) / nullif(n - 1, 0)) AS sd_v3 FROM (SELECT id4, id5, " +
      "v3, row_number() OVER (PARTITION BY id4, id5 ORDER BY v3) AS at, count(*) OVER g AS n, " +
      "avg(v3) OVER g AS m FROM groupby WINDOW g AS (PARTITION BY id4, id5)) GROUP BY id4, id5" },
  { id: "q7", data: "groupby", title: "max v1 - min v2 by id3", kinds: "ti",
    sql: "SELECT id3, max(v1) - min(v2) AS range_v1_v2 FROM groupby GROUP BY id3" },
  { id: "q8", data: "groupby", title: "largest two v3 by id6", kinds: "if",
    sql: "SELECT id6, v3 AS largest2_v3 FROM (SELECT id6, v3, row_number() OVER " +
      "(PARTITION BY id6 ORDER BY v3 DESC) AS at FROM groupby) AS r WHERE at <= 2",
    duckdb: "SELECT id6, unnest(max(v3, 2)) AS largest2_v3 FROM groupby GROUP BY id6",
    clickhouse: "SELECT id6, arrayJoin(arraySlice(arrayReverseSort(groupArraySorted(2)(-v3)), 1, 2))" +
      " * -1 AS largest2_v3 FROM groupby GROUP BY id6" },
  { id: "q9", data: "groupby", title: "corr(v1, v2)^2 by id2, id4", kinds: "tif",
    sql: (d) => `SELECT id2, id4, ${d.corr("v1", "v2")} * ${d.corr("v1", "v2")} AS r2 ` +
      "FROM groupby GROUP BY id2, id4" },
  { id: "q10", data: "groupby", title: "sum v3, count by id1 ... id6", kinds: "tttiiifi",
    sql: "SELECT id1, id2, id3, id4, id5, id6, sum(v3) AS v3, count(*) AS n FROM groupby " +
      "GROUP BY id1, id2, id3, id4, id5, id6" },

  join("j1", "small inner on id1", "INNER JOIN", "small", "id1", ["id4"]),
  join("j2", "medium inner on id2", "INNER JOIN", "medium", "id2", ["id1", "id4", "id5"]),
  join("j3", "medium left on id2", "LEFT JOIN", "medium", "id2", ["id1", "id4", "id5"]),
  join("j4", "medium inner on text id5", "INNER JOIN", "medium", "id5", ["id1", "id2", "id4"]),
  join("j5", "big inner on id3", "INNER JOIN", "big", "id3", ["id1", "id2", "id4", "id5", "id6"]),

  { id: "T1", data: "trade", title: "month × flow totals", kinds: "mtii",
    sql: "SELECT period, flow, sum(kg) AS kg, sum(usd) AS usd FROM trade GROUP BY period, flow" },
  { id: "T2", data: "trade", title: "two codes monthly: MoM, YoY, YTD", kinds: "tmiffi",
    sql: (d) => `WITH m AS (${monthly}) SELECT hs, period, kg, ` +
      `kg * 1e0 / ${lag("kg", "hs", d.monthNumber("period"), 1)} - 1 AS mom, ` +
      `kg * 1e0 / ${lag("kg", "hs", d.monthNumber("period"), 12)} - 1 AS yoy, ` +
      `sum(kg) OVER (PARTITION BY hs, ${d.year("period")} ORDER BY period) AS ytd FROM m`,
    // A window costs DuckDB some 10 ms, even over 240 rows; joins do not.
    duckdb: `WITH m AS MATERIALIZED (${monthly}) SELECT m.hs, m.period, m.kg, ` +
      "m.kg * 1e0 / a.kg - 1 AS mom, m.kg * 1e0 / b.kg - 1 AS yoy, sum(y.kg) AS ytd FROM m " +
      "LEFT JOIN m a ON a.hs = m.hs AND a.period = m.period - INTERVAL 1 MONTH " +
      "LEFT JOIN m b ON b.hs = m.hs AND b.period = m.period - INTERVAL 1 YEAR " +
      "JOIN m y ON y.hs = m.hs AND year(y.period) = year(m.period) AND y.period <= m.period " +
      "GROUP BY ALL" },
  { id: "T3", data: "trade", title: "top ten partners of a month: share, MoM", kinds: "tiff",
    sql: (d) => "SELECT partner, now, now * 1e0 / sum(now) OVER () AS share, " +
      "now * 1e0 / before - 1 AS mom FROM (SELECT partner, " +
      `sum(CASE WHEN period = ${d.day(now)} THEN usd END) AS now, ` +
      `sum(CASE WHEN period = ${d.day(before)} THEN usd END) AS before FROM trade ` +
      `WHERE flow = 'export' AND period IN (${d.day(before)}, ${d.day(now)}) GROUP BY partner) ` +
      "AS p ORDER BY now DESC LIMIT 10" },
  { id: "T4", data: "trade", title: "province × year with YoY", kinds: "tiif",
    sql: (d) => `WITH y AS (${yearly(d)}) SELECT province, y, usd, ` +
      `usd * 1e0 / ${lag("usd", "province", "y", 1)} - 1 AS yoy FROM y`,
    duckdb: (d) => `WITH y AS MATERIALIZED (${yearly(d)}) SELECT y.province, y.y, y.usd, ` +
      "y.usd * 1e0 / b.usd - 1 AS yoy FROM y LEFT JOIN y b ON b.province = y.province " +
      "AND b.y = y.y - 1" },
  { id: "T5", data: "trade", title: "unit value by code × partner", kinds: "ttiif",
    sql: "SELECT hs, partner, sum(kg) AS k, sum(usd) AS u, sum(usd) * 1e0 / sum(kg) AS price " +
      "FROM trade GROUP BY hs, partner" },
  { id: "T6", data: "trade", title: "distinct partners per province", kinds: "ti",
    sql: "SELECT province, count(DISTINCT partner) AS partners FROM trade GROUP BY province" },
  { id: "T7", data: "trade", title: "pivot of code × month", kinds: "t" + "i".repeat(months.length),
    sql: pivotByCase,
    duckdb: "PIVOT trade ON period USING sum(usd) GROUP BY hs" },
];

// Loading, each time in a process of its own. What is compared is a sum over all that was loaded; L3 is
// held against the answers to its questions. `mode` tells peers how: "plain" keeps what their reader
// gives by itself, "direct" lets them ask the file without loading it where they can. `data` of L4
// and L5 is ingot's alone; they are set against another row or against unpacking alone.
const tradeSums = { kinds: "iii", sql: "SELECT count(*) AS n, sum(kg) AS kg, sum(usd) AS usd FROM trade" };
export const loads = [
  { id: "L1", data: "trade", title: "load the customs table", mode: "plain", ...tradeSums },
  { id: "L2", data: "groupby", title: "load the H2O table", mode: "plain", kinds: "iiiif",
    sql: "SELECT count(*) AS n, sum(v1) AS v1, sum(v2) AS v2, sum(id6) AS id6, sum(v3) AS v3 " +
      "FROM groupby" },
  { id: "L3", data: "trade", title: "CSV to the answers of T2 + T3", mode: "direct",
    asks: ["T2", "T3"] },
  { id: "L4", data: "trade_gb18030", title: "L1 in GB18030", only: "ingot", base: "L1", ...tradeSums },
  { id: "L5", data: "trade_gz", title: "L1 out of .gz", only: "ingot", base: "zlib", ...tradeSums },
];

// The SQL of a question in an engine's dialect, on one line.
export function sqlOf(question, engine) {
  const d = dialects[engine];
  if (!d) return "";
  const text = question[engine] ?? question.sql;
  return (typeof text === "function" ? text(d) : text).replace(/\s+/g, " ");
}

// What is compared, when it is not the result itself.
export function answerSqlOf(question, engine) {
  const result = sqlOf(question, engine);
  return question.answer ? question.answer.replace("$result", result) : result;
}
