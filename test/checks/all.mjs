#!/usr/bin/env node
/*
 * npm run check: every check, two at a time, since each keeps one core busy. What a check says comes in one piece when it
 * has ended; a failure does not hold the others back, so that one run tells everything.
 */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
/** The longest first: what is short fills the gap beside it. */
const CHECKS = ['lint:rest', 'lint:web', 'format', 'imports', 'types', 'dead', 'openapi', 'styles', 'floor'];
const AT_ONCE = Math.min(2, availableParallelism());

/** By npm's own program where it runs this: then no other npm needs to be on the path. */
function check(name) {
  const own = process.env.npm_execpath;
  const [program, before] = own?.endsWith('js') ? [process.execPath, [own]] : ['npm', []];
  const started = Date.now();
  const child = spawn(program, [...before, 'run', '--silent', `check:${name}`], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: program === 'npm' && process.platform === 'win32',
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ passed: false, said: error.message, seconds: 0 }));
    child.on('close', (code) => {
      resolve({ passed: code === 0, said: said.trim(), seconds: Math.round((Date.now() - started) / 1000) });
    });
  });
}

const waiting = [...CHECKS];
const failed = [];

async function work() {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const { passed, said, seconds } = await check(name);
    if (!passed) failed.push(name);
    process.stdout.write(`${passed ? 'passed' : 'FAILED'}: ${name}, ${seconds} s\n${said === '' ? '' : `${said}\n`}`);
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, work));
if (failed.length > 0) process.stdout.write(`\nFailed: ${failed.map((name) => `npm run check:${name}`).join(', ')}\n`);
process.exitCode = failed.length > 0 ? 1 : 0;
