import { clocks } from './clocks.bench.js';
import { customers } from './customers.bench.js';
import { forms } from './forms.bench.js';
import { intake } from './intake.bench.js';
import { knocks } from './knocks.bench.js';
import { live } from './live.bench.js';
import { type Figure, judge, load } from './measure.js';
import { queue } from './queue.bench.js';
import { reports } from './reports.bench.js';
import { search } from './search.bench.js';
import { sweep } from './sweep.bench.js';
import { web } from './web.bench.js';

/** Every bench: a new one is a file and a line here. */
const BENCHES = [intake, forms, knocks, queue, live, reports, clocks, sweep, customers, search, web];

const round = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2));

function row(figure: Figure): string[] {
  const { beside } = figure;
  const ratio = beside === undefined ? '' : `${(figure.ours / beside.value).toFixed(2)}×`;
  const must =
    figure.must?.least !== undefined
      ? `≥ ${figure.must.least}`
      : figure.must?.most !== undefined
        ? `≤ ${figure.must.most}`
        : '';
  return [
    figure.what,
    `${round(figure.ours)} ${figure.unit}`,
    beside === undefined ? '' : `${beside.what}: ${round(beside.value)}`,
    ratio,
    must,
    judge(figure),
  ];
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((cells) => (cells[column] ?? '').length)));
  return rows
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

async function main(args: readonly string[]): Promise<void> {
  const json = args.includes('--json');
  const wanted = args.filter((name) => !name.startsWith('--'));
  const unknown = wanted.find((name) => !BENCHES.some((bench) => bench.name === name));
  if (unknown !== undefined)
    throw new Error(`There is no bench "${unknown}". There are: ${BENCHES.map((bench) => bench.name).join(', ')}`);
  const results: Record<string, readonly Figure[]> = {};
  for (const bench of BENCHES.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    process.stderr.write(`${bench.name} (load ${load()})\n`);
    results[bench.name] = await bench.run((sentence) => process.stderr.write(`  ${sentence}\n`));
  }
  if (json) return void process.stdout.write(`${JSON.stringify({ load: load(), results }, null, 2)}\n`);
  const rows = Object.values(results).flatMap((figures) => figures.map(row));
  process.stdout.write(`${table([['what', 'ours', 'beside', 'ratio', 'must', ''], ...rows])}\nload ${load()}\n`);
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
