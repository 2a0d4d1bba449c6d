import { createHash } from 'node:crypto';
import { whatsapp } from '@redress/channels/whatsapp.channel.js';
import type { Instant } from '@redress/domain/time.js';
import { keepsTheChannelContract, type Said } from './channel-contract.js';
import { metaPlatform, seconds } from './meta-platform.js';

const NUMBER = '106540352242922';

/** A number of his own for everybody. */
const numberOf = (author: string): string =>
  `49${BigInt(`0x${createHash('sha256').update(author).digest('hex').slice(0, 12)}`) % 10_000_000_000n}`.padEnd(
    11,
    '7',
  );

const envelope = (message: object): object => ({
  object: 'whatsapp_business_account',
  entry: [
    {
      id: '102290129340398',
      changes: [
        {
          field: 'messages',
          value: {
            messaging_product: 'whatsapp',
            metadata: { display_phone_number: '15550783881', phone_number_id: NUMBER },
            messages: [message],
          },
        },
      ],
    },
  ],
});

const timeOf = (at: Instant): string => String(seconds(at));

keepsTheChannelContract('whatsapp', () =>
  metaPlatform({
    channel: whatsapp,
    own: { phoneNumberId: NUMBER },
    said: ({ id, author, text, answers, at }: Said, isEdit) => {
      const said = { type: 'text', text: { body: text }, ...(answers === null ? {} : { context: { id: answers } }) };
      const from = { from: numberOf(author), timestamp: timeOf(at) };
      return envelope(
        isEdit
          ? { ...from, id: `${id}-${at}`, type: 'edit', edit: { original_message_id: id, message: said } }
          : { ...from, id, ...said },
      );
    },
    takenBack: (id, at) =>
      envelope({
        ...{ from: '4915112345678', id: `${id}-gone`, timestamp: timeOf(at) },
        ...{ type: 'revoke', revoke: { original_message_id: id } },
      }),
    wordsOf: ({ text }) => (typeof text === 'object' && text !== null && 'body' in text ? String(text.body) : ''),
  }),
);
