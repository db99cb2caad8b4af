// The half of tests/arrow that apache-arrow and polars do.
//   node theirs.mjs read FOLDER    compares ours-*.arrow with ours-*.json
//   node theirs.mjs write FOLDER   writes theirs-*.arrow and theirs-*.json
import * as arrow from 'apache-arrow';
import pl from 'nodejs-polars';
import fs from 'node:fs';

const [what, folder] = process.argv.slice(2);
const at = (name) => `${folder}/${name}`;

// ---- read ----

// A cell's exact text as ingot has it, from the plain value that a reader of Arrow gives.
function textOf(value, type) {
  if (value === null || value === undefined) return null;
  if (type === 'month') {
    const month = Number(value);
    return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
  }
  const scale = /^decimal\((\d)\)$/.exec(type)?.[1];
  if (scale === undefined || scale === '0') return String(value);
  const units = BigInt(value);
  const digits = String(units < 0n ? -units : units).padStart(Number(scale) + 1, '0');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function compare(who, name, expected, columnOf) {
  for (const { name: column, type, cells } of expected.columns) {
    const values = columnOf(column);
    for (let row = 0; row < cells.length; row++) {
      const wanted = cells[row];
      const got = values[row];
      const same =
        type === 'real' && wanted !== null ? Number(wanted) === got : textOf(got, type) === wanted;
      if (!same || values.length !== cells.length) {
        console.log(`FAIL: ${who} reads ${name}: column ${column}, row ${row}: ` +
          `'${wanted}' expected, got '${textOf(got, type)}'`);
        return;
      }
    }
  }
  console.log(`pass: ${who} reads ${name}`);
}

function meaning(table, expected) {
  return expected.columns.every(({ name, type, unit }) => {
    const metadata = table.schema.fields.find((field) => field.name === name).metadata;
    const scale = /^decimal\((\d)\)$/.exec(type)?.[1];
    return metadata.get('ingot.type') === type.replace(/\(.*/, '') &&
      metadata.get('ingot.scale') === scale && metadata.get('ingot.unit') === unit;
  });
}

function readAll() {
  for (const file of fs.readdirSync(folder).sort()) {
    const name = /^(ours-.*)\.arrow$/.exec(file)?.[1];
    if (!name) continue;
    const bytes = fs.readFileSync(at(file));
    const expected = JSON.parse(fs.readFileSync(at(`${name}.json`)));
    const table = arrow.tableFromIPC(bytes);
    compare('apache-arrow', name, expected, (column) => [...table.getChild(column)]);
    console.log(`${meaning(table, expected) ? 'pass' : 'FAIL'}: types and units of ${name}`);
    const frame = pl.readIPC(bytes);
    compare('polars', name, expected, (column) => frame.getColumn(column).toArray());
  }
}

// ---- write ----

function keep(name, bytes, facts) {
  fs.writeFileSync(at(`theirs-${name}.arrow`), bytes);
  fs.writeFileSync(at(`theirs-${name}.json`), JSON.stringify(facts));
}

const column = (name, type, cells) =>
  ({ name, type, cells: cells.map((cell) => (cell === null ? null : String(cell))) });
const refused = (name, bytes, reason) => keep(name, bytes, { refused: `theirs-${name}.arrow: ${reason}` });
const texts = ['alpha', null, '', '铝制绞股线、缆 of more than twelve bytes', 'alpha', 'beta'];
const ints = [0, 1, null, 3, 4, 100];
const halves = [0.5, null, -1.25, 3, 1e300, 2];

function writeArrow() {
  const vector = (values, type) => arrow.vectorFromArray(values, type);
  const types = {
    i8: new arrow.Int8(), i16: new arrow.Int16(), i32: new arrow.Int32(), u8: new arrow.Uint8(),
    u16: new arrow.Uint16(), u32: new arrow.Uint32(),
  };
  const children = {};
  const facts = [];
  for (const [name, type] of Object.entries(types)) {
    children[name] = vector(ints, type);
    facts.push(column(name, 'decimal(0)', ints));
  }
  for (const [name, type] of [['i64', new arrow.Int64()], ['u64', new arrow.Uint64()]]) {
    const values = ints.map((i) => (i === null ? null : BigInt(i) << 40n));
    children[name] = vector(values, type);
    facts.push(column(name, 'decimal(0)', values));
  }
  children.f64 = vector(halves, new arrow.Float64());
  facts.push(column('f64', 'real', ['0.5', null, '-1.25', '3', '1e+300', '2']));
  children.f32 = vector([0.5, null, -1.25, 3, NaN, 2], new arrow.Float32());
  facts.push(column('f32', 'real', ['0.5', null, '-1.25', '3', null, '2']));
  children.flag = vector([true, false, null, true, true, false], new arrow.Bool());
  facts.push(column('flag', 'bool', [true, false, null, true, true, false]));
  for (const [name, type] of [['utf8', new arrow.Utf8()], ['large', new arrow.LargeUtf8()],
    ['dict8', new arrow.Dictionary(new arrow.Utf8(), new arrow.Int8())],
    ['dict32', new arrow.Dictionary(new arrow.LargeUtf8(), new arrow.Uint32())]]) {
    children[name] = vector(texts, type);
    facts.push(column(name, 'text', texts));
  }
  const months = [0, 1, 13, 650, 2, 3].map((m) => Date.UTC(1970 + Math.floor(m / 12), m % 12, 1));
  const monthTexts = ['1970-01', '1970-02', '1971-02', '2024-03', '1970-03', '1970-04'];
  children.day = vector(months.map((ms) => new Date(ms)), new arrow.DateDay());
  children.time = vector(months, new arrow.TimestampMillisecond());
  facts.push(column('day', 'month', monthTexts), column('time', 'month', monthTexts));
  const table = new arrow.Table(children);
  keep('arrow', arrow.tableToIPC(table, 'file'), { columns: facts });
  const twice = facts.map((f) => ({ ...f, cells: [...f.cells, ...f.cells] }));
  keep('arrow-batches', arrow.tableToIPC(table.concat(table), 'file'), { columns: twice });

  const one = (value) => arrow.tableToIPC(new arrow.Table({ x: value }), 'file');
  refused('list', one(vector([[1], [2]], new arrow.List(new arrow.Field('i', new arrow.Int8())))),
    "column 'x': values of Arrow's type 'list' are not read");
  refused('half', one(vector([1, 2], new arrow.Float16())),
    "column 'x': values of Arrow's type 'half float' are not read");
  refused('binary', one(vector([new Uint8Array([1])], new arrow.Binary())),
    "column 'x': values of Arrow's type 'binary' are not read");
  refused('days', one(vector([new Date(Date.UTC(2024, 0, 1)), new Date(Date.UTC(2024, 0, 15))],
    new arrow.DateDay())),
  "column 'x', row 2: not the first of a month: there are months, but no days");
  refused('wide', one(vector([1n, (1n << 64n) - 1n], new arrow.Uint64())),
    "column 'x', row 2: a number past 64 bits with sign");
}

function writePolars() {
  const frame = pl.DataFrame({
    i: pl.Series('i', ints, pl.Int64), u: pl.Series('u', ints, pl.UInt8),
    f: pl.Series('f', halves, pl.Float64), s: pl.Series('s', texts, pl.Utf8),
    c: pl.Series('c', texts, pl.Utf8).cast(pl.Categorical),
    b: pl.Series('b', [true, null, false, true, true, null], pl.Bool),
  });
  const facts = {
    columns: [column('i', 'decimal(0)', ints), column('u', 'decimal(0)', ints),
      column('f', 'real', ['0.5', null, '-1.25', '3', '1e+300', '2']), column('s', 'text', texts),
      column('c', 'text', texts), column('b', 'bool', [true, null, false, true, true, null])],
  };
  keep('polars', frame.writeIPC(), facts);
  for (const [codec, name] of [['lz4', 'LZ4'], ['zstd', 'ZSTD']]) {
    refused(`polars-${codec}`, frame.writeIPC({ compression: codec }),
      `its buffers are compressed (${name}), which is not read: write it uncompressed`);
  }
}

// What ingot wrote, written again by others, is a file of theirs.
function writeAgain() {
  const bytes = fs.readFileSync(at('ours-1000.arrow'));
  const expected = JSON.parse(fs.readFileSync(at('ours-1000.json')));
  keep('again-arrow', arrow.tableToIPC(arrow.tableFromIPC(bytes), 'file'), expected);
}

if (what === 'read') {
  readAll();
} else {
  writeArrow();
  writePolars();
  writeAgain();
}
