/*
 * Style sheets name sides by the direction of reading (margin-inline-start, inset-inline-end), never left and right:
 * the screens must turn round for right-to-left writing without a second sheet.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const PHYSICAL =
  /^\s*(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)(?:-\w+)?|left|right|border-(?:top|bottom)-(?:left|right)-radius)\s*:|^\s*(?:text-align|float|clear)\s*:\s*(?:left|right)\b/;

const faults = [];
for (const file of sheetsBelow(join(root, 'apps/web'))) {
  const lines = readFileSync(file, 'utf8').split('\n');
  lines.forEach((line, index) => {
    // More than one declaration may stand in a line.
    for (const part of line.split(/[{;]/))
      if (PHYSICAL.test(part)) faults.push(`${relative(root, file)}:${index + 1} ${part.trim()}`);
  });
}

function* sheetsBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== 'node_modules') yield* sheetsBelow(path);
    else if (entry.name.endsWith('.css')) yield path;
  }
}

for (const fault of faults) console.error(`${fault}: name the side by the direction of reading`);
if (faults.length > 0) process.exit(1);
console.log('Style sheets name no physical side');
