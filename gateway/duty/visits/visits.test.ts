import { expect, test } from 'vitest';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { MemoryRecordBook } from '../../../tests/harness/memory-record-book.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import { fakeSite } from '../../../tests/harness/web-fakes.ts';
import type { DutyNotice } from '../../ports/duty-notices.ts';
import type { VisitDeed } from '../../ports/visit-service.ts';
import { createVisitDesk } from './visit-desk.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function desk(closedAreas: readonly string[] = ['B1']) {
  const [clock, book, told] = [new ManualClock(), new MemoryRecordBook(), [] as DutyNotice[]];
  let ids = 0;
  const visits = createVisitDesk({
    ...{ plan: { closedAreas, overstayMs: 30 * MINUTE }, site: fakeSite(), book, clock, logger: silentLogger },
    ...{ notices: { tell: (notice) => void told.push(notice) }, newId: () => String(++ids) },
  });
  const now = clock.nowMs();
  const wish = {
    ...{ area: 'B1', visitor: 'Lift company', company: '', phone: '', people: 2, purpose: 'test', host: 'ann' },
    ...{ from: now, to: now + HOUR },
  };
  const act = (id: number, deed: VisitDeed, username = 'ann') =>
    visits.service.act(id, deed, { username, via: 'screen' });
  const ask = () => visits.service.ask(wish, { username: 'ann', via: 'screen' });
  return { ...visits, clock, told, wish, act, ask };
}

test('into a closed room only with leave of somebody else; then in, and out', async () => {
  const { act, ask } = desk();
  const asked = await ask();
  expect(asked).toMatchObject({
    value: { subject: 'B1', state: 'open', body: { needsApproval: true, startsAt: expect.any(Number) } },
  });
  expect(await act(1, { kind: 'enter' })).toMatchObject({
    ok: false,
    detail: expect.stringContaining('without leave'),
  });
  expect(await act(1, { kind: 'approve', note: '' })).toMatchObject({ code: 'AUTH_SECOND_PERSON' });
  expect(await act(1, { kind: 'approve', note: '' }, 'eva')).toMatchObject({ ok: true });
  expect(await act(1, { kind: 'approve', note: '' }, 'eva')).toMatchObject({ ok: false });
  expect(await act(1, { kind: 'leave', note: '' })).toMatchObject({ ok: false });
  expect(await act(1, { kind: 'enter' })).toMatchObject({ value: { body: { enteredBy: 'ann' } } });
  expect(await act(1, { kind: 'cancel', note: '' })).toMatchObject({ ok: false });
  expect(await act(1, { kind: 'leave', note: 'rope greased' })).toMatchObject({
    value: { state: 'done', body: { note: 'rope greased' } },
  });
});

test('into an open room without asking; a refusal says why and ends it', async () => {
  const open = desk([]);
  await open.ask();
  expect(await open.act(1, { kind: 'enter' })).toMatchObject({ ok: true });
  const closed = desk();
  await closed.ask();
  expect(await closed.act(1, { kind: 'refuse', note: '' }, 'eva')).toMatchObject({ ok: false });
  expect(await closed.act(1, { kind: 'refuse', note: 'not today' }, 'eva')).toMatchObject({
    value: { state: 'cancelled' },
  });
});

test('who never comes is missed; who stays too long is asked for', async () => {
  const { act, ask, clock, tick, told, service } = desk([]);
  await ask();
  await ask();
  await act(1, { kind: 'enter' });
  clock.advance(HOUR + MINUTE);
  await tick();
  expect(await service.get(2)).toMatchObject({ record: { state: 'missed' } });
  expect(told).toEqual([]);
  clock.advance(30 * MINUTE);
  await tick();
  await tick();
  expect(new Set(told.map(({ code, key }) => `${code} ${key}`))).toEqual(new Set(['VISITOR_OVERDUE visit:1']));
});

test('an area that does not exist, and a time that is over, are refused', async () => {
  const { service, wish, clock } = desk();
  const ann = { username: 'ann', via: 'screen' } as const;
  expect(await service.ask({ ...wish, area: 'B9' }, ann)).toMatchObject({ code: 'RESOURCE_NOT_FOUND' });
  clock.advance(2 * HOUR);
  expect(await service.ask(wish, ann)).toMatchObject({ code: 'REQUEST_INVALID' });
});
