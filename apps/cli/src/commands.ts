import type { Command } from 'commander';
import { apiCommand, workerCommand } from './commands/process.js';
import { devCommand } from './commands/dev.js';
import { doctorCommand } from './commands/doctor.js';
import { migrateCommand } from './commands/migrate.js';
import { prepareCommand } from './commands/prepare.js';
import { startCommand } from './commands/start.js';
import { tokenCommand } from './commands/token.js';
import { userCommand } from './commands/user.js';

/** In the order of `redress --help`. A new command is one file and one line here. */
export const COMMANDS: readonly (() => Command)[] = [
  startCommand,
  devCommand,
  apiCommand,
  workerCommand,
  migrateCommand,
  prepareCommand,
  tokenCommand,
  userCommand,
  doctorCommand,
];
