import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QUALITY } from '../../domain/quality.ts';
import { toReading, toText } from './decoded-value.ts';
import { decodeValue, parseHex, parseJson, parseMessage, parsePlain, valueAt } from './payload.ts';

const json = (text: string, path = ''): { value: number; quality: number } =>
  decodeValue(parseJson(Buffer.from(text)), path === '' ? [] : path.split('.'));

describe('a JSON message', () => {
  it.each([
    ['{"temperature":23.41}', 'temperature', 23.41],
    ['{"leak":false}', 'leak', 0],
    ['{"leak":true}', 'leak', 1],
    ['{"a":{"b":[{"c":-7e3}]}}', 'a.b.0.c', -7000],
    ['{"__proto__":5}', '__proto__', 5],
    ['42', '', 42],
  ])('%s at "%s" reads %d', (text, path, value) => {
    expect(json(text, path)).toEqual({ value, quality: QUALITY.good });
  });

  it.each([
    ['{"temperature":"23.41"}', 'temperature'],
    ['{"temperature":null}', 'temperature'],
    ['{"temperature":{}}', 'temperature'],
    ['{}', 'temperature'],
    ['{"a":1}', 'a.b'],
    ['{}', 'constructor'],
    ['{}', 'constructor.length'],
    ['{"a":"text"}', 'a.length'],
    ['{"a":', 'a'],
    ['', 'a'],
    ['[', ''],
  ])('%s at "%s" is bad, not wrong', (text, path) => {
    expect(json(text, path)).toEqual({ value: Number.NaN, quality: QUALITY['bad-decode'] });
  });

  it('a number too large for a double is bad', () => {
    expect(json('{"a":1e999}', 'a').quality).toBe(QUALITY['bad-not-a-number']);
  });

  it('sixty thousand nested brackets are only a bad message', () => {
    const deep = parseJson(Buffer.from('['.repeat(60_000)));
    expect(deep).toBeUndefined();
  });
});

describe('a plain message', () => {
  it.each([
    ['23.5', 23.5],
    [' -4 \n', -4],
    ['.5', 0.5],
    ['1e3', 1000],
    ['true', 1],
    ['FALSE', 0],
  ])('"%s" reads %d', (text, value) => {
    expect(decodeValue(parsePlain(Buffer.from(text)), [])).toEqual({ value, quality: QUALITY.good });
  });

  it.each(['', 'on', '0x10', '1,5', '23 ℃', 'NaN', 'Infinity', '{}', '1 2'])('"%s" is bad', (text) => {
    expect(decodeValue(parsePlain(Buffer.from(text)), []).quality).toBe(QUALITY['bad-decode']);
  });
});

describe('words', () => {
  const words = { ON: 1, OFF: 0 };
  it.each([
    ['ON', 1],
    ['OFF', 0],
    [true, 1],
    [7, 7],
  ])('%s reads %d', (raw, value) => {
    expect(toReading(raw, words)).toEqual({ value, quality: QUALITY.good });
  });

  it.each(['on', '', 'constructor', '__proto__', 'toString'])('"%s" is none of them', (raw) => {
    expect(toReading(raw, words).quality).toBe(QUALITY['bad-decode']);
  });

  it('a point of the kind text takes texts and what can be written as one', () => {
    expect([toText('AUTO').text, toText(5).text, toText(false).text]).toEqual(['AUTO', '5', 'false']);
    expect(toText({}).quality).toBe(QUALITY['bad-decode']);
    expect(toText(null).text).toBe('');
  });
});

describe('a message of hexadecimal digits', () => {
  it.each(['0a FF 00', '0AFF00', '0x0aff00', '0a:ff:00', '0a-ff-00\n'])('%s', (text) => {
    expect(parseHex(Buffer.from(text))).toEqual({ content: Buffer.from([10, 255, 0]) });
  });

  it.each(['0', '0g', 'xyz', '0x0', '1.5'])('"%s" is none', (text) => {
    expect(parseHex(Buffer.from(text))).toBeUndefined();
  });
});

describe('whatever arrives', () => {
  it('no kind of payload throws', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.constantFrom('json', 'plain', 'hex', 'binary'), (bytes, kind) => {
        parseMessage(kind, Buffer.from(bytes));
      }),
    );
  });

  it('never throws, and a value that is not good is NaN', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.array(fc.string(), { maxLength: 4 }), (bytes, path) => {
        for (const body of [parseJson(Buffer.from(bytes)), parsePlain(Buffer.from(bytes))]) {
          const { value, quality } = decodeValue(body, path);
          expect(Number.isNaN(value)).toBe(quality !== QUALITY.good);
        }
      }),
    );
  });

  it('every number of a JSON document is found by its path, and nothing is found on the prototype', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.array(fc.string()), (content, path) => {
        const found = valueAt(content, path);
        const plain = path.reduce<unknown>(
          (here, name) => (isHolder(here) && Object.keys(here).includes(name) ? Reflect.get(here, name) : undefined),
          content,
        );
        if (Array.isArray(content) && path.includes('length')) return;
        expect(found).toBe(plain);
      }),
    );
  });

  it('a finite number stays what it was', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(toReading(value).value).toBe(value);
      }),
    );
  });
});

const isHolder = (value: unknown): value is object => typeof value === 'object' && value !== null;
