// What every peer does: loads its data once, says "@ready {…}", then answers one line at a time.
//
//   run ID SQL           asks the question and keeps nothing: "@time WALL CPU", in seconds
//   answer ID PATH SQL   writes the answer as CSV: "@done", or "@done WALL CPU" from the referee
//   save PATH            writes the data as a file of its own: "@done"
//
// A failure is "@error MESSAGE". A peer ends when its input does.

import { createInterface } from "node:readline";

const say = (line) => process.stdout.write(`@${line}\n`);

// Wall and processor seconds that work takes.
export async function timed(work) {
  const cpu = process.cpuUsage();
  const began = process.hrtime.bigint();
  await work();
  const wall = Number(process.hrtime.bigint() - began) / 1e9;
  const used = process.cpuUsage(cpu);
  return { wall, cpu: (used.user + used.system) / 1e6 };
}

const words = (line, n) => {
  const parts = line.split(" ");
  return [...parts.slice(0, n), parts.slice(n).join(" ")];
};

// `peer` has load(), run(id, sql), answer(id, path, sql) and perhaps save(path) and end(); a run may
// give its own { wall, cpu }.
export async function serve(peer) {
  const commands = {
    async run(line) {
      const [, id, sql] = words(line, 2);
      let own;
      globalThis.gc?.(); // results of earlier questions go before the clock runs
      const time = await timed(async () => { own = await peer.run(id, sql); });
      const { wall, cpu } = own ?? time;
      say(`time ${wall} ${cpu}`);
    },
    async answer(line) {
      const [, id, path, sql] = words(line, 3);
      const time = await peer.answer(id, path, sql);
      say(time ? `done ${time.wall} ${time.cpu}` : "done");
    },
    async save(line) {
      await peer.save(words(line, 1)[1]);
      say("done");
    },
  };
  try {
    let ready;
    const { wall } = await timed(async () => { ready = await peer.load(); });
    say(`ready ${JSON.stringify({ load: wall, ...ready })}`);
  } catch (error) {
    say(`error ${String(error.message ?? error).replace(/\s+/g, " ")}`);
    return;
  }
  for await (const line of createInterface({ input: process.stdin })) {
    try {
      await commands[words(line, 1)[0]](line);
    } catch (error) {
      say(`error ${String(error.message ?? error).replace(/\s+/g, " ")}`);
    }
  }
  peer.end?.();
}
