import { sqlOn } from '@redress/persistence/sql.js';
import { installationId } from '@redress/persistence/stores/settings.store.js';
import type { Config } from '@redress/platform/config.js';
import { newId } from '@redress/platform/ids.js';
import type { Desk } from './desk.js';

type Tools = Pick<Desk, 'database' | 'clock' | 'blobs' | 'keys' | 'sanitise'> & Partial<Pick<Desk, 'readPost'>>;

/** No fault of what came: it waits for a process that knows channels. */
const NO_CHANNELS = (): Promise<never> => Promise.reject(new Error('This process reads no channels'));

/** The desk of one process, on tools that the process has opened. */
export async function openDesk(config: Config, tools: Tools): Promise<Desk> {
  const { publicUrl, installationName, replyDomain, trustedAuthservIds, phoneCountry } = config;
  return {
    readPost: NO_CHANNELS,
    ...tools,
    publicUrl,
    installationName,
    replyDomain,
    trustedAuthservIds,
    phoneCountry,
    installationId: await installationId(sqlOn(tools.database), newId()),
    sendsMail: config.smtpUrl !== null,
  };
}
