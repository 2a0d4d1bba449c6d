import { existsSync } from 'node:fs';
import { access, constants, statfs } from 'node:fs/promises';
import { makeFolder } from '@redress/platform/folders.js';
import { Command } from 'commander';
import { openDatabase, pendingMigrations } from '@redress/persistence/data-source.js';
import { type Config, ConfigError, readConfig } from '@redress/platform/config.js';
import { errorText } from '@redress/platform/errors.js';
import { PROGRAMS } from '../places.js';
import { withDatabaseUrl } from '../database.js';

interface Finding {
  readonly check: string;
  readonly state: 'good' | 'warning' | 'bad';
  readonly found: string;
  /** What to do; null when all is well. */
  readonly remedy: string | null;
}

const good = (check: string, found: string): Finding => ({ check, state: 'good', found, remedy: null });
const warning = (check: string, found: string, remedy: string): Finding => ({ check, state: 'warning', found, remedy });
const bad = (check: string, found: string, remedy: string): Finding => ({ check, state: 'bad', found, remedy });

export const doctorCommand = (): Command =>
  new Command('doctor')
    .description('look at the installation and say what to do; exit code 1 when something is broken')
    .option('--json', 'as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const findings = await examine();
      process.stdout.write(json ? `${JSON.stringify(findings, null, 2)}\n` : findings.map(line).join(''));
      if (findings.some(({ state }) => state === 'bad')) process.exitCode = 1;
    });

const MARKS = { good: 'ok  ', warning: 'look', bad: 'BAD ' };

const line = ({ check, state, found, remedy }: Finding): string =>
  `${MARKS[state]}  ${check.padEnd(16)} ${found}${remedy ? `\n${' '.repeat(23)}-> ${remedy}` : ''}\n`;

async function examine(): Promise<Finding[]> {
  let config: Config;
  try {
    config = readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.faults.map((fault) => bad('configuration', fault, 'correct the environment'));
  }
  const quick = [node(), good('configuration', 'no faults'), build(), ...mail(config), secretKey(config)];
  return [...quick, await folder('data folder', config.dataDir), ...(await database(config)), await running(config)];
}

function node(): Finding {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if ([20, 22, 24].includes(major)) return good('Node.js', process.versions.node);
  return warning('Node.js', process.versions.node, 'Redress is tested on 20.19, 22 and 24');
}

function build(): Finding {
  const missing = Object.values(PROGRAMS).filter((program) => !existsSync(program));
  if (missing.length === 0) return good('build', 'complete');
  return bad('build', `missing: ${missing.join(', ')}`, 'run npm run build');
}

function mail(config: Config): Finding[] {
  const out = config.smtpUrl
    ? good('mail out', new URL(config.smtpUrl).host)
    : warning(
        'mail out',
        'captured, nothing leaves',
        'set SMTP_URL to send mail; until then read it under captured mail',
      );
  const { host, port, tls } = config.smtpIntake;
  if (port === 0) return [out, good('mail in', 'our SMTP receiver is off')];
  const open = host !== '127.0.0.1' && host !== '::1' && !tls;
  const at = `SMTP at ${host}:${port}`;
  return [
    out,
    open
      ? warning('mail in', `${at}, without TLS`, 'set SMTP_INTAKE_CERT_FILE and SMTP_INTAKE_KEY_FILE')
      : good('mail in', at),
  ];
}

function secretKey(config: Config): Finding {
  if (config.secretKeys.length > 0) return good('secret key', `given, ${config.secretKeys.length} in the ring`);
  return good('secret key', `in ${config.dataDir}: keep a copy, sealed passwords are lost without it`);
}

const SCARCE_BYTES = 2 * 1024 ** 3;

async function folder(check: string, path: string): Promise<Finding> {
  try {
    await makeFolder(path);
    await access(path, constants.W_OK);
    const { bavail, bsize } = await statfs(path);
    const free = bavail * bsize;
    const found = `${path}, ${(free / 1024 ** 3).toFixed(1)} GB free`;
    return free < SCARCE_BYTES
      ? warning(check, found, 'free disk space: mail is refused when it is full')
      : good(check, found);
  } catch (error) {
    return bad(check, errorText(error), 'give the folder to the user who starts Redress, or set DATA_DIR');
  }
}

async function database(config: Config): Promise<Finding[]> {
  try {
    return await withDatabaseUrl(config, async (url) => {
      const source = await openDatabase({ url, poolSize: 1, applicationName: 'redress doctor' });
      try {
        const [row]: { version: string; size: string }[] = await source.query(
          `SELECT current_setting('server_version') AS version, pg_size_pretty(pg_database_size(current_database())) AS size`,
        );
        const server = good(
          'database',
          `PostgreSQL ${row?.version}, ${row?.size}${config.databaseUrl ? '' : ', embedded'}`,
        );
        const pending = await pendingMigrations(source).catch(() => ['all of them']);
        const schema =
          pending.length === 0
            ? good('migrations', 'up to date')
            : bad('migrations', `missing: ${pending.join(', ')}`, 'run npx redress migrate');
        return [server, schema];
      } finally {
        await source.destroy();
      }
    });
  } catch (error) {
    return [
      bad(
        'database',
        errorText(error),
        config.databaseUrl ? 'correct DATABASE_URL, or start that server' : 'see the message',
      ),
    ];
  }
}

async function running(config: Config): Promise<Finding> {
  const url = `${config.publicUrl}/health/ready`;
  const response = await fetch(url, { signal: AbortSignal.timeout(3_000) }).catch(() => null);
  if (!response) return warning('running', `nobody answers at ${url}`, 'npm start, or correct PUBLIC_URL');
  const text = await response.text();
  return response.ok
    ? good('running', url)
    : bad('running', text.slice(0, 200), 'see the log of the API and of the worker');
}
