import type { PointState } from '../../../gateway/contract/resources.ts';
import { type Energised, energise, type SwitchPosition, type VoltageClaim } from '../../../gateway/domain/topology.ts';
import type { SwitchRef, TopologyPlan } from '../../../gateway/domain/topology-plan.ts';
import type { BreakerState } from '../../ui/breaker-symbol.tsx';
import type { TransferPosition } from '../display/electric-symbols.tsx';

/** A point as the topology needs it: its number, null unless it is present now, and the template's words for it. */
export interface PowerReading {
  readonly value: number | null;
  readonly states: PointState['states'];
}

/** Undefined: there is no such point. */
export type ReadPower = (tag: string) => PowerReading | undefined;

/** Below this a bus is dead: what is left is induced. */
const DEAD_BELOW_V = 40;
const VOLTAGES = ['v_ab', 'v_bc', 'v_ca', 'v_a', 'v_b', 'v_c'] as const;
const GENERATOR_CONTACTS = ['gen_on_load', 'gcb_closed', 'breaker_closed'] as const;
const BREAKER_POINTS = ['closed', 'opened', 'tripped'] as const;
const TRANSFER_POINTS = ['position', 'breaker_normal', 'breaker_emergency', 'on_line1', 'on_line2'] as const;
const LINE_POINTS = {
  normal: ['line1', 'line1_ok', 'normal_ab', 'normal_bc', 'normal_ca'],
  emergency: ['line2', 'line2_ok', 'emergency_ab', 'emergency_bc', 'emergency_ca'],
} as const;

/** Every point name that may tell how power stands; a site has some of them. */
export const POWER_POINTS: readonly string[] = [
  ...VOLTAGES,
  ...GENERATOR_CONTACTS,
  ...BREAKER_POINTS,
  ...TRANSFER_POINTS,
  ...LINE_POINTS.normal,
  ...LINE_POINTS.emergency,
];

const wordOf = ({ value, states }: PowerReading): string | undefined =>
  value === null ? undefined : states?.[String(value)]?.en;

const CLOSED_WORDS: ReadonlySet<string> = new Set(['closed']);
const OPEN_WORDS: ReadonlySet<string> = new Set(['open', 'racked out', 'test']);

/** A contact by the word its template has for the number, by the number itself where it has none of the words. */
function contact(reading: PowerReading | undefined): SwitchPosition | undefined {
  if (!reading) return undefined;
  if (reading.value === null) return 'unknown';
  const word = wordOf(reading);
  if (word !== undefined && CLOSED_WORDS.has(word)) return 'closed';
  if (word !== undefined && OPEN_WORDS.has(word)) return 'open';
  if (reading.value === 0 || reading.value === 1) return reading.value === 1 ? 'closed' : 'open';
  return 'unknown';
}

/** A trip is never called open; contacts that contradict each other, or are not fresh, are unknown. */
export function breakerState(read: ReadPower, id: string): BreakerState {
  const closed = contact(read(`${id}.closed`)) ?? 'unknown';
  const opened = read(`${id}.opened`);
  const tripped = (read(`${id}.tripped`)?.value ?? 0) > 0;
  if (closed === 'unknown') return 'unknown';
  if (opened && (opened.value === null || opened.value > 0 === (closed === 'closed'))) return 'unknown';
  if (closed === 'closed') return tripped ? 'unknown' : 'closed';
  return tripped ? 'tripped' : 'open';
}

type Side = 'normal' | 'emergency';
const ON_SIDE: Readonly<Record<Side, string>> = { normal: 'on_line1', emergency: 'on_line2' };
const POSITION_WORDS: ReadonlyMap<string, Side> = new Map([
  ['on normal', 'normal'],
  ['on emergency', 'emergency'],
]);

/** What the position of a transfer switch says of one side; nothing while it moves, or where it has none. */
function positionClaim(read: ReadPower, id: string, side: Side): SwitchPosition | undefined {
  const position = read(`${id}.position`);
  const where = position && POSITION_WORDS.get(wordOf(position) ?? '');
  if (where) return where === side ? 'closed' : 'open';
  const onSide = read(`${id}.${ON_SIDE[side]}`);
  return onSide?.value == null ? undefined : contact({ value: onSide.value, states: null });
}

function sidePosition(read: ReadPower, id: string, side: Side): SwitchPosition {
  const own = contact(read(`${id}.breaker_${side}`));
  const claim = positionClaim(read, id, side);
  if (own === undefined) return claim ?? 'unknown';
  return claim === undefined || claim === own ? own : 'unknown';
}

/** Both sides of a transfer switch; two sides closed at once are not believed. */
export function transferContacts(read: ReadPower, id: string): Readonly<Record<Side, SwitchPosition>> {
  const normal = sidePosition(read, id, 'normal');
  const emergency = sidePosition(read, id, 'emergency');
  if (normal === 'closed' && emergency === 'closed') return { normal: 'unknown', emergency: 'unknown' };
  return { normal, emergency };
}

/** Where the blade of a transfer switch lies. */
export function transferPosition(read: ReadPower, id: string): TransferPosition {
  const { normal, emergency } = transferContacts(read, id);
  if (normal === 'unknown' || emergency === 'unknown') return 'unknown';
  if (normal === 'closed') return 'normal';
  return emergency === 'closed' ? 'emergency' : 'off';
}

/** Volts of what is there; `none` without such points, `unknown` when none of them is present and one is missing. */
function claimOf(volts: readonly (number | null)[]): VoltageClaim {
  if (volts.length === 0) return 'none';
  if (volts.some((volt) => volt !== null && volt >= DEAD_BELOW_V)) return 'live';
  return volts.includes(null) ? 'unknown' : 'dead';
}

const valuesOf = (read: ReadPower, id: string, names: readonly string[]): (number | null)[] =>
  names.flatMap((name) => {
    const reading = read(`${id}.${name}`);
    return reading ? [reading.value] : [];
  });

/** What a transfer switch measures of a source; a source that is out of order without being dead says nothing. */
function lineClaim(read: ReadPower, id: string, side: Side): VoltageClaim {
  const [enumerated, healthy, ...voltages] = LINE_POINTS[side];
  const state = read(`${id}.${enumerated}`);
  if (state) {
    if (state.value === null) return 'unknown';
    const word = wordOf(state);
    return word === 'normal' ? 'live' : word === 'no voltage' ? 'dead' : 'none';
  }
  const ok = read(`${id}.${healthy}`);
  if (ok) return ok.value === null ? 'unknown' : ok.value > 0 ? 'live' : 'none';
  return claimOf(valuesOf(read, id, voltages));
}

/** The voltage that equipment, or a side of a transfer switch, measures. A breaker that is open measures nobody knows which side. */
export function voltageOf(read: ReadPower, place: string): VoltageClaim {
  const [id = '', side] = place.split('/');
  if (side === 'normal' || side === 'emergency') return lineClaim(read, id, side);
  if (read(`${id}.closed`) && breakerState(read, id) !== 'closed') return 'none';
  return claimOf(valuesOf(read, id, VOLTAGES));
}

/** Several meters at one place: they must agree, and one that is read is enough. */
function together(claims: readonly VoltageClaim[]): VoltageClaim {
  const said = new Set(claims);
  if (said.has('live') && said.has('dead')) return 'unknown';
  for (const claim of ['live', 'dead', 'unknown'] as const) if (said.has(claim)) return claim;
  return 'none';
}

const BY_VOLTAGE: Readonly<Record<VoltageClaim, SwitchPosition>> = {
  live: 'closed',
  dead: 'open',
  unknown: 'unknown',
  none: 'closed',
};

function positionOf(read: ReadPower, { equipment, contact: which }: SwitchRef): SwitchPosition {
  switch (which) {
    case 'main': {
      const state = breakerState(read, equipment);
      return state === 'tripped' ? 'open' : state;
    }
    case 'normal':
    case 'emergency':
      return transferContacts(read, equipment)[which];
    case 'generator':
      return generatorContact(read, equipment);
    case 'feeder':
      return BY_VOLTAGE[voltageOf(read, equipment)];
  }
}

/** The switch of a generator; where nobody reads it, a set with voltage stands on its line. */
function generatorContact(read: ReadPower, id: string): SwitchPosition {
  const own = GENERATOR_CONTACTS.map((name) => contact(read(`${id}.${name}`))).find((one) => one !== undefined);
  if (own !== undefined) return own;
  const claim = voltageOf(read, id);
  return claim === 'none' ? 'unknown' : BY_VOLTAGE[claim];
}

/** How every place of the plan lives, by what is read now. */
export function readPower(plan: TopologyPlan, read: ReadPower): ReadonlyMap<string, Energised> {
  const nodes = plan.nodes.map(({ id, source, measuredBy }) => ({
    id,
    voltage: together(measuredBy.map((one) => voltageOf(read, one))),
    ...(source ? { source } : {}),
  }));
  const edges = plan.edges.map(({ from, to, by }) => ({
    from,
    to,
    position: by ? positionOf(read, by) : ('closed' as const),
  }));
  return energise(nodes, edges);
}
