import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readCookie, writeCookie } from './cookie.ts';
import { hostOf, isOwnOrigin } from './origin.ts';

const plain = { trustProxy: false, publicHost: undefined };
const headers = (origin: string | undefined, host: string, forwardedHost?: string) => ({ origin, host, forwardedHost });

it.each([
  [headers(undefined, 'gw:8080'), plain, true],
  [headers('http://gw:8080', 'gw:8080'), plain, true],
  [headers('http://GW:8080', 'gw:8080'), plain, true],
  [headers('http://gw', 'gw:8080'), plain, false],
  [headers('null', 'null'), plain, false],
  [headers('file://gw', 'gw'), plain, false],
  [headers('http://gw.evil', 'gw'), plain, false],
  [headers('https://plant.example', 'gw:8080', 'plant.example'), plain, false],
  [headers('https://plant.example', 'gw:8080', 'plant.example'), { ...plain, trustProxy: true }, true],
  [headers('https://plant.example', 'gw:8080'), { ...plain, publicHost: 'plant.example' }, true],
])('%j under %j: %j', (asked, rule, own) => {
  expect(isOwnOrigin(asked, rule)).toBe(own);
});

it('no text a browser could send as Origin makes it throw', () => {
  fc.assert(fc.property(fc.string(), (origin) => typeof isOwnOrigin(headers(origin, 'gw'), plain) === 'boolean'));
  expect(hostOf('')).toBeUndefined();
});

it('a cookie reads back among any others, and no text makes reading throw', () => {
  const value = writeCookie('name', 'abc', { maxAgeSeconds: 1, secure: true }).split(';')[0];
  fc.assert(
    fc.property(fc.string(), (noise) => {
      const other = noise.replaceAll('name', '');
      expect(readCookie(`${value}; ${other}`, 'name')).toBe('abc');
      readCookie(noise, 'name');
    }),
  );
  expect(readCookie(undefined, 'name')).toBeUndefined();
  expect(readCookie('xname=1; name2=2; name', 'name')).toBeUndefined();
});
