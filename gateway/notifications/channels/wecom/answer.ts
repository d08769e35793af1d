import type { AnswerForm } from '../shared/robot-result.ts';

const MINUTE_MS = 60_000;

/** Codes of the group robot, from its documents and from what users report. */
export const WECOM_ANSWER: AnswerForm = {
  provider: 'WeCom',
  code: ['errcode'],
  words: 'errmsg',
  rules: [
    { codes: [45009, 45033], means: { kind: 'throttled', afterMs: MINUTE_MS } },
    // Wrong key, robot or group gone, our address not on the list.
    { codes: [93000, 93004, 93008, 93017, 40014, 42001, 60020], means: { kind: 'broken' } },
    // Too long, or of an unknown form.
    { codes: [40058, 40008, 44004, 45002], means: { kind: 'rejected' } },
    { codes: [-1], means: { kind: 'failed' } },
  ],
};
