/*
 * Reads the lock file: floors for packages that met hostile input badly once, at every depth of the tree, and licences
 * that let anybody ship this product. npm audit knows neither our copies below other packages nor licences.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));

/** Name → the oldest version that may be anywhere. */
const FLOORS = {
  nodemailer: '10.4.1',
  mailparser: '3.9.31',
  mailauth: '4.13.3',
  imapflow: '2.1.2',
  'smtp-server': '3.21.6',
  'sanitize-html': '2.17.5',
  'file-type': '21.3.4',
  multer: '2.1.0',
  undici: '7.24.0',
  ws: '8.17.1',
};

const PERMISSIVE = new Set([
  ...[
    'MIT',
    'MIT-0',
    'MIT*',
    'ISC',
    'BSD-2-Clause',
    'BSD-3-Clause',
    '0BSD',
    'Apache-2.0',
    'BlueOak-1.0.0',
    'Unlicense',
  ],
  // File-level copyleft: its own files stay under it, which we ship unchanged.
  'MPL-2.0',
  ...['CC0-1.0', 'CC-BY-4.0', 'CC-BY-3.0', 'Python-2.0', 'OFL-1.1', 'Zlib', 'WTFPL', 'PostgreSQL', 'Unicode-3.0'],
]);

/** Neither copied into this repository nor changed; the reason stands beside each. */
const TOLERATED = {
  'axe-core': 'MPL-2.0 obliges those who change its files; we run them in tests',
  '@axe-core/playwright': 'as axe-core',
  lightningcss: 'MPL-2.0, a tool of the build that leaves nothing of itself in it',
};

const faults = [];
const licences = new Map();

for (const [path, entry] of Object.entries(lock.packages)) {
  if (path === '' || entry.link) continue;
  const name = entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const floor = FLOORS[name];
  if (floor && isBelow(entry.version, floor))
    faults.push(`${path} is ${entry.version}: ${name} needs ${floor} or newer`);
  if (!entry.integrity && !entry.inBundle) faults.push(`${path} has no integrity in the lock file: install it again`);
  const licence = entry.license ?? licenceOf(path);
  licences.set(licence, (licences.get(licence) ?? 0) + 1);
  if (!isPermissive(licence) && !tolerated(name)) faults.push(`${path} is under ${licence}: choose another package`);
}

for (const name of ['nodemailer', 'mailparser'])
  if (!lock.packages[`node_modules/${name}`]) faults.push(`${name} is not in the lock file: the floor checks nothing`);

function tolerated(name) {
  return name in TOLERATED || name.startsWith('lightningcss-');
}

/** `1.2.3-beta.4` counts as below `1.2.3`. */
function isBelow(version, floor) {
  const [plain, pre] = version.split(/-(.*)/s);
  const [a, b] = [plain, floor].map((text) => text.split('.').map(Number));
  for (let i = 0; i < 3; i += 1) if (a[i] !== b[i]) return a[i] < b[i];
  return pre !== undefined;
}

/** SPDX: one of the alternatives is enough, of things joined all are needed. */
function isPermissive(expression) {
  const plain = expression.replace(/[()]/g, '');
  return plain.split(' OR ').some((way) => way.split(' AND ').every((one) => PERMISSIVE.has(one.trim())));
}

/** Some old packages name their licence only in their own package.json. */
function licenceOf(path) {
  const file = join(root, path, 'package.json');
  if (!existsSync(file)) return 'no known licence';
  const { license, licenses } = JSON.parse(readFileSync(file, 'utf8'));
  return license?.type ?? license ?? licenses?.[0]?.type ?? 'no known licence';
}

if (process.argv.includes('--list'))
  for (const [licence, count] of [...licences].sort((a, b) => b[1] - a[1])) console.log(`${count}\t${licence}`);
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exit(1);
console.log(`${Object.keys(lock.packages).length - 1} packages: versions above their floors, licences permissive`);
