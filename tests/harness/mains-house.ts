import type { Condition } from '../../gateway/domain/condition.ts';
import { type AlarmHouse, openHouse } from './alarm-house.ts';
import { houseCondition } from './house-site.ts';

/** The first points; those of what lies beneath the mains follow. */
export const POINT = { mains: 0, trapped: 1, ups: 2, genset: 3, beneath: 4 } as const;
export const MAINS = 'INC1.supply-lost';
/** What a mains failure must not hide. */
export const OTHERS = ['L01.trapped', 'UPS1.on-battery', 'G1.fail-to-start'] as const;
export const SCAN_MS = 1_000;

const RELEASE_DELAY_MS = 120_000;
const beneathMains = [{ kind: 'parent', condition: MAINS, releaseDelayMs: RELEASE_DELAY_MS }] as const;
const contact = { kind: 'discrete', options: { alarm: [1] }, unit: '', periodMs: SCAN_MS } as const;
const at = (point: number) => ({ watches: { what: 'point', point } }) as const;

const mains = houseCondition({
  ...{ ...contact, ...at(POINT.mains), id: MAINS, equipment: 'INC1', priority: 'P1' },
  ...{ onDelayMs: 1_000, offDelayMs: 30_000 },
});

const [trapped, ups, genset] = OTHERS;
const others = [
  houseCondition({
    ...{ ...contact, ...at(POINT.trapped), id: trapped, equipment: 'L01', system: 'lifts', priority: 'P1' },
    ...{ class: 'safety', suppressible: false, onDelayMs: 0 },
  }),
  houseCondition({ ...contact, ...at(POINT.ups), id: ups, equipment: 'UPS1', onDelayMs: 0 }),
  houseCondition({
    ...{
      ...contact,
      ...at(POINT.genset),
      id: genset,
      equipment: 'G1',
      system: 'gensets',
      priority: 'P1',
      onDelayMs: 0,
    },
  }),
];

/** P2 and P3 by turns, each of a machine of its own that the mains feed. */
const fed = (number: number): Condition => {
  const priority = number % 2 === 0 ? 'P2' : 'P3';
  return houseCondition({
    ...{ ...contact, ...at(POINT.beneath + number), id: `EQ-${number}.trip`, equipment: `EQ-${number}`, priority },
    ...{ onDelayMs: 0, offDelayMs: 0, holdMs: priority === 'P2' ? 5_000 : 30_000, suppressors: beneathMains },
  });
};

export const deviceOf = (number: number): string => `meter:${number}`;

const meter = (number: number): Condition =>
  houseCondition({
    ...{ id: `${deviceOf(number)}.comms-lost`, equipment: `M${number}`, kind: 'comms-lost', options: {} },
    ...{ watches: { what: 'device', device: deviceOf(number) }, class: 'diagnostic', periodMs: SCAN_MS },
    ...{ onDelayMs: 30_000, offDelayMs: 0, suppressors: beneathMains },
  });

const upTo = (count: number): number[] => Array.from({ length: count }, (_one, number) => number);

/** A building whose mains feed so many machines, and so many meters that fall silent without them. */
export function openMainsHouse(machines: number, meters: number): Promise<AlarmHouse> {
  const conditions = [mains, ...others, ...upTo(machines).map(fed), ...upTo(meters).map(meter)];
  return openHouse({ conditions });
}

/** The contacts of these machines. */
export const contactsOf = (from: number, to: number, value: 0 | 1): Readonly<Record<number, number>> =>
  Object.fromEntries(upTo(to - from).map((number) => [POINT.beneath + from + number, value]));

/**
 * The supply is lost now: so many machines trip before the mains have been away for their second, the others with it; the meters
 * fall silent; the lift stands after 5 s, the generator gives up after 12.
 */
export async function loseMains(house: AlarmHouse, machines: number, meters: number, early: number): Promise<void> {
  for (const number of upTo(meters)) house.lose(deviceOf(number));
  const happens: Readonly<Record<number, Readonly<Record<number, number>>>> = {
    0: contactsOf(0, early, 1),
    2: { ...contactsOf(early, machines, 1), [POINT.ups]: 1 },
    5: { [POINT.trapped]: 1 },
    12: { [POINT.genset]: 1 },
  };
  for (let second = 0; second <= 41; second++) {
    house.feed({ ...happens[second], [POINT.mains]: 1 });
    await house.advance(SCAN_MS);
  }
}
