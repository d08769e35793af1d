import { describe, expect, it } from 'vitest';
import { rawText } from './raw-text.ts';

describe('a raw message', () => {
  it.each([
    [Buffer.from('{"温度": 23}'), '{"温度": 23}'],
    [Buffer.from([0x7b, 0x00]), '7b00'],
    [Buffer.from([0xff, 0xfe]), 'fffe'],
    [Buffer.from('a\u202eb'), 'ab'],
    [Buffer.from('漏'.repeat(300)), '漏'.repeat(200)],
    [Buffer.alloc(300, 1), '01'.repeat(100)],
  ])('%j', (payload, text) => {
    expect(rawText(payload)).toBe(text);
  });
});
