import { expect, test } from 'vitest';
import { createWords } from '../../i18n/start.ts';
import type { Translate } from '../../i18n/use-words.ts';
import { sayDetail } from './say-detail.ts';

const wordsIn = (language: 'en' | 'zh') => createWords(language).t as unknown as Translate;

test('what the gateway says itself is said in the language of the person', () => {
  expect(sayDetail('no address: the channel has no list of its own', wordsIn('zh'))).toBe(
    '没有地址：该通道没有自己的名单',
  );
  expect(sayDetail('the person has no registered browser', wordsIn('en'))).toBe('the person has no registered browser');
});

test('what somebody else said stays as it was said', () => {
  for (const detail of ['HTTP 503', 'ECONNREFUSED', 'SMTP 550 <script>', 'a.b:c', ''])
    expect(sayDetail(detail, wordsIn('zh'))).toBe(detail);
});
