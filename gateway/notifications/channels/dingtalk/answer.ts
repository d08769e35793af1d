import type { AnswerForm } from '../shared/robot-result.ts';

const MINUTE_MS = 60_000;

/** Codes of the custom robot, from its documents and from what users report. */
export const DINGTALK_ANSWER: AnswerForm = {
  provider: 'DingTalk',
  code: ['errcode'],
  words: 'errmsg',
  rules: [
    // More than 20 a minute: refused for ten minutes.
    { codes: [130101, 410100], means: { kind: 'throttled', afterMs: 10 * MINUTE_MS } },
    { codes: [90018], means: { kind: 'throttled', afterMs: MINUTE_MS } },
    // Signature, moment (our clock), key word or address list of the security settings.
    { codes: [310000], means: { kind: 'broken' } },
    // No such token, group dissolved, robot stopped or removed.
    { codes: [300001, 300005, 400013, 400101, 400102, 400106, 40014], means: { kind: 'broken' } },
    // Too long, of an unknown form, with words or pictures that are not let through.
    { codes: [460101, 400105, 40035, 430101, 430102, 430103, 430104], means: { kind: 'rejected' } },
    { codes: [-1], means: { kind: 'failed' } },
  ],
};
