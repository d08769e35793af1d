import fc from 'fast-check';
import { expect, test } from 'vitest';
import { announced, exampleEvent, opensOrder, START, startsTelling } from '../../tests/harness/alarm-records.ts';
import { openTestStore, rowsOf, transitionOf, withFile } from '../../tests/harness/store-file.ts';
import type { StepEvent } from '../domain/alarm-input.ts';
import type { AlarmTransition } from '../ports/alarm-repository.ts';

/** PLANTROOM_EPISODES=1000000 takes a night: so many randomised episodes at least, instead of a few hundred. */
const EPISODES = Number(process.env.PLANTROOM_EPISODES ?? 0);
const EPISODES_OF_RUN = 3;
const RUNS = Math.max(40, Math.ceil(EPISODES / EPISODES_OF_RUN));
const LIMIT_MS = 60_000 + EPISODES * 100;

/** Two conditions with one failure group, one of its own, and what they may be consequences of. */
const CONDITIONS = ['a', 'b', 'c', 'mains'] as const;
const KEYS = { a: 'shared', b: 'shared', c: 'own', mains: 'mains' };

const anyOp = fc.record({
  condition: fc.constantFrom(...CONDITIONS),
  kind: fc.constantFrom(
    'begin',
    'begin',
    'return',
    'recur',
    'raise',
    'beneath',
    'out',
    'late order',
    'close',
    'order closed',
  ),
  pauseMs: fc.oneof(fc.nat(1_000), fc.nat(40 * 3_600_000)),
  endsBatch: fc.boolean(),
  isRepeated: fc.boolean(),
});
type Op = typeof anyOp extends fc.Arbitrary<infer T> ? T : never;

interface Track {
  episode: number;
  occurrence: number;
  isOpen: boolean;
  parent: string | null;
}

interface Done {
  readonly op: Op;
  readonly at: number;
  /** Undefined when a person does something to an order. */
  readonly transition: AlarmTransition | undefined;
}

/** What the ledger would hand over: only what is possible in the state a condition is in. */
function historyOf(prefix: string, ops: readonly Op[]): readonly Done[] {
  const tracks = new Map(
    CONDITIONS.map((name) => [name, { episode: 0, occurrence: 0, isOpen: false, parent: null } as Track]),
  );
  let at = START;
  return ops.flatMap((op): Done[] => {
    at += op.pauseMs + 1;
    const track = tracks.get(op.condition)!;
    if (op.kind === 'order closed') return [{ op, at, transition: undefined }];
    if ((op.kind === 'begin') === track.isOpen) return [];
    const events = step(track, op, at, `${prefix}.mains~${tracks.get('mains')!.episode}`);
    if (events === undefined) return [];
    const id = `${prefix}.${op.condition}~${track.episode}`;
    const state = track.isOpen ? ('active-unacknowledged' as const) : ('closed' as const);
    const as = { state, parent: track.parent, occurrence: track.occurrence, priority: priorityOf(op) };
    const order = orderOf(prefix, op, track.parent);
    const tells = events.some((event) => event.tells);
    const escalation = tells ? startsTelling({ occurrence: track.occurrence, at }) : null;
    return [{ op, at, transition: transitionOf(id, {}, { events, as, order, escalation, savedAt: at }) }];
  });
}

const priorityOf = ({ kind }: Op) => (kind === 'raise' ? ('P1' as const) : ('P3' as const));

function orderOf(prefix: string, { kind, condition }: Op, parent: string | null): AlarmTransition['order'] {
  if (kind === 'beneath') return { action: 'supersede', parent: parent! };
  const asks = kind === 'begin' || kind === 'out' || kind === 'late order';
  return asks ? opensOrder(`${prefix}:${KEYS[condition]}`) : null;
}

/** Undefined when it cannot happen now. */
function step(track: Track, { kind, condition }: Op, at: number, parent: string): StepEvent[] | undefined {
  const event = (change: Partial<StepEvent>) => exampleEvent({ at, occurrence: track.occurrence, ...change });
  switch (kind) {
    case 'begin':
      Object.assign(track, { episode: track.episode + 1, occurrence: 1, isOpen: true, parent: null });
      return [event({ occurrence: 1 }), announced({ at })];
    case 'return':
      return [event({ type: 'returned' })];
    case 'recur':
      track.occurrence++;
      return [event({ type: 'realarmed', occurrence: track.occurrence, annunciation: 'recurrence' })];
    case 'raise':
      track.occurrence++;
      return [
        event({ type: 'level-raised', occurrence: track.occurrence, level: 1, annunciation: 'level', tells: true }),
      ];
    case 'beneath':
      if (track.parent !== null || condition === 'mains' || parent.endsWith('~0')) return undefined;
      track.parent = parent;
      return [event({ type: 'suppressed', reason: parent })];
    case 'out':
      if (track.parent === null) return undefined;
      track.parent = null;
      track.occurrence++;
      return [event({ type: 'unsuppressed' }), announced({ at, occurrence: track.occurrence })];
    case 'late order':
      return track.parent === null ? [] : undefined;
    case 'close':
      track.isOpen = false;
      return [event({ type: 'closed' })];
    case 'order closed':
      return undefined;
  }
}

/** Commits a history; `isParted`: in the transactions it says and repeated where it says, otherwise as few as there can be. */
async function commitAll(store: TestStore, folder: string, prefix: string, ops: readonly Op[], isParted: boolean) {
  let batch: AlarmTransition[] = [];
  const commit = async (isRepeated: boolean): Promise<void> => {
    await store.alarms.commit(batch);
    if (isRepeated) await store.alarms.commit(batch);
    batch = [];
  };
  for (const { op, at, transition } of historyOf(prefix, ops)) {
    if (transition) batch.push(transition);
    else {
      await commit(isParted && op.isRepeated);
      closeOrder(folder, `${prefix}:${KEYS[op.condition]}`, at);
    }
    if (isParted && op.endsBatch) await commit(op.isRepeated);
  }
  await commit(false);
}

type TestStore = Awaited<ReturnType<typeof openTestStore>>['store'];

/** As a person does. */
const closeOrder = (folder: string, key: string, at: number): void =>
  withFile(folder, (file) => {
    const open = `dedup_key = '${key}' and state not in ('closed', 'cancelled')`;
    file.exec(`update work_order set state = 'closed', closed_at = ${at} where ${open}`);
  });

test(
  'however episodes are cut into transactions and repeated, their orders are the same, and never two for one',
  async () => {
    const { store, folder } = await openTestStore();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(anyOp, { maxLength: 40, size: 'max' }), async (ops) => {
        const [whole, parted] = [`w${++run}`, `p${run}`];
        await commitAll(store, folder, whole, ops, false);
        await commitAll(store, folder, parted, ops, true);
        const look = (prefix: string) => ordersOf(folder, prefix);
        expect(look(parted)).toEqual(
          look(whole).map((row) => JSON.parse(JSON.stringify(row).replaceAll(whole, parted))),
        );
      }),
      { numRuns: RUNS },
    );
    const twice = `select dedup_key from work_order where state not in ('closed', 'cancelled') group by 1 having count(*) > 1`;
    expect(rowsOf(folder, twice)).toEqual([]);
    const unlike = `select id from alarm_episode left join wo_episode on alarm_id = id where alarm_episode.work_order is not wo_episode.work_order`;
    expect(rowsOf(folder, unlike)).toEqual([]);
    expect(rowsOf(folder, 'select count(*) count from alarm_episode')[0]?.count).toBeGreaterThanOrEqual(EPISODES);
    expect(await store.alarms.verify()).toEqual([]);
  },
  LIMIT_MS,
);

/** Everything about the orders of a prefix but their numbers. */
function ordersOf(folder: string, prefix: string) {
  const orders = rowsOf(
    folder,
    `select id, dedup_key, state, priority, alarm_id, occurrences, condition_cleared_at from work_order where dedup_key like '${prefix}:%' order by dedup_key, id`,
  );
  const rankOf = new Map(orders.map(({ id, dedup_key }, index) => [id, `${dedup_key}#${index}`]));
  const links = rowsOf(
    folder,
    `select alarm_id, work_order, role, linked_at from wo_episode where alarm_id like '${prefix}.%' order by alarm_id`,
  );
  const logs = rowsOf(
    folder,
    `select work_order, at, step, from_state, to_state, note from work_order_log where work_order in
      (select id from work_order where dedup_key like '${prefix}:%') order by work_order_log.id`,
  );
  return [
    ...orders.map(({ id, ...row }) => ({ ...row, name: rankOf.get(id) })),
    ...links.map(({ work_order, ...row }) => ({ ...row, name: rankOf.get(work_order) })),
    ...logs.map(({ work_order, ...row }) => ({ ...row, name: rankOf.get(work_order) })),
  ];
}
