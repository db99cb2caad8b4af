// SQLite: the referee. Its shell works on a database file made once from the same CSV files and
// kept beside them, as are its answers: it is slow, and they change with the data and the SQL only.
//
//   node sqlite.mjs DATA FOLDER

import { spawn, spawnSync } from "node:child_process";
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync }
  from "node:fs";
import { createInterface } from "node:readline";
import { serve, timed } from "./peer.mjs";

const schemas = {
  groupby: { groupby: "id1 TEXT, id2 TEXT, id3 TEXT, id4 INTEGER, id5 INTEGER, id6 INTEGER, " +
    "v1 INTEGER, v2 INTEGER, v3 REAL" },
  join: {
    x: "id1 INTEGER, id2 INTEGER, id3 INTEGER, id4 TEXT, id5 TEXT, id6 TEXT, v1 REAL",
    small: "id1 INTEGER, id4 TEXT, v2 REAL",
    medium: "id1 INTEGER, id2 INTEGER, id4 TEXT, id5 TEXT, v2 REAL",
    big: "id1 INTEGER, id2 INTEGER, id3 INTEGER, id4 TEXT, id5 TEXT, id6 TEXT, v2 REAL",
  },
  trade: { trade: "period TEXT, flow TEXT, hs TEXT, product TEXT, partner TEXT, province TEXT, " +
    "mode TEXT, kg INTEGER, usd INTEGER" },
};

const settings = ["PRAGMA journal_mode = off", "PRAGMA synchronous = off",
  "PRAGMA temp_store = memory", "PRAGMA cache_size = -4000000", "PRAGMA threads = 2"];

function makeDatabase(path, data, folder) {
  if (existsSync(path)) return;
  const script = [...settings.map((s) => `${s};`), ".mode csv"];
  for (const [name, columns] of Object.entries(schemas[data])) {
    const file = data === "join" ? `join_${name}` : name;
    script.push(`CREATE TABLE ${name} (${columns});`,
      `.import --skip 1 ${folder}/${file}.csv ${name}`);
  }
  rmSync(`${path}.part`, { force: true });
  const made = spawnSync("sqlite3", ["-bail", `${path}.part`], {
    input: `${script.join("\n")}\n`, encoding: "utf8" });
  if (made.error || made.status !== 0) throw new Error(made.error?.message ?? made.stderr);
  renameSync(`${path}.part`, path);
}

// Sends lines to the shell and gives what it prints up to a mark.
function shell(path) {
  const child = spawn("sqlite3", [path], { stdio: ["pipe", "pipe", "pipe"] });
  let printed = [], wanted, problem = "";
  child.stderr.on("data", (text) => { problem += text; });
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (line !== "--mark--") return void printed.push(line);
    const lines = printed;
    printed = [];
    if (problem) wanted.reject(new Error(problem));
    else wanted.resolve(lines);
    problem = "";
  });
  return {
    pid: child.pid,
    end: () => child.stdin.end(),
    ask: (...lines) => new Promise((resolve, reject) => {
      wanted = { resolve, reject };
      child.stdin.write(`${lines.join("\n")}\n.print --mark--\n`);
    }),
  };
}

function peer(data, folder) {
  const kept = `${folder}/reference`;
  let sqlite;

  // Its shell counts ticks of 10 ms.
  function processorTime() {
    const fields = readFileSync(`/proc/${sqlite.pid}/stat`, "utf8").split(") ")[1].split(" ");
    return (Number(fields[11]) + Number(fields[12])) / 100;
  }

  async function ask(path, sql) {
    const busy = processorTime();
    const { wall } = await timed(() => sqlite.ask(`.output ${path}`, `${sql};`, ".output"));
    return { sql, wall, cpu: processorTime() - busy };
  }

  return {
    async load() {
      const path = `${folder}/${data}.sqlite`;
      mkdirSync(kept, { recursive: true });
      makeDatabase(path, data, folder);
      sqlite = shell(path);
      const [version] = await sqlite.ask(".mode list",
        ...settings.map((s) => `.output /dev/null\n${s};\n.output`), "SELECT sqlite_version();",
        ".mode csv", ".headers on");
      return { version, pid: sqlite.pid };
    },
    async answer(id, path, sql) {
      const [answer, note] = [`${kept}/${id}.csv`, `${kept}/${id}.json`];
      let time = existsSync(note) && JSON.parse(readFileSync(note, "utf8"));
      if (time?.sql !== sql) {
        rmSync(note, { force: true });
        time = await ask(answer, sql);
        writeFileSync(note, JSON.stringify(time));
      }
      rmSync(path, { force: true });
      linkSync(answer, path);
      return time;
    },
    end: () => sqlite.end(),
  };
}

await serve(peer(...process.argv.slice(2)));
