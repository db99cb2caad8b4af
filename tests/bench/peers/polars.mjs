// Polars in memory, two threads. Texts are Categoricals (BENCH_POLARS_TEXT=string measures the
// other), months are Dates. Inner joins run on its streaming engine, all else on its in-memory one:
// each is the faster there (BENCH_POLARS_ENGINE=streaming or in-memory takes one for all).
//
//   node polars.mjs DATA FOLDER

import { createRequire } from "node:module";
import { serve } from "./peer.mjs";

const require = createRequire(`${process.env.BENCH_NPM}/`);
const pl = require("nodejs-polars");
const { col } = pl;
const engine = process.env.BENCH_POLARS_ENGINE ?? "in-memory"; // of what a question does on its way
const streamed = ["j1", "j2", "j4", "j5"];
const engineOf = (id) => process.env.BENCH_POLARS_ENGINE
  ?? (streamed.includes(id) ? "streaming" : "in-memory");
const loading = process.env.BENCH_LOAD; // see questions.mjs
const text = (process.env.BENCH_POLARS_TEXT ?? (loading ? "string" : "categorical")) === "string"
  ? pl.Utf8 : pl.Categorical;

const Text = "text", Month = "month";
const columns = {
  groupby: { id1: Text, id2: Text, id3: Text, id4: pl.Int32, id5: pl.Int32, id6: pl.Int32,
    v1: pl.Int32, v2: pl.Int32, v3: pl.Float64 },
  x: { id1: pl.Int32, id2: pl.Int32, id3: pl.Int32, id4: Text, id5: Text, id6: Text,
    v1: pl.Float64 },
  small: { id1: pl.Int32, id4: Text, v2: pl.Float64 },
  medium: { id1: pl.Int32, id2: pl.Int32, id4: Text, id5: Text, v2: pl.Float64 },
  big: { id1: pl.Int32, id2: pl.Int32, id3: pl.Int32, id4: Text, id5: Text, id6: Text,
    v2: pl.Float64 },
  trade: { period: Month, flow: Text, hs: Text, product: Text, partner: Text, province: Text,
    mode: Text, kg: pl.Int64, usd: pl.Int64 },
};
const files = {
  groupby: { groupby: "groupby.csv" },
  join: { x: "join_x.csv", small: "join_small.csv", medium: "join_medium.csv", big: "join_big.csv" },
  trade: { trade: "trade.csv" },
};

// As many texts as rows are no categories.
const typeOf = (data, column, type) => {
  if (type === Month || (data === "join" && column === "id6")) return pl.Utf8;
  return type === Text ? text : type;
};

function readTable(data, name, path) {
  const types = Object.entries(columns[name]);
  const schema = Object.fromEntries(types.map(([c, type]) => [c, typeOf(data, c, type)]));
  let lazy = pl.scanCSV(path, { schema });
  for (const [column, type] of types) {
    if (type !== Month || loading === "plain") continue;
    lazy = lazy.withColumn(pl.concatString([col(column), pl.lit("-01")], "")
      .str.strptime(pl.Date, "%Y-%m-%d").alias(column));
  }
  return loading === "direct" ? lazy : lazy.collectSync().lazy();
}

const day = (month) => pl.lit(month).str.strptime(pl.Date, "%Y-%m-%d");
const monthNumber = col("period").dt.year().cast(pl.Int32).mul(12)
  .add(col("period").dt.month().cast(pl.Int32)).cast(pl.Int32);

// The rows of `table` with `value` of the row `periods` before, on the column `at`.
const lagged = (table, key, at, value, periods, name) => table.join(
  table.select(col(key), col(at).add(periods).cast(pl.Int32).alias(at), col(value).alias(name)),
  { on: [key, at], how: "left", maintainOrder: "left" });

const change = (value, base) => col(value).cast(pl.Float64).div(col(base)).sub(1);
const join = (right, key, how = "inner") => (t) =>
  t.x.join(t[right], { on: key, how, suffix: `_${right}` });

const asks = {
  q1: (t) => t.groupby.groupBy("id1").agg(col("v1").sum()),
  q2: (t) => t.groupby.groupBy(["id1", "id2"]).agg(col("v1").sum()),
  q3: (t) => t.groupby.groupBy("id3").agg(col("v1").sum(), col("v3").mean()),
  q4: (t) => t.groupby.groupBy("id4").agg(col("v1").mean(), col("v2").mean(), col("v3").mean()),
  q5: (t) => t.groupby.groupBy("id6").agg(col("v1").sum(), col("v2").sum(), col("v3").sum()),
  q6: (t) => t.groupby.groupBy(["id4", "id5"])
    .agg(col("v3").median().alias("median_v3"), col("v3").std().alias("sd_v3")),
  q7: (t) => t.groupby.groupBy("id3")
    .agg(col("v1").max().sub(col("v2").min()).alias("range_v1_v2")),
  q8: (t) => t.groupby.groupBy("id6")
    .agg(col("v3").sort(true).head(2).alias("largest2_v3")).explode("largest2_v3"),
  q9: (t) => t.groupby.groupBy(["id2", "id4"])
    .agg(pl.pearsonCorr("v1", "v2").pow(2).alias("r2")),
  q10: (t) => t.groupby.groupBy(["id1", "id2", "id3", "id4", "id5", "id6"])
    .agg(col("v3").sum(), pl.len().alias("n")),
  j1: join("small", "id1"),
  j2: join("medium", "id2"),
  j3: join("medium", "id2", "left"),
  j4: join("medium", "id5"),
  j5: join("big", "id3"),
  L1: (t) => t.trade.select(pl.len().alias("n"), col("kg").sum(), col("usd").sum()),
  L2: (t) => t.groupby.select(pl.len().alias("n"), ...["v1", "v2", "id6", "v3"].map((c) =>
    col(c).cast(c === "v3" ? pl.Float64 : pl.Int64).sum())),
  T1: (t) => t.trade.groupBy(["period", "flow"]).agg(col("kg").sum(), col("usd").sum()),
  T2: (t) => {
    const totals = t.trade
      .filter(col("flow").eq(pl.lit("export")).and(col("hs").isIn(["29211060", "25456020"])))
      .groupBy(["hs", "period"]).agg(col("kg").sum())
      .withColumns(monthNumber.alias("at"), col("period").dt.year().alias("year"))
      .sort("period").collectSync({ engine }).lazy();
    const both = lagged(lagged(totals, "hs", "at", "kg", 1, "before"),
      "hs", "at", "kg", 12, "year_before");
    return both.select(col("hs"), col("period"), col("kg"), change("kg", "before").alias("mom"),
      change("kg", "year_before").alias("yoy"), col("kg").cumSum().over("hs", "year").alias("ytd"));
  },
  T3: (t) => {
    const inMonth = (month) => pl.when(col("period").eq(day(`${month}-01`)))
      .then(col("usd")).otherwise(pl.lit(0)).cast(pl.Int64);
    return t.trade
      .filter(col("period").gtEq(day("2025-11-01")).and(col("flow").eq(pl.lit("export"))))
      .select(col("partner"), inMonth("2025-12").alias("now"), inMonth("2025-11").alias("before"))
      .groupBy("partner").agg(col("now").sum(), col("before").sum())
      .select(col("partner"), col("now"),
        col("now").cast(pl.Float64).div(col("now").sum()).alias("share"),
        pl.when(col("before").gt(0)).then(change("now", "before")).otherwise(pl.lit(null))
          .alias("mom"))
      .sort("now", true).limit(10);
  },
  T4: (t) => {
    const totals = t.trade
      .groupBy([col("province"), col("period").dt.year().cast(pl.Int32).alias("y")])
      .agg(col("usd").sum()).collectSync({ engine }).lazy();
    return lagged(totals, "province", "y", "usd", 1, "before").select(col("province"), col("y"),
      col("usd"), change("usd", "before").alias("yoy"));
  },
  T5: (t) => t.trade.groupBy(["hs", "partner"]).agg(col("kg").sum(), col("usd").sum(),
    col("usd").sum().cast(pl.Float64).div(col("kg").sum()).alias("price")),
  T6: (t) => t.trade.groupBy("province").agg(col("partner").nUnique().alias("partners")),
  T7: (t) => {
    const totals = t.trade.groupBy(["hs", "period"]).agg(col("usd").sum())
      .collectSync({ engine });
    return totals.pivot("usd", { index: "hs", on: "period", aggregateFunc: "first",
      sortColumns: true, maintainOrder: false }).lazy();
  },
};

// What is compared where the result is too big: see questions.mjs.
const joined = (result) => result.groupBy("id1").agg(pl.len().alias("n"), col("v1").sum(),
  col("v2").count().alias("n2"), col("v2").sum().alias("sum2"),
  col("v1").mul(col("v2")).sum().alias("v12"));

function peer(data, folder) {
  const tables = {};
  return {
    load() {
      for (const [name, file] of Object.entries(files[data])) {
        tables[name] = readTable(data, name, `${folder}/${file}`);
      }
      return { version: pl.version };
    },
    run(id) {
      asks[id](tables).collectSync({ engine: engineOf(id) });
    },
    answer(id, path) {
      const result = asks[id](tables);
      (id.startsWith("j") ? joined(result) : result).collectSync({ engine: engineOf(id) })
        .writeCSV(path);
    },
  };
}

await serve(peer(...process.argv.slice(2)));
