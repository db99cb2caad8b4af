// How long an article takes: each of scripts/ as a whole process, over the sample data, with HTML and
// in its languages. Prints the least and the median of wall-clock times, and what the same program
// takes to start and to read the data, which is in them.
//
//   node tests/bench/articles.mjs [INGOT] [--rounds N] [--charts]
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";

const args = process.argv.slice(2);
const charts = args.includes("--charts");
const at = args.indexOf("--rounds");
const rounds = at < 0 ? 15 : Number(args[at + 1]);
const ingot = args.find((a, i) => !a.startsWith("--") && i !== at + 1) ?? "build/release/ingot";
const folder = mkdtempSync(join(tmpdir(), "articles-"));

const empty = join(folder, "start.lua");
writeFileSync(empty, 'local _ = require "ingot"\n');
const reading = join(folder, "read.lua");
writeFileSync(reading, ["export", "import"].map((flow) =>
  `require("ingot").read("data/customs/${flow}-*.csv", { profile = "gacc-zh", flow = "${flow}" })\n`,
).join(""));
const scripts = readdirSync("scripts").filter((name) => name.endsWith(".lua")).sort()
  .map((name) => [name, join("scripts", name)]);
const runs = [["(start alone)", empty], ["(start and read)", reading], ...scripts];

const milliseconds = (path) => {
  const words = ["run", path, "--out", join(folder, "out"), ...(charts ? [] : ["--no-charts"])];
  const from = process.hrtime.bigint();
  const { status, stderr } = spawnSync(ingot, words, { encoding: "utf8" });
  const took = Number(process.hrtime.bigint() - from) / 1e6;
  if (status !== 0) throw new Error(`${path}: ${stderr}`);
  return took;
};

// In turns, so that what else the machine does falls on all alike; the first round is thrown away.
const took = new Map(runs.map(([name]) => [name, []]));
for (let round = 0; round <= rounds; round++) {
  for (const [name, path] of runs) {
    const ms = milliseconds(path);
    if (round > 0) took.get(name).push(ms);
  }
}
rmSync(folder, { recursive: true });

console.log(`${rounds} rounds, charts ${charts ? "on" : "off"}, load ${loadavg()[0].toFixed(1)}`);
console.log("script                       least   median (ms)");
for (const [name, list] of took) {
  list.sort((a, b) => a - b);
  const median = list[Math.floor(list.length / 2)];
  console.log(`${name.padEnd(26)}${list[0].toFixed(0).padStart(8)}${median.toFixed(0).padStart(9)}`);
}
