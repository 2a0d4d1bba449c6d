import { instagram } from '@redress/channels/instagram.channel.js';
import { keepsTheChannelContract, type Said } from './channel-contract.js';
import { metaPlatform } from './meta-platform.js';

const ACCOUNT = '17841405309211844';

const entry = (messaging: object): object => ({
  object: 'instagram',
  entry: [{ id: ACCOUNT, time: 1_569_262_486_134, messaging: [messaging] }],
});

const parties = (author: string, at: number): object => ({
  ...{ sender: { id: author }, recipient: { id: ACCOUNT }, timestamp: at },
});

keepsTheChannelContract('instagram', () =>
  metaPlatform({
    channel: instagram,
    own: { instagramId: ACCOUNT },
    said: ({ id, author, text, answers, at }: Said, isEdit) =>
      entry({
        ...parties(author, at),
        ...(isEdit
          ? { message_edit: { mid: id, text, num_edit: 1 } }
          : { message: { mid: id, text, ...(answers === null ? {} : { reply_to: { mid: answers } }) } }),
      }),
    takenBack: (id, at) => entry({ ...parties('somebody', at), message: { mid: id, is_deleted: true } }),
    wordsOf: ({ message }) =>
      typeof message === 'object' && message !== null && 'text' in message ? String(message.text) : '',
  }),
);
