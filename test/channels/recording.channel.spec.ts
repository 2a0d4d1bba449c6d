import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ChannelFault } from '@redress/channels/channel.js';
import { openRecorder, type Recorder } from '@redress/channels/recording.channel.js';
import { workOn } from '@redress/desk/intake.js';
import { answerKnock, listen } from '@redress/desk/receiving.js';
import type { Happening } from '@redress/domain/channel/message.js';
import { HOUR } from '@redress/domain/time.js';
import { deskForTest, type TestDesk } from '../support/desk.js';
import { Door, keepsTheChannelContract, type Platform, type Said } from './channel-contract.js';

const SECRET = 'the secret of the recorder';

const happening = ({ id, author, text, answers, at }: Said): Happening => ({
  kind: 'message',
  message: {
    ...{ externalId: id, subject: null, text, html: null, attachments: [], parentId: answers },
    ...{ threadId: null, isPublic: true, occurredAt: at, changedAt: at },
    author: {
      ...{ name: author, handle: `@${author}` },
      identities: [{ kind: 'socialHandle', value: `recording:${author}`, verified: true }],
    },
  },
});

function recorded(): { platform: Platform; recorder: Recorder } {
  const recorder = openRecorder(SECRET);
  const down = new ChannelFault('failing', 'The platform does not answer.', 'Wait, or look at its status page.');
  const platform: Platform = {
    ...{ channel: recorder.channel, settings: {}, secret: SECRET },
    say: async (said) => Promise.resolve(recorder.say(happening(said), said.at)),
    takeBack: async (id, at) => Promise.resolve(recorder.say({ kind: 'deletion', externalId: id, deletedAt: at }, at)),
    repeatBackwards: async () => Promise.resolve(recorder.repeatBackwards()),
    sayNonsense: async () => Promise.resolve(recorder.sayNonsense('<html>We are down for maintenance</html>')),
    breakDown: async () => Promise.resolve(recorder.fail(down)),
    mend: async () => Promise.resolve(recorder.fail(null)),
    answers: async () => Promise.resolve(recorder.replies.map(({ externalId: id, text }) => ({ id, text }))),
    close: () => Promise.resolve(),
  };
  return { platform, recorder };
}

keepsTheChannelContract('recording', () => Promise.resolve({ platform: recorded().platform, dataDir: '/nowhere' }));

let given: TestDesk;
beforeAll(async () => {
  given = await deskForTest();
});
afterAll(() => given.close());

const atNow = (id: string, text: string): Said => ({ id, author: 'eve', text, answers: null, at: given.clock.now() });
const noMail = () => Promise.reject(new Error('This is no mail'));

test('a knock is answered when what it brought is safe; a forged one brings nothing', async () => {
  const { platform, recorder } = recorded();
  const door = await Door.open(platform, given, '/nowhere');
  await platform.say(atNow('w1', 'The door fell off.'));
  const knock = recorder.knock(SECRET);
  const kept: string[] = [];
  const enter = (how: typeof knock) =>
    answerKnock(door.desk, door.account, door.connect(), how, (delivery) => void kept.push(delivery.id));
  expect(await enter(recorder.knock('a guess'))).toMatchObject({ status: 401 });
  expect(await enter({ ...knock, body: Buffer.from(knock.body.toString().replace('fell', 'flew')) })).toMatchObject({
    status: 401,
  });
  expect(kept).toEqual([]);
  expect(await enter(knock)).toMatchObject({ status: 200 });
  expect(await enter(knock)).toMatchObject({ status: 200 });
  expect(kept).toHaveLength(1);
});

test('a stream hands over batch by batch, and goes on where its last safe batch ended', async () => {
  const { platform } = recorded();
  const door = await Door.open(platform, given, '/nowhere');
  for (const id of ['s1', 's2', 's3', 's4']) await platform.say(atNow(id, `The lamp ${id} hums.`));
  const outcomes: string[] = [];
  const stop = new AbortController();
  const deliveries: Parameters<typeof workOn>[1][] = [];
  const stored = (delivery: Parameters<typeof workOn>[1]): void => void deliveries.push(delivery);
  expect(await listen(door.desk, door.account, door.connect(), stored, stop.signal)).toBe('done');
  for (const delivery of deliveries) outcomes.push((await workOn(door.desk, delivery, noMail)).outcome);
  expect(outcomes).toEqual(['created', 'created', 'created', 'created']);
  expect(await door.cursor()).toBe('4');
});

test('after the reply window nothing is promised that the platform would refuse', async () => {
  const { platform } = recorded();
  const door = await Door.open(platform, given, '/nowhere');
  await platform.say(atNow('x1', 'Nobody answers me.'));
  await door.receive();
  given.clock.moveBy(25 * HOUR);
  await expect(door.answer(await door.ticketOf('x1'), 'Sorry!')).rejects.toMatchObject({ code: 'too-late' });
});

test('a platform that ends the connection before it answers is asked again and posts once', async () => {
  const { platform, recorder } = recorded();
  const door = await Door.open(platform, given, '/nowhere');
  await platform.say(atNow('y1', 'The bell rings.'));
  await door.receive();
  const reply = await door.answer(await door.ticketOf('y1'), 'We come.');
  recorder.loseNextAnswer();
  await door.send(reply);
  expect(await door.outbox(reply)).toMatchObject({ state: 'queued' });
  given.clock.moveBy(HOUR);
  await door.send(reply);
  expect(await door.outbox(reply)).toEqual({ state: 'sent', detail: 'Posted' });
  expect(recorder.replies).toHaveLength(1);
});
