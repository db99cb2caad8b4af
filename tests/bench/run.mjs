// The benchmark's runner: starts every engine on the same files, lets each answer each question,
// holds the answers against each other, then measures question by question: a warm-up, then rounds
// in which all engines take turns, each round beginning with another one. See README.md.
//
//   node run.mjs ROWS --bench FOLDER --bin FOLDER --ingot PROGRAM [--results FOLDER]
//                     [--only q1,T2] [--with clickhouse] [--rounds 5 | --check]

import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { loadRows } from "./loads.mjs";
import { answerSqlOf, loads, questions, sqlOf } from "./questions.mjs";
import { markdown, summary } from "./report.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const { values: options, positionals } = parseArgs({ allowPositionals: true, options: {
  only: { type: "string" }, with: { type: "string" }, rounds: { type: "string", default: "5" },
  results: { type: "string" }, bench: { type: "string" }, bin: { type: "string" },
  ingot: { type: "string" }, check: { type: "boolean", default: false } } });
const rows = Number(positionals[0]);
const rounds = Number(options.rounds);
const only = options.only?.split(",");
const threads = "2";
const bench = options.bench;
const folder = join(bench, String(rows));
const answers = join(folder, "answers");
const npm = join(bench, "npm");
const program = (name) => join(options.bin, name);

// ---- Engines ---------------------------------------------------------------------------------

const environment = { ...process.env, BENCH_NPM: npm, BENCH_THREADS: threads,
  BENCH_CHDB: join(npm, "node_modules/@chdb/lib-linux-x64-gnu/libchdb.so"),
  INGOT_THREADS: threads, POLARS_MAX_THREADS: threads, OMP_NUM_THREADS: threads };

const has = (command, ...args) => {
  const tried = spawnSync(command, args, { stdio: "ignore" });
  return !tried.error && tried.status === 0;
};
const hasPackage = (name) => existsSync(join(npm, "node_modules", name, "package.json"));
const script = join(here, "ingot.lua");
// Without limits, as the peers, and with the clocks that the script measures by.
const ingotRun = [options.ingot, "run", "--trusted",
  ...["memory", "time", "cpu", "output"].flatMap((limit) => [`--${limit}`, "none"])];
const peer = (file) => join(here, "peers", file);

// How each is started, and what is missing where it cannot be. SQLite is the referee: it is
// measured while it answers. The yardstick has loops for some questions only. Node's engines may be
// told to collect garbage: what they hold outside of its heap is not seen by it.
const node = (script, ...args) => [process.execPath, "--expose-gc", peer(script), ...args];
const engines = [
  { name: "ingot", command: (data) => [...ingotRun, script, "--set", `data=${data}`, "--set", `folder=${folder}`] },
  { name: "duckdb", command: (data) => node("duckdb.mjs", data, folder),
    missing: () => !hasPackage("@duckdb/node-api") && "npm package @duckdb/node-api" },
  { name: "polars", command: (data) => node("polars.mjs", data, folder),
    missing: () => !hasPackage("nodejs-polars") && "npm package nodejs-polars" },
  { name: "data.table", command: (data) => ["Rscript", peer("datatable.R"), data, folder],
    missing: () => !has("Rscript", "-e", "library(data.table)") &&
      "Debian package r-cran-data.table" },
  { name: "clickhouse", command: (data) => [program("bench_clickhouse"), data, folder],
    missing: () => options.with !== "clickhouse" ? "not asked for"
      : !existsSync(environment.BENCH_CHDB) && "npm package @chdb/lib-linux-x64-gnu" },
  { name: "sqlite", referee: true,
    command: (data) => node("sqlite.mjs", data, folder),
    missing: () => !has("sqlite3", "--version") && "Debian package sqlite3" },
  { name: "plain", yardstick: ["q1", "q2", "T1", "T2"],
    command: (data) => [program("bench_plain"), data, folder] },
];

// A process that speaks the conversation of peers/peer.mjs.
function start(engine, data, more = {}) {
  const [command, ...args] = engine.command(data);
  const child = spawn(command, args, { env: { ...environment, ...more }, stdio: ["pipe", "pipe", "pipe"] });
  const waiting = [];
  let problem = "";
  child.stderr.on("data", (text) => { problem = (problem + text).slice(-2000); });
  const reply = (line) => waiting.shift()?.(line);
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (line.startsWith("@")) reply(line.slice(1));
  });
  const gone = new Promise((resolve) => child.on("close", (code, signal) => {
    const words = problem.replace(/\s+/g, " ").trim() || `ended with ${signal ?? code}`;
    while (waiting.length > 0) reply(`error ${words}`);
    resolve(code === 0 ? "" : words);
  }));
  child.on("error", () => {});
  child.stdin.on("error", () => {});
  const next = () => new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve("error has ended");
    else waiting.push(resolve);
  });
  return {
    child, next,
    ask(line) {
      const answer = next();
      child.stdin.write(`${line}\n`);
      return answer;
    },
    async end() {
      child.stdin.end();
      const late = setTimeout(() => child.kill("SIGKILL"), 20000);
      const trouble = await gone;
      clearTimeout(late);
      return trouble;
    },
  };
}

// Peak and present memory of a process, in MiB; nothing of one that has ended.
function memoryOf(pid) {
  if (!existsSync(`/proc/${pid}/status`)) return {};
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const field = (name) => Math.round(Number(status.match(`${name}:\\s+(\\d+)`)[1]) / 1024);
  return { peak: field("VmHWM"), now: field("VmRSS") };
}

const median = (list) => {
  const sorted = [...list].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

// ---- Answers ---------------------------------------------------------------------------------

const problems = [], skipped = [];
const counts = { passed: 0, failed: 0 };
function complain(text) {
  problems.push(text);
  counts.failed++;
  console.error(`!! ${text}`);
}
function skip(text) {
  skipped.push(text);
  console.error(`-- skipped: ${text}`);
}

const answerPath = (engine, id) => join(answers, `${engine}-${id}.csv`);

const parseTime = (reply, word = "time") => {
  const [first, wall, cpu] = reply.split(" ");
  return first === word ? { wall: Number(wall), cpu: Number(cpu) } : undefined;
};

// Whether an engine's answer is the reference's; a difference is told.
function agrees(name, reference, id, kinds) {
  const tried = spawnSync(program("bench_agree"),
    [kinds, answerPath(name, id), answerPath(reference, id)], { encoding: "utf8" });
  if (tried.status === 0) return true;
  complain(`${id}: ${name} differs from ${reference}: ${(tried.stdout + tried.stderr).trim()}`);
  return false;
}

// Lets every engine answer; the first of the referee and the others that could is the reference.
async function collectAnswers(question, peers) {
  const answered = [];
  for (const peer of peers) {
    const { name } = peer.engine;
    const reply = await peer.process.ask(`answer ${question.id} ${answerPath(name, question.id)} ` +
      answerSqlOf(question, name));
    peer.answering = parseTime(reply, "done");
    if (peer.answering) answered.push(peer);
    else complain(`${question.id}: ${name}: ${reply.replace(/^error /, "")}`);
  }
  const reference = answered.find((peer) => peer.engine.referee) ?? answered.at(-1);
  const agree = {};
  for (const { engine: { name } } of answered) {
    agree[name] = name === reference.engine.name ||
      agrees(name, reference.engine.name, question.id, question.kinds);
    counts.passed += agree[name] && name !== reference.engine.name;
  }
  for (const { engine } of answered) rmSync(answerPath(engine.name, question.id), { force: true });
  return { agree, reference: reference?.engine.name, answered };
}

// ---- Measuring -------------------------------------------------------------------------------

async function measure(question, peers) {
  const { agree, reference, answered } = await collectAnswers(question, peers);
  const runs = new Map(answered.map((peer) => [peer, []]));
  if (options.check) return resultOf(question, answered, runs, agree, reference);
  const run = (peer) =>
    peer.process.ask(`run ${question.id} ${sqlOf(question, peer.engine.name)}`).then(parseTime);
  const racers = answered.filter((peer) => !peer.engine.referee);
  for (const peer of answered) {
    if (peer.engine.referee) runs.get(peer).push(peer.answering);
  }
  for (const peer of racers) await run(peer); // the warm-up
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < racers.length; i++) {
      const peer = racers[(i + round) % racers.length];
      const time = await run(peer);
      if (time) runs.get(peer).push(time);
    }
  }
  return resultOf(question, answered, runs, agree, reference);
}

function resultOf(question, answered, runs, agree, reference) {
  const result = { id: question.id, title: question.title, reference, agree: true, answers: agree,
    seconds: {}, cpu: {}, spread: {} };
  for (const peer of answered) {
    const { name } = peer.engine;
    const times = runs.get(peer);
    if (times.length === 0) continue;
    result.seconds[name] = median(times.map((time) => time.wall));
    result.cpu[name] = median(times.map((time) => time.cpu));
    const walls = times.map((time) => time.wall);
    result.spread[name] = [Math.min(...walls), Math.max(...walls)];
  }
  // One voice is no agreement.
  result.agree = answered.length > 1 && Object.values(agree).every(Boolean) && "ingot" in agree;
  return result;
}

// Starts what can answer some of these questions; a peer that fails to load is told and left out.
async function startPeers(data, asked) {
  const peers = [];
  for (const engine of available) {
    if (engine.yardstick && !asked.some((q) => engine.yardstick.includes(q.id))) continue;
    const process_ = start(engine, data);
    const reply = await process_.next();
    if (!reply.startsWith("ready ")) {
      complain(`${data}: ${engine.name}: ${reply.replace(/^error /, "")}`);
      await process_.end();
      continue;
    }
    const ready = JSON.parse(reply.slice("ready ".length));
    versions[engine.name] = ready.version;
    const peer = { engine, process: process_, pid: ready.pid ?? process_.child.pid };
    peer.loaded = { load: ready.load, ...memoryOf(peer.pid) };
    peers.push(peer);
    console.error(`   ${engine.name} ${ready.version}: loaded in ${ready.load.toFixed(1)} s, ` +
      `peak ${peer.loaded.peak} MiB`);
  }
  return peers;
}

// ---- T8: a fresh process opens a file of the engine's own and answers T2 and T3 ----------------

const t8 = { id: "T8", title: "open a file in a fresh process, T2 + T3" };

const fresh = [
  { name: "ingot", file: join(folder, "trade.arrow"), command: (file) => [...ingotRun,
      script, "--set", `fresh=${file}`], answers: ["--set", `answers=${answers}`] },
  { name: "duckdb", file: join(folder, "trade.duckdb"), command: (file) => [process.execPath,
      peer("duckdb.mjs"), "fresh", file,
      ...["T2", "T3"].map((id) => sqlOf(questions.find((q) => q.id === id), "duckdb"))] },
];

function runFresh(entry, more = []) {
  const [command, ...args] = [...entry.command(entry.file), ...more];
  const began = process.hrtime.bigint();
  const tried = spawnSync(command, args, { env: environment, encoding: "utf8" });
  const whole = Number(process.hrtime.bigint() - began) / 1e9;
  const time = tried.stdout?.match(/^@time (\S+) (\S+)$/m);
  if (tried.status !== 0 || !time) {
    return { error: (tried.error?.message ?? tried.stderr).replace(/\s+/g, " ").trim() };
  }
  return { wall: Number(time[1]), cpu: Number(time[2]), whole };
}

// What ingot answers out of its snapshot must be what it answers out of the CSV, which was held
// against the others.
async function checkFresh(entry, ingot) {
  const first = runFresh(entry, entry.answers);
  if (first.error) return false;
  let agree = true;
  for (const id of ["T2", "T3"]) {
    const kinds = questions.find((q) => q.id === id).kinds;
    await ingot.process.ask(`answer ${id} ${answerPath("ingot", id)}`);
    const tried = spawnSync(program("bench_agree"),
      [kinds, join(answers, `${id}.csv`), answerPath("ingot", id)], { encoding: "utf8" });
    if (tried.status !== 0) {
      complain(`T8: ${id} out of the snapshot differs: ${(tried.stdout + tried.stderr).trim()}`);
      agree = false;
    }
  }
  return agree;
}

async function measureFresh(peers) {
  const racers = [], runs = new Map();
  const ingot = peers.find((peer) => peer.engine.name === "ingot");
  let agree = false;
  for (const entry of fresh) {
    const peer = peers.find((p) => p.engine.name === entry.name);
    if (!peer) continue;
    rmSync(entry.file, { force: true });
    const saved = await peer.process.ask(`save ${entry.file}`);
    const first = saved === "done" ? runFresh(entry) : { error: saved.replace(/^error /, "") };
    if (first.error) {
      complain(`T8: ${entry.name}: ${first.error}`);
      continue;
    }
    if (entry.answers) agree = await checkFresh(entry, ingot);
    racers.push(entry);
    runs.set(entry, []);
  }
  for (let round = 0; !options.check && round < rounds; round++) {
    for (let i = 0; i < racers.length; i++) {
      const entry = racers[(i + round) % racers.length];
      const time = runFresh(entry);
      if (!time.error) runs.get(entry).push(time);
    }
  }
  const result = { ...t8, agree, seconds: {}, cpu: {}, process: {} };
  counts.passed += agree;
  for (const entry of racers) {
    const times = runs.get(entry);
    if (times.length === 0) continue;
    result.seconds[entry.name] = median(times.map((time) => time.wall));
    result.cpu[entry.name] = median(times.map((time) => time.cpu));
    result.process[entry.name] = median(times.map((time) => time.whole));
  }
  return result;
}

// ---- All of it -------------------------------------------------------------------------------

const wanted = (id) => !only || only.includes(id);
const unknown = (only ?? []).filter((id) => id !== t8.id && ![...questions, ...loads].some((q) => q.id === id));
if (!(rows > 0) || unknown.length > 0 || !bench || !options.bin || !options.ingot || !(rounds > 0)) {
  console.error(unknown.length > 0 ? `no such question: ${unknown.join(", ")}`
    : "usage: sh tests/bench/run.sh [ROWS] [--only q1,T2] [--with clickhouse]");
  process.exit(64);
}

const versions = {};
const available = [];
for (const engine of engines) {
  const missing = engine.missing?.();
  if (!missing) available.push(engine);
  else if (missing !== "not asked for") skip(`${engine.name}: no ${missing}`);
}

mkdirSync(answers, { recursive: true });
const results = [], memory = {};
for (const data of ["groupby", "join", "trade"]) {
  const asked = questions.filter((question) => question.data === data && wanted(question.id));
  const withFresh = data === "trade" && wanted(t8.id);
  if (asked.length === 0 && !withFresh) continue;
  console.error(`== ${data}: ${rows} rows`);
  const peers = await startPeers(data, asked);
  for (const question of asked) {
    const result = await measure(question, peers.filter(({ engine }) =>
      !engine.yardstick || engine.yardstick.includes(question.id)));
    results.push(result);
    const times = Object.entries(result.seconds)
      .map(([name, time]) => `${name} ${(time * 1000).toFixed(2)}`);
    const voices = Object.entries(result.answers).filter(([, agree]) => agree).map(([name]) => name);
    console.error(`   ${question.id}: ${options.check ? `alike: ${voices.join(", ")}`
      : `${times.join(", ")} ms`}`);
  }
  if (withFresh) results.push(await measureFresh(peers));
  memory[data] = {};
  for (const peer of peers) {
    const { load, peak, now } = peer.loaded;
    memory[data][peer.engine.name] =
      { load_seconds: load, loaded: now, loaded_peak: peak, peak: memoryOf(peer.pid).peak };
    const trouble = await peer.process.end();
    if (trouble) complain(`${data}: ${peer.engine.name}: ${trouble}`);
  }
}

// A check compares engines: loads that are ingot's alone are left out.
const wantedLoads = loads.filter((load) => wanted(load.id) && !(options.check && load.only));
if (wantedLoads.length > 0) {
  results.push(...await loadRows(wantedLoads, { rounds: options.check ? 0 : rounds, folder, versions,
    engines: available.filter((engine) => !engine.referee && !engine.yardstick), start, memoryOf, median,
    complain, skip, agrees, answerPath, pass: () => { counts.passed++; } }));
}
rmSync(answers, { recursive: true });

if (options.check) {
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${skipped.length} skipped`);
  process.exit(counts.failed > 0 ? 1 : 0);
}

const machine = { cpu: cpus()[0].model, cores: cpus().length,
  memory_gib: Math.round(totalmem() / 2 ** 30), threads: Number(threads) };
const checksums = Object.fromEntries(readFileSync(join(folder, "checksums"), "utf8").trim()
  .split("\n").map((line) => [line.split(" ")[0], { bytes: Number(line.split(" ")[1]),
    hash: line.split(" ")[2] }]));
const report = summary({ rows, rounds, machine, versions, results, memory, checksums,
  problems: [...problems, ...skipped] });
const text = markdown(report);
process.stdout.write(text);
if (options.results) {
  mkdirSync(options.results, { recursive: true });
  writeFileSync(join(options.results, "latest.json"), `${JSON.stringify(report, null, 1)}\n`);
  writeFileSync(join(options.results, "latest.md"), text);
}
process.exit(problems.length > 0 || results.some((result) => !result.agree) ? 1 : 0);
