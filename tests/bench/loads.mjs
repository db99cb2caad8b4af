// Loading: each time in a process of its own, engines taking turns, files in the page cache. The
// time is the engine's own, from the start of its work to the table in memory (for L3: to the last
// answer); memory is that of the process at its peak. The answers are compared before anything is
// measured.

import { createReadStream, rmSync } from "node:fs";
import { join } from "node:path";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { questions, sqlOf } from "./questions.mjs";

const parse = (reply) => {
  const [word, wall, cpu] = reply.split(" ");
  if (word !== "time") throw new Error(reply.replace(/^error /, ""));
  return { wall: Number(wall), cpu: Number(cpu) };
};

// What is to be asked of a process that has loaded, as { id, sql, kinds }.
const asksOf = (load, engine) => (load.asks ?? [load.id]).map((id) => {
  const question = load.asks ? questions.find((q) => q.id === id) : load;
  return { id, kinds: question.kinds, sql: sqlOf(question, engine) };
});

// One process from its start to its end. `answer` gives the path of an answer's file by id.
async function once(load, engine, tools, answer) {
  const process_ = tools.start(engine, load.data, load.mode ? { BENCH_LOAD: load.mode } : {});
  try {
    const reply = await process_.next();
    if (!reply.startsWith("ready ")) throw new Error(reply.replace(/^error /, ""));
    const ready = JSON.parse(reply.slice("ready ".length));
    tools.versions[engine.name] ??= ready.version;
    let wall = ready.load;
    for (const { id, sql } of load.asks ? asksOf(load, engine.name) : []) {
      wall += parse(await process_.ask(`run ${id} ${sql}`)).wall;
    }
    const memory = tools.memoryOf(ready.pid ?? process_.child.pid).peak;
    for (const { id, sql } of answer ? asksOf(load, engine.name) : []) {
      const done = await process_.ask(`answer ${id} ${answer(id)} ${sql}`);
      if (!done.startsWith("done")) throw new Error(done.replace(/^error /, ""));
    }
    return { wall, memory };
  } finally {
    await process_.end();
  }
}

// Unpacking alone: what no reader of packed files can beat with the same library.
async function unpack(path) {
  const began = process.hrtime.bigint();
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }),
    createGunzip({ chunkSize: 1 << 20 }), new Writable({ write: (_, __, next) => next() }));
  return Number(process.hrtime.bigint() - began) / 1e9;
}

async function compare(load, engines, tools) {
  const able = [], agree = {};
  for (const engine of engines) {
    try {
      await once(load, engine, tools, (id) => tools.answerPath(engine.name, id));
      able.push(engine);
    } catch (error) {
      tools.complain(`${load.id}: ${engine.name}: ${error.message}`);
    }
  }
  let reference = able.at(-1)?.name;
  if (load.only && reference) { // what it gives out of the plain file
    reference = "plain";
    await once({ ...load, data: "trade" }, able[0], tools, (id) => tools.answerPath(reference, id));
  }
  for (const { name } of able) {
    agree[name] = asksOf(load, name).every(({ id, kinds }) => name === reference ||
      tools.agrees(name, reference, id, kinds));
    if (agree[name] && name !== reference) tools.pass();
  }
  for (const name of [...able.map((engine) => engine.name), "plain"]) {
    for (const { id } of asksOf(load, name)) rmSync(tools.answerPath(name, id), { force: true });
  }
  return { able, agree, reference };
}

async function measure(load, tools) {
  const engines = tools.engines.filter(({ name }) => !load.only || load.only === name);
  const { able, agree, reference } = await compare(load, engines, tools);
  const runs = new Map(able.map((engine) => [engine, []]));
  const unpacking = [];
  for (let round = 0; round < tools.rounds; round++) {
    for (let i = 0; i < able.length; i++) {
      const engine = able[(i + round) % able.length];
      runs.get(engine).push(await once(load, engine, tools));
    }
    if (load.base === "zlib") unpacking.push(await unpack(join(tools.folder, "derived/trade.csv.gz")));
  }
  const result = { id: load.id, title: load.title, reference, answers: agree, seconds: {}, cpu: {},
    spread: {}, memory: {}, unpacking: tools.median(unpacking),
    agree: (load.only ? able.length > 0 : able.length > 1) && Object.values(agree).every(Boolean) };
  for (const [{ name }, times] of runs) {
    if (times.length === 0) continue;
    const walls = times.map(({ wall }) => wall);
    result.seconds[name] = tools.median(walls);
    result.spread[name] = [Math.min(...walls), Math.max(...walls)];
    result.memory[name] = Math.max(...times.map(({ memory }) => memory));
  }
  return result;
}

// The results of all loads, in their order.
export async function loadRows(loads, tools) {
  console.error("== loading");
  const results = [];
  for (const load of loads) {
    const result = await measure(load, tools);
    const base = load.base === "zlib" ? result.unpacking
      : results.find(({ id }) => id === load.base)?.seconds.ingot;
    if (base && result.seconds.ingot) result.to = { [load.base]: result.seconds.ingot / base };
    results.push(result);
    const told = Object.entries(result.seconds).map(([name, seconds]) =>
      `${name} ${seconds.toFixed(3)} s ${result.memory[name]} MiB`);
    const to = Object.entries(result.to ?? {}).map(([what, x]) => `, ${x.toFixed(2)} of ${what}`);
    console.error(`   ${load.id}: ${told.join(", ") || `alike: ${Object.keys(result.answers).join(", ")}`}` +
      to.join(""));
  }
  return results;
}
