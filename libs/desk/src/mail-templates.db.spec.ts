import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Letter } from '@redress/persistence/stores/outbox.store.js';
import { DAY } from '@redress/domain/time.js';
import { deskForTest, type TestDesk } from '../../../test/support/desk.js';
import { tellAlarms } from './alarms.js';
import { saveMailTemplate } from './mail-templates.js';
import { mailReset } from './password-links.js';

let given: TestDesk;
let email = '';

beforeAll(async () => {
  given = await deskForTest();
  const [admin] = await given.sql.rows<{ email: string }>(`SELECT email FROM agents WHERE role = 'admin' LIMIT 1`);
  email = admin?.email ?? '';
});
afterAll(() => given.close());

interface Mailed {
  readonly letter: Letter;
  readonly fault: string | null;
}

async function resetMail(): Promise<Mailed | undefined> {
  await mailReset(given.desk, email);
  const [mailed] = await given.sql.rows<Mailed>(
    `SELECT letter, template_fault AS fault FROM outbox WHERE purpose = 'passwordLink' ORDER BY id DESC LIMIT 1`,
  );
  return mailed;
}

const told = () =>
  given.sql.rows<{ body: object }>(`SELECT body FROM notifications WHERE source LIKE 'mailTemplate/%' ORDER BY id`);

test('what an older release could fill in and this one cannot goes out as we wrote it, and administrators are told once a day', async () => {
  const place = { name: 'passwordLink', language: 'en' } as const;
  await saveMailTemplate(given.desk, given.admin, place, 0, { subject: 'Key', text: '{{ password.link }}' });
  expect(await resetMail()).toMatchObject({ letter: { subject: 'Key' }, fault: null });
  await tellAlarms(given.desk);
  expect(await told()).toEqual([]);

  await given.sql.rows(`UPDATE mail_templates SET body = '{{ password.old_link }}'`);
  const mailed = await resetMail();
  expect(mailed).toMatchObject({ fault: 'passwordLink/en', letter: { subject: 'New password for Redress' } });
  expect(mailed?.letter.text).toMatch(/\/reset\/\S+/);
  await tellAlarms(given.desk);
  await tellAlarms(given.desk);
  expect(await told()).toEqual([{ body: { because: 'mailTemplate', template: 'passwordLink/en' } }]);

  given.clock.moveBy(DAY);
  await tellAlarms(given.desk);
  expect(await told()).toHaveLength(1);
  await resetMail();
  await tellAlarms(given.desk);
  expect(await told()).toHaveLength(2);
});
