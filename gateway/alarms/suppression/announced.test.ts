import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alarmRig, parent, person, watching } from '../../../tests/harness/alarm-rig.ts';
import type { Condition } from '../../domain/condition.ts';

const SECOND_MS = 1_000;
const HOLD_S = 5;

interface Edge {
  readonly parent: number;
  readonly child: number;
  readonly releaseS: number;
}

interface Happening {
  readonly who: number;
  readonly what: 'toggle' | 'service';
  /** Seconds until the next. */
  readonly gapS: number;
}

/**
 * Who is told, by the definition and by trying every second: active, in service, nothing above it active and believed now or less
 * than its release delay ago; after the hold, or as soon as what kept it quiet is gone.
 */
class Reference {
  readonly announced = new Set<string>();
  private readonly active: boolean[];
  private readonly outOfService: boolean[];
  private readonly episode: number[];
  private readonly activeAt: number[];
  private readonly wasQuiet: boolean[];
  private readonly isTold: boolean[];
  private readonly edges: readonly Edge[];
  /** By edge: until when it keeps quiet after its parent has returned. */
  private readonly until: number[];

  constructor(size: number, edges: readonly Edge[]) {
    this.edges = edges;
    this.active = Array<boolean>(size).fill(false);
    this.outOfService = Array<boolean>(size).fill(false);
    this.episode = Array<number>(size).fill(0);
    this.activeAt = Array<number>(size).fill(0);
    this.wasQuiet = Array<boolean>(size).fill(false);
    this.isTold = Array<boolean>(size).fill(false);
    this.until = Array<number>(edges.length).fill(-1);
  }

  isActive(who: number): boolean {
    return this.active[who]!;
  }

  isOutOfService(who: number): boolean {
    return this.outOfService[who]!;
  }

  happen({ who, what }: Happening, now: number): void {
    const wasSuppressing = this.suppresses(who);
    if (what === 'service') this.outOfService[who] = !this.outOfService[who];
    else if (this.active[who]) this.active[who] = false;
    else this.begin(who, now);
    if (!wasSuppressing || this.suppresses(who)) return;
    for (const [index, edge] of this.edges.entries())
      if (edge.parent === who)
        this.until[index] = Math.max(this.until[index]!, this.active[who] ? now : now + edge.releaseS);
  }

  look(now: number): void {
    for (const who of this.active.keys()) {
      if (!this.active[who]) continue;
      if (this.isQuiet(who, now)) {
        this.wasQuiet[who] = true;
        continue;
      }
      if (!this.isTold[who] && !this.wasQuiet[who] && now < this.activeAt[who]! + HOLD_S) continue;
      this.isTold[who] = true;
      this.announced.add(`c${who}~${this.episode[who]}`);
    }
  }

  private begin(who: number, now: number): void {
    this.active[who] = true;
    this.episode[who]!++;
    this.activeAt[who] = now;
    this.wasQuiet[who] = false;
    this.isTold[who] = false;
  }

  private isQuiet(who: number, now: number): boolean {
    if (this.outOfService[who]) return true;
    return this.edges.some(
      (edge, index) => edge.child === who && (this.suppresses(edge.parent) || now < this.until[index]!),
    );
  }

  private suppresses(who: number): boolean {
    return this.active[who]! && !this.outOfService[who];
  }
}

const SIZE = 6;
/** Parents have lower numbers: no circles. */
const edges = fc.uniqueArray(
  fc.record({
    parent: fc.nat(SIZE - 2),
    distance: fc.integer({ min: 1, max: SIZE - 1 }),
    releaseS: fc.constantFrom(0, 3, 20),
  }),
  { selector: ({ parent: from, distance }) => `${from}/${distance}`, maxLength: 9 },
);
const happenings = fc.array(
  fc.record({
    who: fc.nat(SIZE - 1),
    what: fc.constantFrom('toggle' as const, 'toggle' as const, 'toggle' as const, 'service' as const),
    gapS: fc.integer({ min: 1, max: 12 }),
  }),
  { maxLength: 40 },
);

function conditionsOf(all: readonly Edge[]): Condition[] {
  return Array.from({ length: SIZE }, (_, who) =>
    watching(who, {
      ...{ id: `c${who}`, holdMs: HOLD_S * SECOND_MS, acknowledgement: 'auto', order: { when: 'never' } },
      chatter: { count: 0, windowMs: 0, holdOffMs: 0, releaseMs: 0 },
      suppressors: all
        .filter(({ child }) => child === who)
        .map((edge) => parent(`c${edge.parent}`, edge.releaseS * SECOND_MS)),
    }),
  );
}

test('property: whatever lies above what, and in whatever order it happens, exactly those are told who should be', async () => {
  await fc.assert(
    fc.asyncProperty(edges, happenings, async (drawn, all) => {
      const graph = drawn
        .map(({ parent: from, distance, releaseS }) => ({ parent: from, child: from + distance, releaseS }))
        .filter(({ child }) => child < SIZE);
      const reference = new Reference(SIZE, graph);
      const rig = await alarmRig({ conditions: conditionsOf(graph) });
      const acts: Promise<unknown>[] = [];
      let now = 0;
      for (const one of [...all, { who: -1, what: 'toggle', gapS: 40 } as const]) {
        if (one.who >= 0) {
          reference.happen(one, now);
          if (one.what === 'toggle') rig.sample(one.who, reference.isActive(one.who) ? 85 : 20);
          else acts.push(switchService(rig, one.who, reference.isOutOfService(one.who)));
        }
        reference.look(now);
        for (let second = 0; second < one.gapS; second++) reference.look(++now);
        rig.clock.advance(one.gapS * SECOND_MS);
      }
      await rig.engine.stop();
      await Promise.all(acts);
      const told = rig.repository.rows
        .filter(({ annunciation }) => annunciation !== null)
        .map(({ alarmId }) => alarmId);
      expect([...new Set(told)].sort()).toEqual([...reference.announced].sort());
    }),
    { numRuns: 150 },
  );
});

function switchService(
  { service, clock }: Awaited<ReturnType<typeof alarmRig>>,
  who: number,
  isOut: boolean,
): Promise<unknown> {
  const action = isOut
    ? ({ kind: 'out-of-service', reason: 'test', reviewBy: clock.nowMs() + 86_400_000, second: null } as const)
    : ({ kind: 'return-to-service' } as const);
  return service.act(`c${who}`, action, person('supervisor'));
}
