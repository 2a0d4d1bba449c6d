import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Channel, Knock } from '@redress/channels/channel.js';
import type { Instant } from '@redress/domain/time.js';
import { accountSettings, type GraphHost, knockOf, secretWith, startGraph, TOKEN } from '../support/graph.js';
import type { Platform, Said } from './channel-contract.js';

/** How one of Meta's platforms says things. */
export interface Dialect {
  readonly channel: Channel;
  /** Of the account, by the name of its setting. */
  readonly own: Readonly<Record<string, string>>;
  said(said: Said, isEdit: boolean): object;
  takenBack(id: string, at: Instant): object;
  /** The words of a post of ours. */
  wordsOf(body: Record<string, unknown>): string;
}

export interface MetaPlatform {
  readonly platform: Platform;
  readonly graph: GraphHost;
  readonly dataDir: string;
}

/** Meta on a port of this machine: it knocks, and is called. */
export async function metaPlatform({ channel, own, said, takenBack, wordsOf }: Dialect): Promise<MetaPlatform> {
  const graph = await startGraph();
  const dataDir = await mkdtemp(join(tmpdir(), 'redress-meta-'));
  const waiting: Knock[] = [];
  const all: (object | string)[] = [];
  const seen = new Set<string>();
  let isDown = false;
  const knock = (body: object | string): Promise<void> => {
    all.push(body);
    waiting.push(knockOf(body));
    return Promise.resolve();
  };
  const platform: Platform = {
    ...{
      channel,
      settings: accountSettings(graph, own),
      secret: secretWith(TOKEN),
      otherSecret: secretWith('EAAB-old'),
    },
    internalHosts: [graph.host],
    say: (one) => {
      const isEdit = seen.has(one.id);
      seen.add(one.id);
      return knock(said(one, isEdit));
    },
    takeBack: (id, at) => {
      seen.add(id);
      return knock(takenBack(id, at));
    },
    repeatBackwards: () => {
      waiting.push(...all.toReversed().map((body) => knockOf(body)));
      return Promise.resolve();
    },
    sayNonsense: () => knock('<html>We are down for maintenance</html>'),
    knocks: () => (isDown ? [] : [...waiting]),
    heard: (one) => void waiting.splice(waiting.indexOf(one), 1),
    breakDown: () => {
      isDown = true;
      graph.breakDown();
      return Promise.resolve();
    },
    mend: () => {
      isDown = false;
      graph.mend();
      return Promise.resolve();
    },
    answers: () => Promise.resolve(graph.posts.map(({ id, body }) => ({ id, text: wordsOf(body) }))),
    close: async () => {
      await graph.close();
      await rm(dataDir, { recursive: true });
    },
  };
  return { platform, graph, dataDir };
}

export const seconds = (at: Instant): number => Math.floor(at / 1_000);
