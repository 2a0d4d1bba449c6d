import type { Command } from 'commander';

/**
 * In the order of `redress --help`. A new command is one file and one line here. Each is loaded only when it is called:
 * the launcher, which runs for months, must not hold what only others need.
 */
export const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./commands/start.js')).startCommand(),
  dev: async () => (await import('./commands/dev.js')).devCommand(),
  api: async () => (await import('./commands/process.js')).apiCommand(),
  worker: async () => (await import('./commands/process.js')).workerCommand(),
  migrate: async () => (await import('./commands/migrate.js')).migrateCommand(),
  prepare: async () => (await import('./commands/prepare.js')).prepareCommand(),
  demo: async () => (await import('./demo/command.js')).demoCommand(),
  simulate: async () => (await import('./simulate.js')).simulateCommand(),
  token: async () => (await import('./commands/token.js')).tokenCommand(),
  user: async () => (await import('./commands/user.js')).userCommand(),
  doctor: async () => (await import('./commands/doctor.js')).doctorCommand(),
};
