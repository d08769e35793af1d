import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { onTestFinished } from 'vitest';
import type { StepEvent } from '../../gateway/domain/alarm-input.ts';
import { INITIAL_STATE } from '../../gateway/domain/condition-state.ts';
import type { WorkOrder } from '../../gateway/domain/work-order.ts';
import type { AlarmTransition } from '../../gateway/ports/alarm-repository.ts';
import { openStore } from '../../gateway/store/open-store.ts';
import { exampleAlarm, exampleEvent, START } from './alarm-records.ts';
import { ManualClock } from './manual-clock.ts';
import { silentLogger } from './silent-logger.ts';
import { tempFolder } from './temp-folder.ts';

/** A store on a real file; `orders` are those it has told of. */
export async function openTestStore(given?: string) {
  const folder = given ?? (await tempFolder());
  const clock = new ManualClock(START);
  const store = await openStore({ folder, clock, logger: silentLogger });
  onTestFinished(() => store.close());
  const orders: WorkOrder[] = [];
  store.workOrders.onChange((order) => orders.push(order));
  return { store, folder, clock, orders };
}

/** Looks into the file from outside. */
export function rowsOf(folder: string, sql: string): Record<string, unknown>[] {
  return withFile(folder, (file) => file.prepare(sql).all());
}

/** Does something to the file behind the store's back. */
export function withFile<T>(folder: string, work: (file: DatabaseSync) => T): T {
  const file = new DatabaseSync(join(folder, 'ops.sqlite'));
  try {
    return work(file);
  } finally {
    file.close();
  }
}

/** A transition of an episode: what a test does not name is as when it was activated, with nothing that follows from it. */
export function transitionOf(
  id: string,
  event: Partial<StepEvent>,
  change: Partial<AlarmTransition> & { readonly as?: Partial<ReturnType<typeof exampleAlarm>> } = {},
): AlarmTransition {
  const [conditionId, episode] = id.split('~') as [string, string];
  const { as = {}, ...rest } = change;
  const at = event.at ?? START;
  return {
    ...{
      conditionId,
      state: INITIAL_STATE,
      savedAt: at,
      savedMono: 1000,
      revision: 'r1',
      order: null,
      escalation: null,
    },
    alarm: exampleAlarm({ id, conditionId, episode: Number(episode), ...as }),
    events: [exampleEvent(event)],
    ...rest,
  };
}
