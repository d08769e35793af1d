import type { Alarm } from '../domain/alarm.ts';
import type { AlarmRule } from '../domain/alarm-step.ts';
import type { Condition } from '../domain/condition.ts';
import { type ConditionState, INITIAL_STATE } from '../domain/condition-state.ts';
import { PlantroomError } from '../domain/errors.ts';
import type { ConditionDefinition, Evidence, Judgement } from '../ports/condition.ts';

/** One condition at run time. */
export interface Slot {
  readonly condition: Condition;
  readonly rule: AlarmRule;
  readonly tag: string | undefined;
  readonly judge: (evidence: Evidence, wasActive: boolean) => Judgement;
  state: ConditionState;
  /** The latest episode as shown, that is as stored; null before the first. */
  alarm: Alarm | null;
  /** Number of the step that `alarm` shows. */
  shownNumber: number;
  /** Evidence has grown since the state was last stored. */
  isUnsaved: boolean;
  /** Device conditions: the last thing heard; undefined until then. */
  isLost: boolean | undefined;
}

/** A gap of three scan periods is the most that may count as evidence (2.3 rule 2). */
const MAX_GAP_PERIODS = 3;

/** All conditions, found by point without searching: those of point `p` are `order[first[p]] … order[first[p + 1] - 1]`. */
export class ConditionTable {
  readonly slots: readonly Slot[];
  readonly first: Int32Array;
  readonly order: Int32Array;
  readonly deviceSlots: readonly Slot[];
  private readonly byId: ReadonlyMap<string, Slot>;
  private readonly byDevice = new Map<string, Slot[]>();

  constructor(
    conditions: readonly Condition[],
    kinds: readonly ConditionDefinition[],
    points: readonly { readonly tag: string }[],
  ) {
    this.slots = conditions.map((condition) => createSlot(condition, kinds, points));
    this.byId = new Map(this.slots.map((slot) => [slot.condition.id, slot]));
    ({ first: this.first, order: this.order } = indexByPoint(conditions, points.length));
    this.deviceSlots = this.slots.filter((slot) => slot.condition.watches.what === 'device');
    for (const slot of this.deviceSlots) this.addDevice(slot);
  }

  find(conditionId: string): Slot | undefined {
    return this.byId.get(conditionId);
  }

  ofDevice(device: string): readonly Slot[] {
    return this.byDevice.get(device) ?? [];
  }

  private addDevice(slot: Slot): void {
    const { watches } = slot.condition;
    if (watches.what !== 'device') return;
    const slots = this.byDevice.get(watches.device);
    if (slots) slots.push(slot);
    else this.byDevice.set(watches.device, [slot]);
  }
}

function createSlot(
  condition: Condition,
  kinds: readonly ConditionDefinition[],
  points: readonly { readonly tag: string }[],
): Slot {
  const kind = kinds.find((one) => one.kind === condition.kind);
  if (!kind) throw new PlantroomError('CONFIG_INVALID', `${condition.id}: no condition kind "${condition.kind}"`);
  const options = kind.optionsSchema.safeParse(condition.options);
  if (!options.success)
    throw new PlantroomError('CONFIG_INVALID', `${condition.id}: ${options.error.issues[0]?.message}`);
  const { watches, onDelayMs, offDelayMs, periodMs } = condition;
  const isDevice = watches.what === 'device';
  return {
    condition,
    // A device's state is known all the time, not only when a sample arrives.
    rule: { onDelayMs, offDelayMs, maxGapMs: isDevice ? Number.POSITIVE_INFINITY : MAX_GAP_PERIODS * periodMs },
    tag: isDevice ? undefined : points[watches.point]?.tag,
    judge: (evidence, wasActive) => kind.judge(options.data, evidence, wasActive),
    state: INITIAL_STATE,
    alarm: null,
    shownNumber: 0,
    isUnsaved: false,
    isLost: undefined,
  };
}

function indexByPoint(conditions: readonly Condition[], points: number): { first: Int32Array; order: Int32Array } {
  const first = new Int32Array(points + 1);
  const watched = conditions.flatMap(({ watches }, slot) =>
    watches.what === 'point' ? [{ point: watches.point, slot }] : [],
  );
  watched.sort((a, b) => a.point - b.point || a.slot - b.slot);
  for (const { point } of watched) first[point + 1]!++;
  for (let point = 0; point < points; point++) first[point + 1]! += first[point]!;
  return { first, order: Int32Array.from(watched, ({ slot }) => slot) };
}
