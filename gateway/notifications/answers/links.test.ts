import { expect, test } from 'vitest';
import { answerRig } from '../../../tests/harness/answer-rig.ts';
import type { Account } from '../../ports/account-store.ts';
import { leasedNotice, trappedAlarm } from '../notifications.fixtures.ts';

const DAY = 24 * 3_600_000;

test('scenario 11: a link that is fetched five times changes nothing; pressed once it acknowledges, the second time not', async () => {
  const { acts, service, token } = await answerRig();
  for (let i = 0; i < 5; i++) {
    const page = await service.page(token(), '10.0.0.1');
    expect([page.status, page.html.includes('<form method="post">')]).toEqual([200, true]);
  }
  expect(acts).toEqual([]);
  expect((await service.acknowledge(token(), 'on my way', '10.0.0.1')).status).toBe(200);
  expect(acts).toEqual([
    {
      action: { kind: 'acknowledge', occurrence: 1, note: 'on my way' },
      actor: { name: 'wang', role: 'technician', via: 'link' },
    },
  ]);
  expect((await service.acknowledge(token(), null, '10.0.0.1')).status).toBe(410);
  expect(acts).toHaveLength(1);
  const after = await service.page(token(), '10.0.0.1');
  expect([after.status, after.html.includes('<form')]).toEqual([200, false]);
});

test('scenario 11: a closed alarm stays closed, and one that came again must be looked at first', async () => {
  const { service, token, changeAlarm, store } = await answerRig();
  changeAlarm({ state: 'closed' });
  expect((await service.acknowledge(token(), null, 'a')).status).toBe(409);
  expect((await service.page(token(), 'a')).html).not.toContain('<form');
  changeAlarm({ occurrence: 2 });
  expect((await service.acknowledge(token(), null, 'a')).status).toBe(409);
  expect((await service.page(token(), 'a')).html).not.toContain('<form');
  expect(store.used.size).toBe(0);
});

test('pressed twice at the same moment, one acts', async () => {
  const { acts, service, token } = await answerRig();
  const pages = await Promise.all([1, 2, 3].map(() => service.acknowledge(token(), null, 'a')));
  expect(pages.map(({ status }) => status).toSorted()).toEqual([200, 410, 410]);
  expect(acts).toHaveLength(1);
});

test('the page runs nothing, in both languages, and no name can break out of it', async () => {
  const { service, token, changeAlarm } = await answerRig();
  changeAlarm({ title: { en: '<script>alert(1)</script>', zh: '"><img src=x>' } });
  const { html } = await service.page(token(), 'a');
  expect(html).toContain('以 王丽 &lt;Wang&gt; 身份确认 / Acknowledge as');
  expect(html).toContain('&lt;script&gt;');
  expect(html).not.toMatch(/<script|<img| on\w+=|javascript:/i);
});

test('a note that is needed can be given at the second try', async () => {
  const { service, token, changeAlarm } = await answerRig();
  changeAlarm({ class: 'regulatory' });
  const asked = await service.acknowledge(token(), null, 'a');
  expect([asked.status, asked.html.includes('required')]).toEqual([400, true]);
  expect((await service.acknowledge(token(), 'valve closed', 'a')).status).toBe(200);
});

test('a link ends after a day, is the same in every attempt, and cannot be made by anybody else', async () => {
  const { clock, service, token, ways } = await answerRig();
  const [first, again] = [token(), token(leasedNotice({ attempts: 3 }))];
  expect(first).toBe(again);
  expect(token(leasedNotice({ id: 'n2' }))).not.toBe(first);
  const [payload = '', signature = ''] = first.split('.');
  const forged = Buffer.from(payload, 'base64url').toString().replace('wang', 'boss');
  const tries = [
    `${Buffer.from(forged).toString('base64url')}.${signature}`,
    payload,
    `${first}x`,
    `${first}.x`,
    '',
    'ö',
  ];
  for (const bad of tries) expect((await service.acknowledge(bad, null, 'a')).status).toBe(404);
  expect(ways.linkFor(leasedNotice({ recipient: '' }), trappedAlarm())).toBeUndefined();
  await clock.advanceAsync(DAY);
  expect((await service.acknowledge(first, null, 'a')).status).toBe(410);
});

test('who tries too often waits', async () => {
  const { clock, service } = await answerRig();
  const statuses = await Promise.all(Array.from({ length: 121 }, () => service.page('bad', 'x')));
  expect(statuses.at(-1)?.status).toBe(429);
  expect((await service.page('bad', 'y')).status).toBe(404);
  await clock.advanceAsync(600_000);
  expect((await service.page('bad', 'x')).status).toBe(404);
});

test('the role is that of the account; who may not acknowledge, or has left, is refused', async () => {
  const account = (change: Partial<Account>) => ({
    find: async () => ({ role: 'viewer', disabled: false, ...change }) as Account,
  });
  const supervisor = await answerRig({ accounts: account({ role: 'supervisor' }) });
  await supervisor.service.acknowledge(supervisor.token(), null, 'a');
  expect(supervisor.acts[0]?.actor.role).toBe('supervisor');
  for (const accounts of [account({}), account({ role: 'engineer', disabled: true })]) {
    const { service, token, acts } = await answerRig({ accounts });
    expect([(await service.acknowledge(token(), null, 'a')).status, acts]).toEqual([403, []]);
  }
});
