// DuckDB in memory, two threads. Texts are ENUMs, which take a third of VARCHAR's time on average
// (BENCH_DUCKDB_TEXT=varchar measures the other), months are DATEs, whole numbers INTEGERs.
//
//   node duckdb.mjs DATA FOLDER       answers on stdin (see peer.mjs)
//   node duckdb.mjs fresh FILE SQL…   opens its own file, runs these once, says "@time"

import { createRequire } from "node:module";
import { serve, timed } from "./peer.mjs";

// Packages lie in the benchmark's own folder, not beside this file.
const { DuckDBInstance, version } = createRequire(`${process.env.BENCH_NPM}/`)("@duckdb/node-api");

const threads = process.env.BENCH_THREADS ?? "2";
const loading = process.env.BENCH_LOAD; // see questions.mjs
const text = process.env.BENCH_DUCKDB_TEXT ?? (loading ? "varchar" : "enum");

const columns = {
  groupby: { id1: "TEXT", id2: "TEXT", id3: "TEXT", id4: "INTEGER", id5: "INTEGER", id6: "INTEGER",
    v1: "INTEGER", v2: "INTEGER", v3: "DOUBLE" },
  x: { id1: "INTEGER", id2: "INTEGER", id3: "INTEGER", id4: "TEXT", id5: "TEXT", id6: "TEXT",
    v1: "DOUBLE" },
  small: { id1: "INTEGER", id4: "TEXT", v2: "DOUBLE" },
  medium: { id1: "INTEGER", id2: "INTEGER", id4: "TEXT", id5: "TEXT", v2: "DOUBLE" },
  big: { id1: "INTEGER", id2: "INTEGER", id3: "INTEGER", id4: "TEXT", id5: "TEXT", id6: "TEXT",
    v2: "DOUBLE" },
  trade: { period: "MONTH", flow: "TEXT", hs: "TEXT", product: "TEXT", partner: "TEXT",
    province: "TEXT", mode: "TEXT", kg: "INTEGER", usd: "INTEGER" },
};
const files = {
  groupby: { groupby: "groupby.csv" },
  join: { x: "join_x.csv", small: "join_small.csv", medium: "join_medium.csv", big: "join_big.csv" },
  trade: { trade: "trade.csv" },
};

async function loadTables(connection, data, folder) {
  const from = {}, texts = {};
  for (const [name, file] of Object.entries(files[data])) {
    const types = Object.entries(columns[name]).map(([column, type]) =>
      `'${column}': '${type === "TEXT" || type === "MONTH" ? "VARCHAR" : type}'`);
    from[name] = `read_csv('${folder}/${file}', header = true, columns = {${types.join(", ")}})`;
    for (const [column, type] of Object.entries(columns[name])) {
      if (type === "TEXT") (texts[column] ??= []).push(`SELECT ${column} FROM ${from[name]}`);
    }
  }
  // One type a column name, over all tables that have it. Texts with as many values as rows (id6 of
  // the joins) stay VARCHAR: an ENUM of them would be a second copy.
  const isEnum = (column) => text === "enum" && !(data === "join" && column === "id6");
  for (const [column, selects] of Object.entries(texts)) {
    if (isEnum(column)) {
      await connection.run(`CREATE TYPE ${column}_text AS ENUM (SELECT DISTINCT ${column} FROM ` +
        `(${selects.join(" UNION ALL ")}) ORDER BY ALL)`);
    }
  }
  for (const name of Object.keys(from)) {
    const cells = Object.entries(columns[name]).map(([column, type]) => {
      if (type === "MONTH" && loading !== "plain") return `CAST(${column} || '-01' AS DATE) AS ${column}`;
      if (type === "TEXT" && isEnum(column)) return `CAST(${column} AS ${column}_text) AS ${column}`;
      return column;
    });
    await connection.run(`CREATE ${loading === "direct" ? "VIEW" : "TABLE"} ${name} AS SELECT ${cells.join(", ")} FROM ${from[name]}`);
  }
}

function peer(data, folder) {
  let connection;
  return {
    async load() {
      const instance = await DuckDBInstance.create(":memory:", { threads });
      connection = await instance.connect();
      await loadTables(connection, data, folder);
      return { version: version().replace(/^v/, "") };
    },
    async run(id, sql) {
      await connection.run(sql); // the whole result, as DuckDB's own columns
    },
    async answer(id, path, sql) {
      await connection.run(`CREATE OR REPLACE TEMP TABLE answer AS ${sql}`);
      await connection.run(`COPY answer TO '${path}' (HEADER)`);
      await connection.run("DROP TABLE answer");
    },
    async save(path) {
      await connection.run(`ATTACH '${path}' AS saved`);
      await connection.run("COPY FROM DATABASE memory TO saved");
      await connection.run("CHECKPOINT saved");
      await connection.run("DETACH saved");
    },
  };
}

async function fresh(path, sqls) {
  const { wall, cpu } = await timed(async () => {
    const instance = await DuckDBInstance.create(path, { threads, access_mode: "READ_ONLY" });
    const connection = await instance.connect();
    for (const sql of sqls) await connection.run(sql);
  });
  process.stdout.write(`@time ${wall} ${cpu}\n`);
  process.exit(0); // what was opened need not be closed in order
}

const [mode, ...rest] = process.argv.slice(2);
if (mode === "fresh") await fresh(rest[0], rest.slice(1));
else await serve(peer(mode, rest[0]));
