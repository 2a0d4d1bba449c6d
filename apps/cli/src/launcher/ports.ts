import { createServer } from 'node:net';
import type { Config } from '@redress/platform/config.js';
import { errorCode, errorText } from '@redress/platform/errors.js';

/** Tries each port before anything is started. @throws Error that names the port, its variable and a way out. */
export async function checkPorts(config: Config): Promise<void> {
  await check('PORT', 'HOST', config.port, config.host, 3001);
  if (config.smtpIntake.port !== 0) {
    await check('SMTP_INTAKE_PORT', 'SMTP_INTAKE_HOST', config.smtpIntake.port, config.smtpIntake.host, 2526);
  }
  if (config.smtpIntake.lmtpPort !== 0) {
    await check('LMTP_INTAKE_PORT', 'SMTP_INTAKE_HOST', config.smtpIntake.lmtpPort, config.smtpIntake.host, 2424);
  }
}

async function check(
  variable: string,
  hostVariable: string,
  port: number,
  host: string,
  example: number,
): Promise<void> {
  const error = await tryToListen(port, host);
  if (error === null) return;
  const another = port === example ? port + 1 : example;
  const remedies: Record<string, string> = {
    EADDRINUSE: `Port ${port} on ${host} is taken by another program: stop it, or choose another port (${variable}=${another} npm start)`,
    EACCES: `This user may not listen on port ${port}: choose a port above 1023 (${variable}=${another} npm start)`,
    EADDRNOTAVAIL: `${host} is no address of this machine: correct ${hostVariable}, or leave it out for 127.0.0.1`,
    ENOTFOUND: `The name ${host} is not known: correct ${hostVariable}, or leave it out for 127.0.0.1`,
  };
  throw new Error(
    remedies[errorCode(error) ?? ''] ?? `Cannot listen on ${host}:${port} (${variable}): ${errorText(error)}`,
  );
}

function tryToListen(port: number, host: string): Promise<Error | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', resolve);
    probe.listen(port, host, () => probe.close(() => resolve(null)));
  });
}
