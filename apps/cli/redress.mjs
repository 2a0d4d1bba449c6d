#!/usr/bin/env node
/*
 * The way in from a fresh clone: plain JavaScript without dependencies. Installs what is missing, builds what is stale,
 * then hands over to the built command line.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const at = (path) => join(root, path);
const say = (sentence) => process.stderr.write(`${sentence}\n`);

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  say(
    `Redress needs Node.js 20.19 or newer, and this is ${process.versions.node}. Install a newer one from https://nodejs.org`,
  );
  process.exit(1);
}

/** @returns {Promise<boolean>} whether it went well; what it said is shown only when it did not. */
function npm(...args) {
  const own = process.env.npm_execpath;
  const [program, before] = own?.endsWith('js') ? [process.execPath, [own]] : ['npm', []];
  const child = spawn(program, [...before, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: program === 'npm' && process.platform === 'win32',
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  return new Promise((resolve) => {
    child.on('error', (error) => {
      say(`npm could not be run: ${error.message}`);
      resolve(false);
    });
    child.on('close', (code) => {
      if (code !== 0) say(output.trim());
      resolve(code === 0);
    });
  });
}

const read = (path) => {
  try {
    return readFileSync(at(path), 'utf8');
  } catch {
    return null;
  }
};

/** Somebody may have run npm himself: then its own record names the same versions as the lock. */
function isInstalled(lock) {
  const record = read('node_modules/.package-lock.json');
  if (record === null) return false;
  const present = JSON.parse(record).packages ?? {};
  const wanted = Object.entries(JSON.parse(lock).packages ?? {});
  // Optional packages are those of other machines, too.
  return wanted.every(
    ([path, { version, optional, link }]) => path === '' || optional || link || present[path]?.version === version,
  );
}

async function install() {
  const lock = read('package-lock.json');
  if (lock === null) return;
  const print = createHash('sha256').update(lock).digest('hex');
  if (read('node_modules/.redress-lock') === print) return;
  const installed = isInstalled(lock);
  if (!installed) {
    say('Installing libraries, about a minute …');
    // The builder is a development dependency: NODE_ENV=production must not leave it out.
    if (!(await npm('ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'))) {
      say('The libraries could not be installed. Check the network and the disk, then start again.');
      process.exit(1);
    }
  }
  writeStamp('node_modules/.redress-lock', print);
}

function writeStamp(path, print) {
  try {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), print);
  } catch {
    // A folder that cannot be written costs a check at the next start, nothing more.
  }
}

/** Path, size and time of every file below; changes with every edit. */
function printOf(paths) {
  const hash = createHash('sha256');
  const walk = (path) => {
    const found = statSync(at(path), { throwIfNoEntry: false });
    if (!found) return;
    if (!found.isDirectory()) return void hash.update(`${path} ${found.size} ${found.mtimeMs}\n`);
    for (const name of readdirSync(at(path)).sort()) if (name !== 'node_modules') walk(join(path, name));
  };
  paths.forEach(walk);
  return hash.digest('hex');
}

const PARTS = [
  {
    script: 'build:server',
    announce: 'Building …',
    sources: [
      'apps/api/src',
      'apps/worker/src',
      'apps/cli/src',
      'libs',
      'build',
      '.swcrc',
      'package.json',
      'package-lock.json',
    ],
    proof: 'dist/apps/cli/src/main.js',
    stamp: 'dist/.server',
    neededBy: () => true,
  },
  {
    script: 'build:web',
    announce: 'Building the screens …',
    sources: ['apps/web', 'libs/contract/src', 'package.json', 'package-lock.json'],
    proof: 'dist/web/index.html',
    stamp: 'dist/.web',
    neededBy: (command) => ['start', 'api'].includes(command) && existsSync(at('apps/web/src')),
  },
];

async function build(command) {
  for (const { script, announce, sources, proof, stamp, neededBy } of PARTS) {
    if (!neededBy(command) || !existsSync(at('libs'))) continue;
    const print = printOf(sources);
    if (existsSync(at(proof)) && read(stamp) === print) continue;
    say(announce);
    if (!(await npm('run', '--silent', script))) {
      say(`The build failed (npm run ${script}). Its messages are above.`);
      process.exit(1);
    }
    writeStamp(stamp, print);
  }
}

checkNode();
const [command = ''] = process.argv.slice(2);
await install();
await build(command);
await import(pathToFileURL(at('dist/apps/cli/src/main.js')).href);
