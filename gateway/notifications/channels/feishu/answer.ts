import type { AnswerForm } from '../shared/robot-result.ts';

const MINUTE_MS = 60_000;

/** Codes of the custom bot, from its documents and from what users report. Older bots answer `StatusCode`. */
export const FEISHU_ANSWER: AnswerForm = {
  provider: 'Feishu',
  code: ['code', 'StatusCode'],
  words: 'msg',
  rules: [
    { codes: [11232, 11247], means: { kind: 'throttled', afterMs: MINUTE_MS } },
    // The same code says "too many request" and "Bad Request".
    { codes: [9499], words: /too many/i, means: { kind: 'throttled', afterMs: MINUTE_MS } },
    { codes: [9499, 19002, 11246, 10208], means: { kind: 'rejected' } },
    // Wrong address, signature or moment (our clock), address list, key word; bot removed.
    { codes: [19001, 19021, 19022, 19024, 10003, 10019], means: { kind: 'broken' } },
  ],
};
