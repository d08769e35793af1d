import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc16, type Framer } from './frames.ts';
import { MbapFramer } from './mbap-framer.ts';
import { RtuFramer } from './rtu-framer.ts';

function withCrc(body: Buffer): Buffer {
  const crc = Buffer.alloc(2);
  crc.writeUInt16LE(crc16(body, 0, body.length));
  return Buffer.concat([body, crc]);
}

const request = (unit: number, fc3: number, count: number): Buffer =>
  withCrc(Buffer.from([unit, fc3, 0, 0, count >> 8, count & 0xff]));
const answer = (unit: number, fc3: number, data: Buffer): Buffer =>
  withCrc(Buffer.concat([Buffer.from([unit, fc3, data.length]), data]));

function mbap(transaction: number, rtu: Buffer): Buffer {
  const header = Buffer.alloc(6);
  header.writeUInt16BE(transaction, 0);
  header.writeUInt16BE(rtu.length - 2, 4);
  return Buffer.concat([header, rtu.subarray(0, -2)]);
}

function counter(): () => number {
  let number = 0;
  return () => ++number;
}

/** Feeds bytes in portions; gives the answers found, or the first complaint. */
function feedAll(framer: Framer, bytes: Buffer, cuts: readonly number[]): (Buffer | string)[] {
  const found: (Buffer | string)[] = [];
  const borders = [0, ...[...cuts].map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  for (let i = 1; i < borders.length; i++) {
    const verdict = framer.feed(bytes.subarray(borders[i - 1], borders[i]));
    if (verdict.kind === 'answer') found.push(verdict.frame);
    if (verdict.kind === 'garbled') found.push(verdict.detail);
  }
  return found;
}

const data = fc
  .integer({ min: 1, max: 125 })
  .chain((count) => fc.uint8Array({ minLength: count * 2, maxLength: count * 2 }).map((bytes) => Buffer.from(bytes)));
const cuts = fc.array(fc.nat(600), { maxLength: 8 });

test('the CRC of the specification’s example 02 07 is 41 12', () => {
  expect(crc16(Buffer.from([0x02, 0x07]), 0, 2)).toBe(0x1241);
});

test('an MBAP answer is found however the bytes are portioned, among answers to older questions', () => {
  fc.assert(
    fc.property(data, data, cuts, (wanted, other, portions) => {
      const framer = new MbapFramer(counter());
      framer.ask(request(7, 3, other.length / 2), false);
      framer.ask(request(7, 3, wanted.length / 2), false);
      const late = mbap(1, answer(7, 3, other));
      const current = mbap(2, answer(7, 3, wanted));
      expect(feedAll(framer, Buffer.concat([late, current, late]), portions)).toEqual([answer(7, 3, wanted)]);
    }),
  );
});

test('an RTU answer is found however the bytes are portioned, behind any noise', () => {
  fc.assert(
    fc.property(data, fc.uint8Array({ maxLength: 20 }), cuts, (wanted, noise, portions) => {
      const framer = new RtuFramer();
      framer.ask(request(7, 4, wanted.length / 2));
      const frame = answer(7, 4, wanted);
      expect(feedAll(framer, Buffer.concat([noise, frame]), portions)).toEqual([frame]);
    }),
  );
});

test('no stream of bytes whatever throws or grows without limit', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }), (chunks) => {
      for (const framer of [new MbapFramer(counter()), new RtuFramer()]) {
        framer.ask(request(1, 3, 10), false);
        for (const chunk of chunks) framer.feed(Buffer.from(chunk));
      }
    }),
  );
});

const spoilt: readonly [string, Buffer][] = [
  ['protocol id is not 0', Buffer.from([0, 1, 0, 9, 0, 5, 1, 3, 2, 0, 1])],
  ['impossible length 65535', Buffer.from([0, 1, 0, 0, 0xff, 0xff, 1, 3, 2, 0, 1])],
  ['impossible length 2', Buffer.from([0, 1, 0, 0, 0, 2, 1, 3])],
  ['unit 9 answered instead of 1', mbap(1, answer(9, 3, Buffer.alloc(2)))],
  ['function 4 answered instead of 3', mbap(1, answer(1, 4, Buffer.alloc(2)))],
  ['4 bytes answered instead of 2', mbap(1, answer(1, 3, Buffer.alloc(4)))],
  ['0 bytes answered instead of 2', mbap(1, answer(1, 3, Buffer.alloc(0)))],
  ['exception of the wrong length', mbap(1, withCrc(Buffer.from([1, 0x83, 2, 0])))],
];
for (const [complaint, bytes] of spoilt) {
  test(`an MBAP stream is not trusted after: ${complaint}`, () => {
    const framer = new MbapFramer(counter());
    framer.ask(request(1, 3, 1), false);
    expect(framer.feed(bytes)).toEqual({ kind: 'garbled', detail: complaint });
  });
}

test('RTU bytes heard while nothing is asked are dropped', () => {
  const framer = new RtuFramer();
  const frame = answer(1, 3, Buffer.from([0, 5]));
  framer.feed(frame);
  framer.ask(request(1, 3, 1));
  expect(framer.hasHeard).toBe(false);
  expect(framer.feed(answer(1, 3, Buffer.from([0, 6])))).toEqual({
    kind: 'answer',
    frame: answer(1, 3, Buffer.from([0, 6])),
  });
});

test('a wrong CRC is no answer', () => {
  const framer = new RtuFramer();
  framer.ask(request(1, 3, 1));
  const frame = answer(1, 3, Buffer.from([0, 5]));
  frame[4] = frame[4]! ^ 1;
  expect(framer.feed(frame).kind).toBe('incomplete');
  expect(framer.hasHeard).toBe(true);
});
