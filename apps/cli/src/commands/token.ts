import { Command } from 'commander';
import { agentByEmail, createToken } from '@redress/desk/people.js';
import { SCOPES, type Scope } from '@redress/domain/people.js';
import { systemClock } from '@redress/platform/clock.js';
import { readConfig } from '@redress/platform/config.js';
import { withDatabase } from '../database.js';

interface Wanted {
  readonly email: string;
  readonly scopes: string;
  readonly name: string;
  readonly days?: string;
  readonly json?: boolean;
}

export const tokenCommand = (): Command =>
  new Command('token').description('tokens for programs').addCommand(
    new Command('create')
      .description('make a token; it is shown once')
      .requiredOption('--email <address>', 'whose rights it has')
      .requiredOption('--scopes <list>', `separated by commas: ${SCOPES.join(', ')}; or all`)
      .option('--name <name>', 'what it is for', 'command line')
      .option('--days <number>', 'how long it is valid; for ever when left out')
      .option('--json', 'as JSON')
      .action(create),
  );

async function create(wanted: Wanted): Promise<void> {
  const scopes = scopesFrom(wanted.scopes);
  const days = wanted.days === undefined ? undefined : daysFrom(wanted.days);
  const token = await withDatabase(readConfig(process.env), async (database) => {
    const ground = { database, clock: systemClock };
    const agentId = await agentByEmail(ground, wanted.email);
    return createToken(ground, 'cli', { name: wanted.name, agentId, scopes, expiresInDays: days });
  });
  process.stdout.write(
    wanted.json ? `${JSON.stringify({ id: token.id, token: token.secret, scopes })}\n` : `${token.secret}\n`,
  );
}

function scopesFrom(list: string): Scope[] {
  if (list === 'all') return [...SCOPES];
  return list
    .split(/[\s,]+/)
    .filter((name) => name !== '')
    .map((name) => {
      const scope = SCOPES.find((candidate) => candidate === name);
      if (!scope) throw new Error(`"${name}" is no scope: choose from ${SCOPES.join(', ')}`);
      return scope;
    });
}

function daysFrom(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new Error(`--days is "${text}": write a whole number of days`);
  return Number(text);
}
