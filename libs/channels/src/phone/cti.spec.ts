import { parse } from 'node:querystring';
import { describe, expect, test } from '@jest/globals';
import { Refusal } from '@redress/domain/refusal.js';
import { readCti } from './cti.js';

const ring = { event: 'newCall', from: '493055571600', to: '491711234567890', direction: 'in', callId: '53ba82' };
const faultsOf = (body: unknown): readonly string[] => {
  try {
    readCti(body);
    return [];
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'invalid') throw error;
    return error.faults.map(({ pointer, code }) => `${pointer} ${code}`).sort();
  }
};

describe('an event of a telephone system', () => {
  test('is read as JSON, with one user or several', () => {
    const answer = {
      ...ring,
      event: 'answer',
      user: ['Alice', 'Bob'],
      answeringNumber: '42',
      queue: 'Care',
      cause: '',
    };
    expect(readCti(answer)).toEqual({
      ...{ event: 'answer', direction: 'inbound', callId: '53ba82', from: '493055571600', to: '491711234567890' },
      ...{ users: ['Alice', 'Bob'], queue: 'Care', cause: null, answeringNumber: '42' },
    });
    expect(readCti({ ...ring, user: 'Alice', direction: 'out' })).toMatchObject({
      users: ['Alice'],
      direction: 'outbound',
    });
    expect(readCti({ ...ring, callId: 4711, xcid: { of: 'another system' } })).toMatchObject({
      callId: '4711',
      users: [],
    });
  });

  test('is read as a form', () => {
    const form = 'event=hangup&from=anonymous&to=4930&direction=in&callId=7&cause=cancel&user[]=Alice&user%5B%5D=Bob';
    expect(readCti(parse(form))).toMatchObject({ from: null, cause: 'cancel', users: ['Alice', 'Bob'] });
  });

  test('may hide the number or write it as an address of SIP', () => {
    expect(readCti({ ...ring, from: 'Anonymous' }).from).toBeNull();
    expect(readCti({ ...ring, from: '' }).from).toBeNull();
    expect(readCti({ ...ring, from: 'sip:+4930555@pbx.example;user=phone' }).from).toBe('+4930555');
    expect(readCti({ ...ring, from: 'tel:+4930555', user: 'a\u0000\nb' })).toMatchObject({
      from: '+4930555',
      users: ['a b'],
    });
  });

  test('that is none says what is wrong with each field', () => {
    expect(faultsOf({ ...ring, event: 'ring', direction: 'inbound', callId: ' ' })).toEqual([
      ...['/callId missing', '/direction unknown', '/event unknown'],
    ]);
    expect(faultsOf({ ...ring, from: { number: 1 }, user: [['Alice']] })).toEqual(['/from type', '/user type']);
    expect(faultsOf({ ...ring, callId: 'x'.repeat(251), user: Array.from({ length: 101 }, () => 'a') })).toEqual([
      ...['/callId length', '/user length'],
    ]);
    for (const body of [null, undefined, [], 'event=newCall', 7]) expect(() => readCti(body)).toThrow(Refusal);
  });
});
