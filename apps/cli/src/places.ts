import { fileURLToPath } from 'node:url';

const built = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** Where the built programs lie; children are started from here. */
export const PROGRAMS = {
  api: built('apps/api/src/main.js'),
  worker: built('apps/worker/src/main.js'),
  cli: built('apps/cli/src/main.js'),
} as const;

export const PLACES = {
  migrations: built('libs/persistence/src/migrations'),
  compiled: built('.compiled'),
} as const;
