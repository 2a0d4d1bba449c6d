/*
 * npm run agreement -- --cases 100000 --seed 7: random calendars, zones, holidays, exceptions and pauses, each counted twice: by the index and
 * by hand, second for second. The seed is printed, so that a failing run can be repeated; a failure is shrunk to its smallest form.
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { disagreement } from './agreement.js';
import { CASE, type Case } from './cases.js';

const { values } = parseArgs({ options: { cases: { type: 'string' }, seed: { type: 'string' } } });

function whole(name: 'cases' | 'seed', fallback: number): number {
  const text = values[name] ?? String(fallback);
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} is "${text}": write a whole number`);
  return Number(text);
}

const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`);
const seed = whole('seed', Date.now() % 1_000_000);
const cases = whole('cases', 100_000);
const start = performance.now();
let done = 0;

const result = fc.check(
  fc.property(CASE, (one: Case) => {
    done += 1;
    if (done % 10_000 === 0) say(`${done} of ${cases}, ${Math.round((performance.now() - start) / 1_000)} s`);
    const difference = disagreement(one);
    if (difference !== null) throw new Error(difference);
  }),
  { seed, numRuns: cases },
);
if (result.failed) say(fc.defaultReportMessage(result) ?? 'The two differ');
say(`Seed ${seed}: ${result.numRuns} cases, ${result.failed ? 'the two DIFFER' : 'the two agree'}`);
process.exitCode = result.failed ? 1 : 0;
