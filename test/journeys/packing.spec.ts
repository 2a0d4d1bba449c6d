import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADMIN, apiForTest, ask, signedIn, type TestApi } from '../support/api.js';

let api: TestApi;
let admin: Awaited<ReturnType<typeof signedIn>>;
beforeAll(async () => {
  api = await apiForTest();
  admin = await signedIn(api, ADMIN.email, ADMIN.password);
});
afterAll(async () => api.close());

async function timelineOf(characters: number): Promise<string> {
  const text = 'Die Lampe brummt, und zwar sehr. '.repeat(characters / 33);
  const body = { subject: 'Hum', text, customer: { name: 'Ann Berg' } };
  const opened = await ask(api, admin, 'post', '/tickets').send(body).expect(201);
  return `/tickets/${opened.body.id}/timeline`;
}

describe('an answer', () => {
  // Packed in one go, and beyond that as a stream.
  it.each([20_000, 200_000])('of %d characters is packed in the way that the asker takes', async (characters) => {
    const path = await timelineOf(characters);
    const plain = await ask(api, admin, 'get', path).set('Accept-Encoding', 'identity').expect(200);
    expect(plain.headers['content-encoding']).toBeUndefined();
    for (const way of ['gzip', 'br']) {
      const packed = await ask(api, admin, 'get', path).set('Accept-Encoding', way).expect(200);
      expect(packed.headers).toMatchObject({
        'content-encoding': way,
        vary: expect.stringContaining('Accept-Encoding'),
      });
      expect(packed.headers['content-type']).toBe('application/json; charset=utf-8');
      expect(packed.body).toEqual(plain.body);
    }
  });

  it('that is short goes as it is', async () => {
    const answer = await ask(api, admin, 'get', '/session').set('Accept-Encoding', 'gzip').expect(200);
    expect(answer.headers['content-encoding']).toBeUndefined();
  });
});
