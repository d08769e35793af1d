import { expect, test } from 'vitest';
import { answerRig } from '../../../tests/harness/answer-rig.ts';
import { done, refused } from '../../domain/errors.ts';
import { leasedNotice, trappedAlarm } from '../notifications.fixtures.ts';

const DAY = 24 * 3_600_000;

test('a code acknowledges what its recipient was told of, by any way of writing it', async () => {
  for (const text of [
    'A 4821',
    'a4821',
    'Ａ４８２１',
    '确认4821',
    '回复 A4821',
    '4821',
    'ACK 4821\n-- Wang',
    ' "A 4821" 已到现场',
  ]) {
    const { acts, ways, reply } = await answerRig({ random: () => 0.4821 });
    expect(await ways.codeFor(leasedNotice(), trappedAlarm())).toBe('A 4821');
    expect(await reply(text)).toEqual(done({ accepted: 1 }));
    expect(acts).toMatchObject([
      { action: { kind: 'acknowledge', occurrence: 1 }, actor: { name: 'wang', via: 'reply' } },
    ]);
  }
});

test('no code where nobody would hear the answer', async () => {
  const { ways } = await answerRig();
  expect(await ways.codeFor(leasedNotice({ channel: 'push' }), trappedAlarm())).toBeUndefined();
});

test('the same code for every message of an episode; another episode has another; none for a group', async () => {
  const { ways } = await answerRig();
  const other = trappedAlarm({ id: 'L02.trapped~1' });
  const codes = [trappedAlarm(), trappedAlarm({ occurrence: 2 }), other].map((alarm) =>
    ways.codeFor(leasedNotice(), alarm),
  );
  const [first, second, third] = await Promise.all(codes);
  expect(first).toBe(second);
  expect(third).not.toBe(first);
  expect(await ways.codeFor(leasedNotice({ recipient: '' }), other)).toBeUndefined();
});

test('somebody else’s telephone, a wrong code and mere talk change nothing; guessing ends soon', async () => {
  const { acts, ways, reply } = await answerRig({ random: () => 0.4821 });
  await ways.codeFor(leasedNotice(), trappedAlarm());
  for (const [text, from] of [
    ['A 4821', '13800000002'],
    ['A 4820', undefined],
    ['on 4821 my way', undefined],
    ['A 48211', undefined],
  ] as const)
    expect(await reply(text, from)).toEqual(done({ accepted: 0 }));
  for (let i = 0; i < 10; i++) await reply(`A 000${i}`);
  expect(await reply('A 4821')).toEqual(done({ accepted: 0 }));
  expect(acts).toEqual([]);
});

test('a code ends a day after the last message and stands for nothing else for a quarter of an hour', async () => {
  const { clock, ways, reply } = await answerRig({ random: () => 0.4821 });
  const other = trappedAlarm({ id: 'L02.trapped~1' });
  await ways.codeFor(leasedNotice(), trappedAlarm());
  await clock.advanceAsync(DAY + 14 * 60_000);
  expect(await ways.codeFor(leasedNotice(), other)).toBeUndefined();
  await clock.advanceAsync(60_000);
  expect(await ways.codeFor(leasedNotice(), other)).toBe('A 4821');
  expect(await reply('nothing')).toEqual(done({ accepted: 0 }));
});

test('hooks want their own secret, and nobody learns which channels there are', async () => {
  const { service, delivered } = await answerRig();
  const receipts = [
    { receipt: 'r1', hasArrived: true },
    { receipt: 'r2', hasArrived: false },
  ];
  expect(await service.receipts('sms', 'hook secret', receipts)).toEqual(done({ accepted: 2 }));
  expect(delivered).toEqual(['r1']);
  for (const [channel, secret] of [
    ['sms', 'wrong'],
    ['sms', undefined],
    ['mail', ''],
    ['none', ''],
  ] as const)
    expect(await service.replies(channel, secret, [])).toEqual(refused('HOOK_REFUSED'));
  for (let i = 0; i < 60; i++) await service.replies('sms', 'wrong', []);
  expect(await service.replies('sms', 'wrong', [])).toEqual(refused('REQUEST_TOO_MANY'));
  expect(await service.replies('sms', 'hook secret', [])).toEqual(done({ accepted: 0 }));
});
