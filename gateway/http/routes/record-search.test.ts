import { expect, onTestFinished, test } from 'vitest';
import { PAPER, paperDraft } from '../../../tests/harness/example-records.ts';
import { startFakeWeb } from '../../../tests/harness/web-fakes.ts';
import type { Role } from '../../domain/role.ts';

test('whoever works with the records finds them by their words; whoever only looks on does not', async () => {
  const web = await startFakeWeb();
  onTestFinished(() => web.http.close());
  const lines = ['陈先生 3-01 投诉水泵噪声'];
  await web.records.of(PAPER).open(paperDraft('a', { at: Date.UTC(2026, 0, 5), body: { lines, added: 'now' } }));
  const ask = async (who: Role, query: object) => {
    const search = new URLSearchParams({ ...query }).toString();
    const headers = { cookie: await web.cookieFor(who) };
    const answer = await web.http.app.inject({ url: `/api/v1/records/search?${search}`, headers });
    return { status: answer.statusCode, body: answer.json() };
  };
  expect((await ask('viewer', { words: '水泵' })).status).toBe(403);
  expect((await ask('technician', { words: '水泵 噪声' })).body).toEqual([
    {
      ...{ id: 1, kind: 'complaint', key: 'a', subject: 'P-1', state: 'open', at: '2026-01-05T00:00:00.000Z' },
      excerpts: lines,
    },
  ]);
  expect((await ask('technician', { words: '水泵', kind: 'round' })).body).toEqual([]);
  expect((await ask('technician', { words: '水泵', to: '2026-01-01T00:00:00Z' })).body).toEqual([]);
  expect((await ask('technician', { words: ' ' })).status).toBe(400);
});
