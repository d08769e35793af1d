import { expect, test } from 'vitest';
import type { LoadedSite } from '../../../gateway/config/load.ts';
import type { Condition } from '../../../gateway/domain/condition.ts';
import { type AlarmHouse, openHouse } from '../../harness/alarm-house.ts';
import { smsChannel } from '../../harness/house-channels.ts';
import { dutyPlan } from '../../harness/house-duty.ts';
import { houseCondition } from '../../harness/house-site.ts';
import { ManualClock } from '../../harness/manual-clock.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const LONDON = 'Europe/London';
const NUMBERS = { ann: '+447700900001', bob: '+447700900002', cat: '+447700900003', eva: '+447700900004' } as const;
type Name = keyof typeof NUMBERS;

/** Ann and bob have the duty by turns from `handoff` on, eva leads the shift; who is named wants to sleep. */
function planOf(channels: LoadedSite['channels'], handoff: string, sleeps: Partial<Record<Name, string>>) {
  const people = Object.entries(NUMBERS).map(([id, address]) => ({
    ...{ id, name: id, language: 'en' as const, contacts: [{ channel: 'sms', address }] },
    ...(sleeps[id as Name] === undefined ? {} : { quiet: { hours: [sleeps[id as Name]!] } }),
  }));
  const duty = { id: 'duty', title: { en: 'Duty', zh: '值班' }, start: '2026-01-05', handoff };
  const rotations = [{ ...duty, every: { days: 1 }, members: ['ann', 'bob'] }];
  const roles = { duty: [{ rotation: 'duty' }], shiftLead: [{ person: 'eva' }] };
  return dutyPlan({ people, rotations, roles }, channels, LONDON);
}

interface Setup {
  /** Local time of London in winter. */
  readonly at: string;
  readonly conditions: readonly Condition[];
  readonly handoff?: string;
  readonly sleeps?: Partial<Record<Name, string>>;
}

async function setup({ at, conditions, handoff = '08:00', sleeps = {} }: Setup) {
  const clock = new ManualClock(Date.parse(`${at}Z`));
  const { channel } = await smsChannel(clock);
  const duty = { plan: planOf([channel], handoff, sleeps), channels: [channel] };
  const house = await openHouse({ clock, conditions, duty, site: { timeZone: LONDON } });
  return { house, onCall: house.process.system.onCall };
}

const nameOf = (number: string): string =>
  Object.entries(NUMBERS).find(([, address]) => address === number)?.[0] ?? number;

/** `<local time> <who> <what>` of every text message about an alarm that the provider was asked to send. */
function texts({ exchanges, startMs }: AlarmHouse): string[] {
  return exchanges.flatMap(({ second, body }) => {
    const { to, text } = JSON.parse(body) as { readonly to: string; readonly text: string };
    const title = /fault [a-z]+/.exec(text)?.[0];
    const time = new Date(startMs + second * 1_000).toISOString().slice(11, 19);
    return title === undefined ? [] : [`${time} ${nameOf(to)} ${title}`];
  });
}

const alarm = (title: string, change: Partial<Condition>): Condition =>
  houseCondition({
    ...{ id: `X1.${title}`, title: { en: `fault ${title}`, zh: title }, onDelayMs: 0, ...change },
  });

const urgent = alarm('urgent', { priority: 'P1' });

test('22. Escalation over handover: the step at 07:58 is for who has the duty then, the one at 08:00 for who has it by then', async () => {
  const { house } = await setup({ at: '2026-01-06T07:58:00', conditions: [urgent] });
  house.feed(85);
  await house.advance(2.5 * MINUTE_MS);
  expect(texts(house)).toEqual(['07:58:00 ann fault urgent', '08:00:00 bob fault urgent']);
});

test('22. Escalation over handover, override: the substitute of who is sick gets it', async () => {
  const { house, onCall } = await setup({ at: '2026-01-06T07:58:00', conditions: [urgent] });
  const eight = Date.UTC(2026, 0, 6, 8);
  const sick = { rotation: 'duty', kind: 'replace', instead: 'bob', person: 'cat', reason: 'sick' } as const;
  const caller = { username: 'eva', role: 'supervisor' } as const;
  expect(await onCall.override({ ...sick, from: eight, to: eight + 8 * HOUR_MS }, caller)).toMatchObject({ ok: true });
  house.feed(85);
  await house.advance(2.5 * MINUTE_MS);
  expect(texts(house)).toEqual(['07:58:00 ann fault urgent', '08:00:00 cat fault urgent']);
});

test('22. Escalation over handover, quiet hours: P1 wakes its recipient; P3 of 23:00 comes at 07:00, if it is still open', async () => {
  const medium = { priority: 'P3', holdMs: 30_000 } as const;
  const { house } = await setup({
    at: '2026-01-05T22:59:30',
    conditions: [
      alarm('first', medium),
      alarm('second', { ...medium, watches: { what: 'point', point: 1 } }),
      alarm('urgent', { priority: 'P1', watches: { what: 'point', point: 2 } }),
    ],
    sleeps: { ann: 'daily 22:00-07:00' },
  });
  house.feed({ 0: 85, 1: 85 });
  await house.advance(5 * MINUTE_MS);
  expect(await house.rows('X1.first')).toEqual(['activated@0', 'annunciated@30']);
  expect(texts(house)).toEqual([]);
  house.feed({ 2: 85 });
  await house.advance(5_000);
  expect(texts(house)).toEqual(['23:04:30 ann fault urgent']);
  await house.acknowledge('X1.urgent~1', 1);
  await house.acknowledge('X1.second~1', 1);
  await house.leap(Date.UTC(2026, 0, 6, 6, 59) - house.clock.nowMs());
  expect(texts(house)).toHaveLength(1);
  await house.advance(2 * MINUTE_MS);
  expect(texts(house).slice(1)).toEqual(['07:00:00 ann fault first']);
});

test('22. Escalation over handover, autumn night in London: no gap, one hour in which both have the duty', async () => {
  const { house, onCall } = await setup({ at: '2026-10-23T12:00:00', conditions: [urgent], handoff: '01:30' });
  const { gaps } = await onCall.coverage();
  expect(gaps).toEqual([]);
  const [from, to] = [Date.UTC(2026, 9, 24), Date.UTC(2026, 9, 27)];
  const turns = await onCall.turns(from, to);
  const overlaps = turns.slice(1).map(({ startsAt }, index) => turns[index]!.endsAt - startsAt);
  // Local half past one comes twice: who begins does so at the first, who ends at the second.
  expect(overlaps.filter((ms) => ms !== 0)).toEqual([HOUR_MS]);
  const [duty] = await onCall.at(Date.UTC(2026, 9, 25, 1));
  expect(duty!.people.map((turn) => turn.person).sort()).toEqual(['ann', 'bob']);
  expect(texts(house)).toEqual([]);
});
