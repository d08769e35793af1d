import { describe, expect, test } from 'vitest';
import { forgetHost, hearHost, parseHostJson, parseHostWord, UNKNOWN_HOST } from './host-state.ts';

describe('a state message', () => {
  test.each([
    ['{"online":true,"timestamp":5}', { isOnline: true, timestamp: 5 }],
    ['{"online":false,"timestamp":5,"bdSeq":1}', { isOnline: false, timestamp: 5 }],
    ['{"online":"true","timestamp":5}', undefined],
    ['{"online":true}', undefined],
    ['ONLINE', undefined],
    ['', undefined],
    [`{"online":true,"timestamp":5,"x":"${'x'.repeat(2_000)}"}`, undefined],
  ])('%s', (text, word) => {
    expect(parseHostJson(text)).toEqual(word);
  });

  test.each([
    ['ONLINE', true],
    ['OFFLINE', false],
    ['online', undefined],
    ['{"online":true,"timestamp":5}', undefined],
  ])('of 2.2: %s', (text, isOnline) => {
    expect(parseHostWord(text)?.isOnline).toBe(isOnline);
  });
});

describe('a host', () => {
  const json = (isOnline: boolean, timestamp: number) => ({ isOnline, timestamp });
  const old = (isOnline: boolean) => ({ isOnline, timestamp: undefined });

  test('is not buried by the death of an earlier session', () => {
    const host = [json(true, 10), json(false, 9)].reduce(hearHost, UNKNOWN_HOST);
    expect(host.isOnline).toBe(true);
    expect(hearHost(host, json(false, 10)).isOnline).toBe(false);
  });

  test('that speaks 3.0 is not contradicted by what it left in the old form, in later connections neither', () => {
    const host = [old(true), json(false, 1), old(true)].reduce(hearHost, UNKNOWN_HOST);
    expect(host.isOnline).toBe(false);
    expect(hearHost(forgetHost(host), old(true)).isOnline).toBe(false);
  });

  test('that speaks 2.2 is believed', () => {
    expect(hearHost(UNKNOWN_HOST, old(true)).isOnline).toBe(true);
    expect([old(true), old(false)].reduce(hearHost, UNKNOWN_HOST).isOnline).toBe(false);
  });

  test('whose clock was put back is believed with the next connection', () => {
    const host = hearHost(UNKNOWN_HOST, json(true, 1_000));
    expect(hearHost(host, json(true, 5))).toEqual(host);
    expect(hearHost(forgetHost(host), json(true, 5)).isOnline).toBe(true);
  });
});
