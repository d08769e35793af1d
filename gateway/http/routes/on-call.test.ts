import { expect, it, onTestFinished } from 'vitest';
import { FakeOnCall } from '../../../tests/harness/fake-on-call.ts';
import { startFakeWeb } from '../../../tests/harness/web-fakes.ts';
import type { Role } from '../../domain/role.ts';

const DRAFT = {
  ...{ rotation: 'duty', from: '2026-01-05T08:00:00Z', to: '2026-01-05T16:00:00Z' },
  ...{ person: 'wang', instead: 'li', reason: ' flu, until the evening ' },
};

async function desk() {
  const onCall = new FakeOnCall();
  const web = await startFakeWeb({ onCall });
  onTestFinished(() => web.http.close());
  const ask = async (method: 'GET' | 'POST' | 'DELETE', path: string, payload?: object, who: Role = 'technician') =>
    web.http.app.inject({
      ...{ method, url: `/api/v1${path}`, ...(payload ? { payload } : {}) },
      headers: { host: 'plant.local', cookie: await web.cookieFor(who) },
    });
  return { ...web, onCall, ask };
}

it('says who has the duty, until when', async () => {
  const { ask } = await desk();
  const answer = (await ask('GET', '/on-call?at=2026-01-05T08:00:00Z')).json();
  expect(answer.at).toBe('2026-01-05T08:00:00.000Z');
  expect(answer.rotations[0].people[0]).toMatchObject({ name: '王师傅', endsAt: '1970-01-01T00:00:02.000Z' });
});

it('shows the plan without anybody’s number, for a week from now unless asked', async () => {
  const { ask, onCall, clock } = await desk();
  const answer = await ask('GET', '/on-call/plan');
  expect(answer.body).not.toContain('+86');
  expect(answer.json().people[0]).toMatchObject({ id: 'wang', channels: ['sms'] });
  expect(answer.json().policies[0].steps[0].targets).toEqual([{ kind: 'person', id: 'wang' }]);
  expect(onCall.ranges).toEqual([[clock.nowMs(), clock.nowMs() + 7 * 86_400_000]]);
});

it.each(['from=2026-01-05T00:00:00Z&to=2026-01-05T00:00:00Z', 'from=2026-01-01T00:00:00Z&to=2026-06-01T00:00:00Z'])(
  'refuses the range %s',
  async (range) => {
    const { ask } = await desk();
    expect((await ask('GET', `/on-call/plan?${range}`)).json().code).toBe('REQUEST_INVALID');
  },
);

it('hands on who asks for a change', async () => {
  const { ask, onCall } = await desk();
  const answer = await ask('POST', '/on-call/overrides', DRAFT);
  expect(answer.statusCode).toBe(201);
  expect(answer.json()).toMatchObject({ kind: 'replace', startsAt: '2026-01-05T08:00:00.000Z', by: 'technician' });
  expect(onCall.asked).toMatchObject([
    { draft: { reason: 'flu, until the evening' }, caller: { username: 'technician', role: 'technician' } },
  ]);
});

it.each<[string, object]>([
  ['no reason', { reason: '' }],
  ['nobody who comes in', { person: null }],
  ['a person in a removal', { kind: 'remove' }],
  ['its end before its beginning', { to: '2026-01-04T08:00:00Z' }],
  ['more than is known', { id: 7 }],
])('takes no change with %s', async (_what, change) => {
  const { ask, onCall } = await desk();
  expect((await ask('POST', '/on-call/overrides', { ...DRAFT, ...change })).json().code).toBe('REQUEST_INVALID');
  expect(onCall.asked).toEqual([]);
});

it('lets who may only look change nothing', async () => {
  const { ask, onCall } = await desk();
  expect((await ask('POST', '/on-call/overrides', DRAFT, 'viewer')).json().code).toBe('AUTH_FORBIDDEN');
  expect((await ask('DELETE', '/on-call/overrides/1', undefined, 'viewer')).json().code).toBe('AUTH_FORBIDDEN');
  expect(onCall.asked).toEqual([]);
});

it('agrees to a swap and takes one back', async () => {
  const { ask } = await desk();
  expect((await ask('POST', '/on-call/overrides/1/agree', {})).json()).toMatchObject({ id: 1, state: 'agreed' });
  expect((await ask('DELETE', '/on-call/overrides/1')).statusCode).toBe(204);
  expect((await ask('DELETE', '/on-call/overrides/2')).json().code).toBe('DUTY_OVERRIDE_NOT_FOUND');
});

it('shows whom alarms are being told to', async () => {
  const { ask } = await desk();
  expect((await ask('GET', '/escalations')).json()).toEqual([
    {
      ...{
        alarmId: 'CH-1.high~1',
        equipment: 'CH-1',
        title: { en: 'High pressure', zh: '高压' },
        priority: 'P2',
        occurrence: 1,
      },
      ...{ state: 'running', policy: 'all', step: 1, round: 0, dueAt: '1970-01-01T00:00:05.000Z' },
    },
  ]);
});
