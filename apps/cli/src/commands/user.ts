import { Command } from 'commander';
import { randomPassword } from '@redress/desk/passwords.js';
import { createAgent } from '@redress/desk/people.js';
import { ROLES, type Role } from '@redress/domain/people.js';
import { systemClock } from '@redress/platform/clock.js';
import { readConfig } from '@redress/platform/config.js';
import type { DataSource } from 'typeorm';
import { withDatabase } from '../database.js';

interface Wanted {
  readonly email: string;
  readonly name?: string;
  readonly role: string;
  readonly password?: string;
  readonly team?: string[];
  readonly json?: boolean;
}

export const userCommand = (): Command =>
  new Command('user')
    .description('people who sign in')
    .addCommand(
      new Command('create')
        .description('add somebody; a password that is made up is shown once')
        .requiredOption('--email <address>')
        .option('--name <name>', 'the address when left out')
        .option('--role <role>', ROLES.join(', '), 'agent')
        .option('--password <password>', 'made up when left out')
        .option('--team <name...>', 'teams to join; the default team when left out')
        .option('--json', 'as JSON')
        .action(create),
    );

async function create(wanted: Wanted): Promise<void> {
  const role = ROLES.find((candidate): candidate is Role => candidate === wanted.role);
  if (!role) throw new Error(`"${wanted.role}" is no role: choose from ${ROLES.join(', ')}`);
  const password = wanted.password ?? randomPassword();
  const id = await withDatabase(readConfig(process.env), async (database) => {
    const teamIds = await teamsOf(database, wanted.team);
    const person = { name: wanted.name ?? wanted.email, email: wanted.email, role, teamIds, password };
    return createAgent({ database, clock: systemClock }, 'cli', person);
  });
  const shown = wanted.password === undefined ? { password } : {};
  if (wanted.json) process.stdout.write(`${JSON.stringify({ id, email: wanted.email, role, ...shown })}\n`);
  else
    process.stdout.write(
      `${wanted.email} may sign in${wanted.password === undefined ? ` with the password ${password}` : ''}\n`,
    );
}

async function teamsOf(database: DataSource, names: readonly string[] | undefined): Promise<string[]> {
  if (names === undefined) {
    const teams: { id: string }[] = await database.query(
      'SELECT team_id AS id FROM queues WHERE is_default AND team_id IS NOT NULL',
    );
    return teams.map((team) => team.id);
  }
  const teams: { id: string; name: string }[] = await database.query(
    'SELECT id, name FROM teams WHERE name = ANY($1)',
    [names],
  );
  const missing = names.filter((name) => !teams.some((team) => team.name === name));
  if (missing.length > 0) throw new Error(`There is no team ${missing.map((name) => `"${name}"`).join(' and ')}`);
  return teams.map((team) => team.id);
}
