import type { Happening } from '@redress/domain/channel/message.js';
import type { Channel } from './channel.js';
import { folder } from './folder.channel.js';

/**
 * A place where everybody reads along, in a folder, with files like those of `folder.channel.ts`. The demo and `redress simulate` speak through
 * it, so that posts arrive and are answered without anything leaving the machine.
 */
export const square: Channel = {
  ...folder,
  ...{ kind: 'square', name: 'social', pollEveryMs: 5_000 },
  introduction: {
    ...folder.introduction,
    title: { en: 'Public square in a folder', de: 'Öffentlicher Platz im Ordner' },
    explain: {
      en: 'For trying things out: what everybody reads, played in a folder of this machine.',
      de: 'Zum Ausprobieren: was jeder liest, gespielt in einem Ordner dieser Maschine.',
    },
  },
  can: { ...folder.can, replies: ['public', 'private'], mostCharacters: 300 },
  read: async (source, access) => inPublic(await folder.read(source, access)),
};

function inPublic(happening: Happening): Happening {
  if (happening.kind !== 'message') return happening;
  const { author, ...message } = happening.message;
  const identities = author.identities.map((known) => ({ ...known, value: known.value.replace('folder:', 'square:') }));
  return {
    kind: 'message',
    message: { ...message, isPublic: true, author: { ...author, handle: `@${author.handle}`, identities } },
  };
}
