import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressOf, FALLBACK, readNotice } from './push-notice.ts';

const PUSHED = {
  ...{ title: '【P1】1#梯 困人报警', body: '安抚乘客', tag: 'abc', priority: 'P1', language: 'zh' },
  actions: [
    { title: '确认', url: 'https://tower.example/a/token' },
    { title: '查看', url: 'https://tower.example/alarms?id=1' },
  ],
};

describe('what is pushed', () => {
  test('is read as the gateway wrote it', () => {
    expect(readNotice(PUSHED)).toEqual({
      ...{ title: '【P1】1#梯 困人报警', body: '安抚乘客', tag: 'abc', language: 'zh', isUrgent: true },
      actions: PUSHED.actions,
    });
  });

  test('is always shown, whatever it is', () => {
    expect(readNotice(undefined)).toBe(FALLBACK);
    fc.assert(fc.property(fc.jsonValue(), (data) => readNotice(data).title !== ''));
  });

  test('leads to addresses of the web only', () => {
    const actions = [{ title: 'x', url: 'javascript:alert(1)' }, { title: '', url: 'https://a.example' }, 7];
    expect(readNotice({ ...PUSHED, actions }).actions).toEqual([]);
  });
});

test.each([
  ['0', 'https://tower.example/a/token'],
  ['1', 'https://tower.example/alarms?id=1'],
  ['', 'https://tower.example/alarms?id=1'],
  ['7', 'https://tower.example/alarms?id=1'],
])('pressed %j', (pressed, address) => {
  expect(addressOf(PUSHED.actions, pressed, '/')).toBe(address);
});

test('without anything to press it leads to the first page', () => {
  expect(addressOf([], '', '/')).toBe('/');
});
