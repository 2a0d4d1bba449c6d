#!/usr/bin/env node
/*
 * npm test: installs what is missing, builds what is stale, runs every kind of test in groups that suit two cores, and
 * ends with one line: N passed, N failed, N skipped.
 *
 *   npm test                             everything
 *   npm test -- journeys libs/domain     groups by name, or files whose path contains a word
 *   npm test -- -t "late reply"          tests whose name matches
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as blueskyNetwork from './channels/bluesky-network/install.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const ci = process.env.CI === 'true';
const say = (sentence = '') => process.stdout.write(`${sentence}\n`);
const isRoot = process.getuid?.() === 0;

/**
 * In the order of their running: what fails fastest comes first. A file belongs to the last group that knows it. The minutes end what
 * hangs: several times of what a slow machine needs.
 */
const GROUPS = [
  { name: 'rules', knows: /./, workers: 2, minutes: 20 },
  {
    name: 'database',
    knows: /\.db\.spec\.ts$|queues\.spec|embedded-postgres/,
    workers: 2,
    minutes: 30,
    needs: ['redis'],
  },
  {
    name: 'channels',
    knows: /^test\/channels\/|smtp-intake\.spec/,
    workers: 2,
    minutes: 30,
    needs: ['dovecot', 'redis'],
  },
  { name: 'journeys', knows: /^test\/journeys\//, workers: 2, minutes: 40, built: true },
  { name: 'browser', knows: /^test\/browser\//, workers: 1, minutes: 40, built: true, needs: ['chromium'] },
  { name: 'faults', knows: /^test\/faults\/|launcher\/.*\.spec\.ts$/, workers: 1, minutes: 30, built: true },
];

const SHELL = 'chromium-headless-shell';

/** Parts that a machine may lack. */
const PARTS = {
  chromium: {
    title: 'Chromium',
    packages: ['chromium'],
    isHere: () => Boolean(process.env.CHROMIUM) || onPath(SHELL, 'chromium', 'chromium-browser', 'google-chrome'),
    // The same engine without the windows around it, which take most of what a test of a screen costs. Not every system has it.
    lighter: SHELL,
  },
  dovecot: {
    title: 'Dovecot',
    packages: ['dovecot-imapd', 'dovecot-lmtpd'],
    isHere: () => onPath('dovecot') && (existsSync('/usr/lib/dovecot/imap') || existsSync('/usr/libexec/dovecot/imap')),
  },
  redis: { title: 'Redis', packages: ['redis-server'], isHere: () => onPath('redis-server', 'valkey-server') },
};

function onPath(...names) {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/sbin', '/opt/homebrew/sbin'];
  return names.some((name) => folders.some((folder) => existsSync(join(folder, name))));
}

const commandFor = (part) => `apt-get install ${PARTS[part].packages.join(' ')}`;

/** @returns the parts that are still missing. */
function installParts(wanted) {
  const missing = () => wanted.filter((part) => !PARTS[part].isHere());
  const lighter = process.env.CHROMIUM ? [] : wanted.flatMap((part) => PARTS[part].lighter ?? []);
  const better = lighter.filter((name) => !onPath(name));
  if ((missing().length === 0 && better.length === 0) || !isRoot || !onPath('apt-get')) return missing();
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = (...args) => spawnSync('apt-get', args, { env, encoding: 'utf8' });
  const install = (packages) => {
    say(`Installing ${packages.join(', ')} …`);
    return run('install', '-y', '-qq', '--no-install-recommends', ...packages);
  };
  run('update', '-qq');
  // It is no fault when there is none: what is heavier does as well.
  for (const name of better) install([name]);
  if (missing().length === 0) return [];
  const { status, stdout, stderr } = install(missing().flatMap((part) => PARTS[part].packages));
  if (status !== 0) say(`${stdout}${stderr}`.trim());
  return missing();
}

function specFiles(folder = root) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name === 'dist' || entry.name.startsWith('.')) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return specFiles(path);
    return entry.name.endsWith('.spec.ts') ? [relative(root, path)] : [];
  });
}

function readArguments(args) {
  const filters = [];
  const passed = [];
  for (let i = 0; i < args.length; i += 1) {
    if (args[i] === '-t' || args[i] === '--testNamePattern') passed.push('-t', args[(i += 1)] ?? '');
    else if (args[i].startsWith('-')) passed.push(args[i]);
    else filters.push(args[i].replace(/^\.\//, ''));
  }
  return { filters, passed };
}

function plan(filters) {
  const groups = GROUPS.map((group) => ({ ...group, files: [] }));
  for (const file of specFiles()) groups.findLast(({ knows }) => knows.test(file)).files.push(file);
  const wanted = ({ name }, file) =>
    filters.length === 0 || filters.some((filter) => filter === name || file.includes(filter));
  for (const group of groups) group.files = group.files.filter((file) => wanted(group, file)).sort();
  return groups.filter(({ files }) => files.length > 0);
}

/** Through the one way in: it installs libraries and builds what its command needs, and is quick when nothing is stale. */
function prepare(built) {
  const args = built ? ['start', '--help'] : ['--help'];
  const { status } = spawnSync(process.execPath, [join(root, 'apps/cli/redress.mjs'), ...args], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) {
    say('The tests need a build, and there is none.');
    end({ passed: 0, failed: 1, skipped: 0 });
  }
}

async function run(group, passed, folder) {
  const report = join(folder, `${group.name}.json`);
  const args = [
    ...['--experimental-vm-modules', '--no-warnings', join(root, 'node_modules/jest/bin/jest.js')],
    ...['--json', `--outputFile=${report}`, `--maxWorkers=${group.workers}`, '--workerIdleMemoryLimit=800MB'],
    // A leak of one file must not hold the rest.
    ...['--forceExit', '--passWithNoTests', ...passed, '--runTestsByPath', ...group.files],
  ];
  const child = spawn(process.execPath, args, {
    cwd: root,
    // The report goes to its file; what people read comes by stderr.
    stdio: ['ignore', 'ignore', 'inherit'],
    // A group of its own: a hung one ends with all its workers.
    detached: true,
    env: { ...process.env, REDRESS_BUILT: group.built ? '1' : '' },
  });
  const forward = () => endGroup(child, 'SIGTERM');
  process.on('SIGINT', forward).on('SIGTERM', forward);
  let late = false;
  const alarm = setTimeout(() => {
    late = true;
    endGroup(child, 'SIGKILL');
  }, group.minutes * 60_000);
  const code = await new Promise((resolve) => child.on('close', resolve));
  clearTimeout(alarm);
  process.off('SIGINT', forward).off('SIGTERM', forward);
  if (late) return hung(group);
  return existsSync(report) ? readReport(JSON.parse(readFileSync(report, 'utf8')), code) : crashed(group, code);
}

function endGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has just ended.
  }
}

const hung = ({ name, minutes }) => ({
  passed: 0,
  failed: 1,
  skipped: 0,
  failures: [`${name}: did not end within ${minutes} minutes`],
});

const crashed = ({ name }, code) => ({ passed: 0, failed: 1, skipped: 0, failures: [`${name}: ended with ${code}`] });

function readReport(report, code) {
  const failures = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (status === 'failed' && failed.length === 0) return [`${file}: ${firstLine(message)}`];
    return failed.map((test) => `${file}: ${test.fullName}`);
  });
  const skipped = report.numPendingTests + report.numTodoTests;
  // A file that cannot be loaded has no tests, and has failed.
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  if (code !== 0 && failed === 0) failures.push(`jest ended with ${code}`);
  return { passed: report.numPassedTests, failed: code !== 0 ? Math.max(1, failed) : failed, skipped, failures };
}

const firstLine = (text) =>
  text
    .replace(/\u001b\[\d+m/g, '')
    .split('\n')
    .find((line) => line.trim() !== '')
    ?.trim() ?? '';

/** A file without its part is not run; how many tests that leaves out is told by its text. */
function skip(group) {
  const text = group.files.map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
  return Math.max(1, text.match(/^\s*(?:it|test)(?:\.each|\()/gm)?.length ?? 1);
}

function end({ passed, failed, skipped }) {
  say(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exit(failed > 0 || (ci && skipped > 0) ? 1 : 0);
}

const { filters, passed } = readArguments(process.argv.slice(2));
const total = { passed: 0, failed: 0, skipped: 0, failures: [] };
const groups = plan(filters);
if (groups.length === 0) {
  say(`No test file has ${filters.join(' or ')} in its path. Groups: ${GROUPS.map(({ name }) => name).join(', ')}`);
  end({ passed: 0, failed: 1, skipped: 0 });
}
prepare(groups.some(({ built }) => built));
const missing = installParts([...new Set(groups.flatMap(({ needs = [] }) => needs))]);
if (groups.some(({ files }) => files.some((file) => file.includes('bluesky'))) && !blueskyNetwork.isInstalled()) {
  say('Installing a Bluesky network to test its channel against …');
  // Its spec fails where this did: nothing is skipped.
  const fault = blueskyNetwork.install();
  if (fault !== null) say(fault);
}
const folder = mkdtempSync(join(tmpdir(), 'redress-reports-'));
for (const group of groups) {
  const started = Date.now();
  say(`\n── ${group.name}: ${group.files.length} ${group.files.length === 1 ? 'file' : 'files'}`);
  // A browser is needed by every test of its group; of the others' files some skip themselves.
  const cannot = group.name === 'browser' && missing.includes('chromium');
  const result = cannot
    ? { passed: 0, failed: 0, skipped: skip(group), failures: [] }
    : await run(group, passed, folder);
  for (const count of ['passed', 'failed', 'skipped']) total[count] += result[count];
  total.failures.push(...result.failures);
  const seconds = Math.round((Date.now() - started) / 1000);
  say(`   ${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped in ${seconds} s`);
}
rmSync(folder, { recursive: true, force: true });

say();
for (const failure of total.failures) say(`failed: ${failure}`);
for (const part of missing) say(`skipped: what needs ${PARTS[part].title}. To run it: ${commandFor(part)}`);
if (ci && total.skipped > 0) say('With CI=true nothing may be skipped.');
end(total);
