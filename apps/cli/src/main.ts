import { Command, CommanderError } from 'commander';
import { Refusal } from '@redress/domain/refusal.js';
import { ConfigError } from '@redress/platform/config.js';
import { errorText } from '@redress/platform/errors.js';
import { COMMANDS } from './commands.js';

const program = new Command('redress')
  .description('Complaint desk: intake, clocks, a live queue and a feedback loop')
  .version(process.env['npm_package_version'] ?? '0.1.0')
  .configureHelp({ sortSubcommands: false })
  .showHelpAfterError('(redress --help lists the commands)')
  .exitOverride();

const called = COMMANDS[process.argv[2] ?? ''];
const loaders = called ? [called] : Object.values(COMMANDS);
for (const command of await Promise.all(loaders.map((load) => load()))) program.addCommand(command);

try {
  await program.parseAsync(process.argv);
} catch (error) {
  process.exitCode = tell(error);
}

/** People get a sentence; the stack only when they asked for it with LOG_LEVEL=debug. */
function tell(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode;
  const loud = process.env['LOG_LEVEL'] === 'debug' && error instanceof Error;
  process.stderr.write(`${loud ? error.stack : errorText(error)}\n`);
  if (error instanceof Refusal)
    for (const fault of error.faults) process.stderr.write(`  ${fault.pointer}: ${fault.message}\n`);
  return error instanceof ConfigError ? 2 : 1;
}
