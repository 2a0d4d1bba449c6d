import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

interface Charge {
  readonly name: string;
  readonly action: string;
  /** Which passage fires: 1 is the first; null fires at every one. */
  readonly passage: number | null;
  passed: number;
}

const FORM = /^(?<name>[\w.-]+):(?<action>kill9|throw|sleep:\d+)(?:@(?<passage>\d+))?$/;

/**
 * Reads `FAILPOINT=name:kill9|throw|sleep:ms[@passage]`, several separated by commas, or the file that FAILPOINT_FILE
 * names: each process reads it when it starts, so that the one that follows a killed one may be armed otherwise. Outside of
 * NODE_ENV=test nothing is armed, whatever the environment says: a production server cannot be made to fail by a variable.
 */
export function armFailpoints(env: NodeJS.ProcessEnv): (name: string) => Promise<void> {
  const wanted = env['NODE_ENV'] === 'test' ? armament(env) : '';
  if (wanted === '') return () => Promise.resolve();
  const charges = wanted.split(',').map(parse);
  return async (name) => {
    for (const charge of charges) if (charge.name === name) await fire(charge);
  };
}

function armament(env: NodeJS.ProcessEnv): string {
  const file = env['FAILPOINT_FILE'];
  return (env['FAILPOINT'] ?? (file ? readFileSync(file, 'utf8') : '')).trim();
}

function parse(text: string): Charge {
  const groups = FORM.exec(text.trim())?.groups;
  if (!groups) throw new Error(`FAILPOINT "${text}" is not understood: write name:kill9, name:throw or name:sleep:ms`);
  const { name = '', action = '', passage } = groups;
  return { name, action, passage: passage ? Number(passage) : null, passed: 0 };
}

async function fire(charge: Charge): Promise<void> {
  charge.passed += 1;
  if (charge.passage !== null && charge.passage !== charge.passed) return;
  if (charge.action === 'throw') throw new Error(`failpoint ${charge.name}`);
  if (charge.action === 'kill9') {
    process.kill(process.pid, 'SIGKILL');
    // The signal arrives a moment later; nothing behind the failpoint may run until then.
    await sleep(60_000);
  }
  await sleep(Number(charge.action.slice('sleep:'.length)));
}

/** Marks a moment at which a crash must lose nothing. Costs one resolved promise when it is not armed. */
export const failpoint = armFailpoints(process.env);
