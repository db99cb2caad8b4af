// What was measured, as the JSON and the Markdown that are kept.

const peers = ["duckdb", "polars", "data.table", "clickhouse"];
const round = (x, digits) => x === undefined ? undefined : Number(x.toPrecision(digits));
const mapped = (object, f) => Object.fromEntries(Object.entries(object).map(([k, v]) => [k, f(v)]));

const geometricMean = (list) => list.length === 0 ? undefined
  : Math.exp(list.reduce((sum, x) => sum + Math.log(x), 0) / list.length);

function question(result) {
  const { ingot } = result.seconds;
  const best = peers.filter((name) => name in result.seconds)
    .sort((a, b) => result.seconds[a] - result.seconds[b])[0];
  const { plain } = result.seconds;
  return {
    id: result.id, title: result.title, ...mapped(result.seconds, (x) => round(x, 4)),
    best_peer: best, ratio: ingot && best ? round(result.seconds[best] / ingot, 3) : undefined,
    to_plain: ingot && plain ? round(ingot / plain, 3) : undefined,
    agree: result.agree, reference: result.reference,
    process: result.process && mapped(result.process, (x) => round(x, 4)),
    cpu: mapped(result.cpu, (x) => round(x, 4)),
    memory: result.memory, to: result.to && mapped(result.to, (x) => round(x, 4)),
    spread: result.spread && mapped(result.spread, (list) => list.map((x) => round(x, 4))),
  };
}

// The whole report as data: seconds, ratio = best peer / ingot, to_plain = ingot / plain loop.
export function summary({ rows, rounds, machine, versions, results, memory, checksums, problems }) {
  const list = results.map(question);
  const mean = (pattern) => {
    const ratios = list.filter((q) => pattern.test(q.id) && q.ratio).map((q) => q.ratio);
    return { questions: ratios.length, ratio: round(geometricMean(ratios), 3) };
  };
  return {
    machine, versions, rows, rounds, questions: list,
    geometric_means: { "q1-q10": mean(/^q/), "j1-j5": mean(/^j/), "T1-T7": mean(/^T[1-7]$/) },
    memory_mib: memory, files: checksums, problems,
  };
}

const ms = (seconds) => seconds === undefined ? "–"
  : (seconds * 1000).toFixed(seconds < 0.01 ? 2 : seconds < 0.1 ? 1 : 0);
const row = (cells) => `| ${cells.join(" | ")} |\n`;
const table = (header, rows) =>
  row(header) + row(header.map((_, i) => i === 0 ? "---" : "---:")) + rows.map(row).join("");

function timesTable(report, engines, of) {
  return table(["", "", ...engines, "best peer / ingot", "ingot / plain", "agree"],
    report.questions.map((q) => [q.id, q.title, ...engines.map((name) => ms(of(q)[name])),
      q.ratio?.toFixed(2) ?? "–", q.to_plain?.toFixed(2) ?? "–", q.agree ? "yes" : "**no**"]));
}

function memoryTables(report) {
  const names = Object.keys(report.versions);
  const lines = [];
  for (const [data, engines] of Object.entries(report.memory_mib)) {
    for (const [label, field] of [["loaded", "loaded"], ["peak of loading", "loaded_peak"],
      ["peak in the end", "peak"], ["seconds to load", "load_seconds"]]) {
      lines.push([data, label, ...names.map((name) => {
        const value = engines[name]?.[field];
        return value === undefined ? "–" : field === "load_seconds" ? value.toFixed(1) : value;
      })]);
    }
  }
  return table(["", "", ...names], lines);
}

// What loading took of memory, at its peak, and what it is set against.
function loadsTable(report, engines) {
  const loads = report.questions.filter((q) => q.memory);
  if (loads.length === 0) return [];
  const least = (q) => Math.min(...peers.map((name) => q.memory[name]).filter((mib) => mib));
  return ["## Loading: memory of the process at its peak, MiB\n",
    table(["", "", ...engines, "least of peers / ingot", "time to"], loads.map((q) =>
      [q.id, q.title, ...engines.map((name) => q.memory[name] ?? "–"),
        q.memory.ingot && Number.isFinite(least(q)) ? (least(q) / q.memory.ingot).toFixed(2) : "–",
        Object.entries(q.to ?? {}).map(([what, x]) => `${what}: ${x.toFixed(2)}`).join(", ") || "–"])),
  ];
}

export function markdown(report) {
  const { machine } = report;
  const engines = Object.keys(report.versions);
  const means = Object.entries(report.geometric_means).filter(([, mean]) => mean.questions > 0)
    .map(([name, mean]) => `- ${name}: **${mean.ratio.toFixed(2)}** (${mean.questions} questions)`);
  const files = Object.entries(report.files)
    .map(([name, file]) => `- ${name}: ${file.bytes} bytes, ${file.hash}`);
  const fresh = report.questions.find((q) => q.process);
  return [
    `# ${report.rows.toLocaleString("en")} rows\n`,
    `${machine.cpu}, ${machine.cores} cores, ${machine.memory_gib} GiB; ${machine.threads} threads; ` +
      `medians of ${report.rounds} rounds after a warm-up, engines taking turns. Versions: ` +
      `${Object.entries(report.versions).map(([k, v]) => `${k} ${v}`).join(", ")}. ` +
      "SQLite is the referee; its times are those of its answers, written out.\n",
    "## Time, ms\n", timesTable(report, engines, (q) => q),
    ...(means.length > 0 ? ["Geometric means of best peer / ingot:\n", ...means, ""] : []),
    ...(fresh ? [`T8 as whole processes, ms: ${Object.entries(fresh.process)
      .map(([name, time]) => `${name} ${ms(time)}`).join(", ")}.\n`] : []),
    "## Processor time, ms\n",
    table(["", ...engines], report.questions
      .filter((q) => Object.keys(q.cpu).length > 0)
      .map((q) => [q.id, ...engines.map((name) => ms(q.cpu[name]))])),
    ...loadsTable(report, engines),
    "## Memory of the process, MiB\n", memoryTables(report),
    "## Files\n", files.join("\n"), "",
    ...(report.problems.length > 0
      ? ["## What went wrong\n", ...report.problems.map((text) => `- ${text}`), ""] : []),
  ].join("\n");
}
