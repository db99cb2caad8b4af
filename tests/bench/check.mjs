// How long `ingot check` takes of an article, as a whole process: wall-clock time, as
// JSON and as on a terminal, of text, Markdown and HTML of a thousand words and a hundred figures. Prints
// least, median and most, and what the program takes to start, which is in them.
//
//   node tests/bench/check.mjs [INGOT] [--rounds N] [ARTICLE…]
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { basename, join } from "node:path";

const args = process.argv.slice(2);
const at = args.indexOf("--rounds");
const rounds = at < 0 ? 15 : Number(args.splice(at, 2)[1]);
const ingot = args.shift() ?? "build/release/ingot";
const folder = mkdtempSync(join(tmpdir(), "check-"));

// Months of one product with their members; levels grow by 4%, so that all figures hold together.
const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September"];
const places = ["Iraq", "Mexico", "India", "Japan", "Vietnam"];
const shares = [31, 23, 17, 11, 7];
const paragraphs = months.map((month, i) => {
  const total = Math.round(100000 * 1.04 ** i);
  const members = places.map((place, k) =>
    `Shipments to ${place} came to ${Math.round(total * shares[k] / 100)} mt, or ${shares[k]}% `
    + "of the total, as buyers went on.");
  return `In ${month} 2025, China's exports of alumina reached ${total} mt`
    + `${i > 0 ? ", up 4% from the month before" : ""}. `
    + "Market participants said that freight was steady and that most of the cargoes had been sold "
    + `under contracts of the year before. ${members.join(" ")}`;
});
const title = "China's alumina exports by destination";
const file = (name, text) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const articles = args.length > 0 ? args : [
  file("article.txt", [title, ...paragraphs].join("\n\n")),
  file("article.md", [`# ${title}`, ...paragraphs].join("\n\n")),
  file("article.html", `<!doctype html><html><body><h1>${title}</h1>${
    paragraphs.map((text) => `<p>${text}</p>`).join("")}</body></html>`),
];
const runs = [["(start alone)", ["--version"]],
  ...articles.flatMap((path) => [[`${basename(path)} --json`, ["check", "--json", path]],
    [basename(path), ["check", path]]])];

const measure = (words) => {
  const from = process.hrtime.bigint();
  const { status, stderr } = spawnSync(ingot, words, { encoding: "utf8" });
  const took = Number(process.hrtime.bigint() - from) / 1e6;
  if (status > 1) throw new Error(`${words.join(" ")}: ${stderr}`);
  return took;
};

// In turns, so that what else the machine does falls on all alike; the first round is thrown away.
const took = new Map(runs.map(([name]) => [name, []]));
for (let round = 0; round <= rounds; round++) {
  for (const [name, words] of runs) {
    const ms = measure(words);
    if (round > 0) took.get(name).push(ms);
  }
}
rmSync(folder, { recursive: true });

const count = (pattern) => paragraphs.join(" ").match(pattern).length;
console.log(`${rounds} rounds, load ${loadavg()[0].toFixed(1)}; the article that is made has `
  + `${count(/\S+/g)} words and ${count(/\d+( mt|%)/g)} figures`);
console.log("article                      least   median     most (ms)");
for (const [name, list] of took) {
  list.sort((a, b) => a - b);
  const cells = [list[0], list[Math.floor(list.length / 2)], list[list.length - 1]];
  console.log(name.padEnd(26) + cells.map((ms) => ms.toFixed(0).padStart(9)).join(""));
}
