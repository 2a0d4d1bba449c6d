import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

let known: string | undefined;

/** Of this product, from its package.json: in the sources and in the build it lies above this file. */
export function productVersion(): string {
  known ??= read(dirname(fileURLToPath(import.meta.url)));
  return known;
}

function read(folder: string): string {
  const file = join(folder, 'package.json');
  if (existsSync(file)) {
    const found: { name?: string; version?: string } = JSON.parse(readFileSync(file, 'utf8'));
    if (found.name === 'redress' && found.version !== undefined) return found.version;
  }
  const above = dirname(folder);
  return above === folder ? 'unknown' : read(above);
}
