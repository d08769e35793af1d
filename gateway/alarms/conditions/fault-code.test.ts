import { describe, expect, it } from 'vitest';
import { QUALITY } from '../../domain/quality.ts';
import { faultCode } from './fault-code.ts';

const text = (en: string) => ({ en, zh: `${en}（中）` });
const options = faultCode.optionsSchema.parse({
  clear: [0, 255],
  codes: {
    12: { text: text('door does not close'), priority: 'P2', action: text('look for what blocks it') },
    31: { text: text('safety circuit open'), priority: 'P1', cause: text('pit switch') },
    40: { text: text('oil is old'), priority: 'P4' },
  },
});
const judge = (value: number, quality: number = QUALITY.good) => faultCode.judge(options, { value, quality }, null);

describe('a fault code', () => {
  it('is an alarm unless it means that there is none', () => {
    expect([0, 255, 12, 31, 99, -1].map((value) => judge(value).zone)).toEqual([
      ...['normal', 'normal', 'alarm', 'alarm', 'alarm', 'alarm'],
    ]);
    expect([judge(12, QUALITY['bad-timeout']).zone, judge(Number.NaN).zone]).toEqual(['unknown', 'unknown']);
  });

  it('is as urgent as its code; what nobody has listed is P3', () => {
    const levels = faultCode.levels!(options);
    expect(levels).toEqual(['P4', 'P3', 'P2', 'P1']);
    expect([40, 99, 12, 31].map((value) => levels[judge(value).level])).toEqual(['P4', 'P3', 'P2', 'P1']);
    const few = faultCode.optionsSchema.parse({ codes: { 1: { text: text('trip'), priority: 'P1' } } });
    expect(faultCode.levels!(few)).toEqual(['P3', 'P1']);
    expect(faultCode.judge(few, { value: 1, quality: QUALITY.good }, null).level).toBe(1);
  });

  it('says what it means, and what to do where its table does', () => {
    expect(faultCode.explain!(options, 12)).toEqual({
      text: { en: '12 door does not close', zh: '12 door does not close（中）' },
      cause: undefined,
      action: text('look for what blocks it'),
    });
    expect(faultCode.explain!(options, 99)?.text).toEqual({ en: 'unmapped fault code 99', zh: '未收录的故障代码 99' });
    expect(faultCode.explain!(options, 0.5)?.text.en).toBe('unmapped fault code 0.5');
  });

  it('has codes that are whole numbers', () => {
    expect(faultCode.optionsSchema.safeParse({ codes: { E12: { text: text('x') } } }).success).toBe(false);
    expect(faultCode.optionsSchema.safeParse({ codes: { 12: { text: text('x'), urgent: true } } }).success).toBe(false);
  });
});
