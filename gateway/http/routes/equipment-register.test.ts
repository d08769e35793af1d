import { expect, it, onTestFinished } from 'vitest';
import { registerBench } from '../../../tests/harness/register-bench.ts';
import { fakeSite, startFakeWeb } from '../../../tests/harness/web-fakes.ts';
import { equipmentHistory } from '../../contract/equipment-resources.ts';
import { wireSchema } from '../../contract/wire.ts';
import type { Role } from '../../domain/role.ts';

async function desk() {
  const site = fakeSite();
  const { engine } = registerBench(site);
  await engine.tick();
  const web = await startFakeWeb({ site, register: engine.register });
  onTestFinished(() => web.http.close());
  const ask = async (method: 'GET' | 'POST', path: string, payload?: object, who: Role = 'engineer') =>
    web.http.app.inject({
      ...{ method, url: `/api/v1${path}`, ...(payload ? { payload } : {}) },
      headers: { host: 'plant.local', cookie: await web.cookieFor(who) },
    });
  return { ...web, ask };
}

it('lists every machine, and one with its history of changes', async () => {
  const { ask } = await desk();
  const list = (await ask('GET', '/equipment-cards')).json();
  expect(list).toMatchObject([{ equipment: 'PUMP-1', tag: 'unknown', state: 'open' }, { equipment: 'PUMP-2' }]);
  const one = (await ask('GET', `/equipment-cards/${list[1].id}`)).json();
  expect(one).toMatchObject({ equipment: 'PUMP-2', events: [{ type: 'opened', actor: 'system' }] });
  expect((await ask('GET', '/equipment-cards?equipment=PUMP-2')).json()).toHaveLength(1);
  expect((await ask('GET', '/equipment-cards/99')).json().code).toBe('RECORD_NOT_FOUND');
});

it('takes what an engineer writes, with who and by which way', async () => {
  const { ask } = await desk();
  const changed = await ask('POST', '/equipment-cards/1/change', { fields: { serial: 'S1' }, expectedVersion: 1 });
  expect(changed.json()).toMatchObject({ version: 2, fields: { serial: 'S1', number: null } });
  const again = await ask('POST', '/equipment-cards/1/change', { fields: { serial: 'S2' }, expectedVersion: 1 });
  expect(again.json().code).toBe('RECORD_CHANGED');
  const bare = await ask('POST', '/equipment-cards/1/change', { fields: { serial: 'S2' } });
  expect(bare.json()).toMatchObject({ code: 'RECORD_STEP_REFUSED', detail: 'changing serial needs a reason' });
  expect((await ask('GET', '/equipment-cards/1')).json().events[1]).toMatchObject({ actor: 'engineer', via: 'rest' });
});

it.each<[string, object, Role]>([
  ['change', { fields: { serial: 'S1' } }, 'technician'],
  ['review', { month: '2026-01' }, 'technician'],
  ['write-entry', { kind: 'part', at: '2026-01-05T00:00:00Z', text: 'bearing' }, 'viewer'],
])('refuses %s to who may not', async (deed, body, who) => {
  const { ask } = await desk();
  expect((await ask('POST', `/equipment-cards/1/${deed}`, body, who)).json().code).toBe('AUTH_FORBIDDEN');
});

it('keeps papers that are there, and addresses that a browser may follow', async () => {
  const { ask } = await desk();
  const paper = { kind: 'manual', title: 'Manual' };
  const at = '/equipment-cards/1/attach-document';
  expect((await ask('POST', at, { ...paper, sha256: 'a'.repeat(64) })).json().code).toBe('FILE_NOT_FOUND');
  expect((await ask('POST', at, { ...paper, url: 'javascript:alert(1)' })).json().code).toBe('REQUEST_INVALID');
  expect((await ask('POST', at, paper)).json().code).toBe('REQUEST_INVALID');
  const added = await ask('POST', at, { ...paper, url: 'https://docs.example/p1' }, 'technician');
  expect(added.json().documents).toMatchObject([{ id: 1, addedBy: 'technician', withdrawn: null }]);
  const gone = await ask('POST', '/equipment-cards/1/withdraw-document', { id: 1, reason: 'other machine' });
  expect(gone.json().documents[0].withdrawn.by).toBe('engineer');
});

it('tells history, hours and the rate of good order', async () => {
  const { ask } = await desk();
  await ask('POST', '/equipment-cards/1/write-entry', { kind: 'part', at: '2026-01-05T00:00:00Z', text: 'bearing' });
  expect((await ask('GET', '/equipment-cards/1/history')).json()).toMatchObject({
    ...{ isWhole: true, lines: [{ kind: 'entry', entry: 'part', at: '2026-01-05T00:00:00.000Z' }] },
  });
  wireSchema(equipmentHistory).parse((await ask('GET', '/equipment-cards/1/history')).json());
  expect((await ask('GET', '/equipment-cards/1/hours')).json()).toEqual([]);
  expect((await ask('GET', '/good-order')).json()).toMatchObject({ month: '2026-01', classes: [{ class: 'pump' }] });
  expect((await ask('GET', '/good-order?month=2026-13')).json().code).toBe('REQUEST_INVALID');
});

it('gives the list with which a house is taken over: what is missing on each card', async () => {
  const { ask } = await desk();
  await ask('POST', '/equipment-cards/1/change', { fields: { serial: 'S1' } });
  const answer = await ask('GET', '/take-over', undefined, 'viewer');
  expect(answer.headers['content-disposition']).toContain('take-over.csv');
  const [head = '', first = '', second = '', ...rest] = answer.body.split('\r\n');
  expect(head).toContain('台账缺项');
  expect(first).toMatch(/^PUMP-1,.*,number commissionedOn switchPosition .*管理编号/);
  expect(second).toMatch(/^PUMP-2,.*number serial .*说明书 图纸 合格证,0,0$/);
  expect(rest).toEqual(['']);
});
