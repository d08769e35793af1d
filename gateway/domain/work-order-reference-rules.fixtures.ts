import type { Priority } from './alarm.ts';
import type { WorkOrderState, WorkOrderStep } from './work-order.ts';

/** Tables of the second work-order machine: which moves there are, and who may make them. */

type Move = readonly [from: string, to: WorkOrderState | 'same'];
const NOTED = 'draft open assigned accepted in-progress on-hold';
const MOVES: Readonly<Record<WorkOrderStep, readonly Move[]>> = {
  dispatch: [['draft', 'open']],
  reject: [['draft', 'rejected']],
  assign: [
    ['open assigned accepted', 'assigned'],
    ['in-progress on-hold', 'same'],
  ],
  accept: [['open assigned', 'accepted']],
  decline: [['assigned', 'open']],
  arrive: [['accepted in-progress', 'same']],
  start: [['open assigned accepted', 'in-progress']],
  hold: [['in-progress', 'on-hold']],
  resume: [['on-hold', 'in-progress']],
  done: [['in-progress', 'done']],
  verify: [['done', 'verified']],
  close: [['done verified', 'closed']],
  'call-back': [['done verified', 'same']],
  reopen: [
    ['done verified', 'in-progress'],
    ['closed', 'open'],
  ],
  cancel: [[NOTED, 'cancelled']],
  fill: [['accepted in-progress on-hold', 'same']],
  parts: [['accepted in-progress on-hold done', 'same']],
  labour: [['in-progress on-hold done', 'same']],
  attach: [[`${NOTED} done`, 'same']],
  change: [[NOTED, 'same']],
  comment: [[`${NOTED} done verified closed rejected cancelled`, 'same']],
};
export const STEPS = Object.keys(MOVES) as readonly WorkOrderStep[];

/** Every state in which a step may be asked for, taken apart once. */
const TARGETS: ReadonlyMap<string, WorkOrderState | 'same'> = new Map(
  Object.entries(MOVES).flatMap(([step, moves]) =>
    moves.flatMap(([from, to]) => from.split(' ').map((state) => [`${step} ${state}`, to] as const)),
  ),
);

/** Higher may all that lower may. The system, and what acts for it, may everything but judge its own work. */
export type RefRole = 'viewer' | 'technician' | 'operator' | 'engineer' | 'system';
const RANKS: readonly RefRole[] = ['viewer', 'technician', 'operator', 'engineer', 'system'];
const isAtLeast = (role: RefRole, least: RefRole): boolean => RANKS.indexOf(role) >= RANKS.indexOf(least);

export interface RefActor {
  readonly name: string;
  readonly role: RefRole;
}

/**
 * What is wrong with a request. blank: it says nothing but its step; no-note: everything but words beside it; no-words: neither what was
 * done nor what is wrong; unknown: names what is not there, or lies ahead; half: says a thing that does not say enough.
 */
export const FLAWS = ['none', 'blank', 'no-note', 'no-words', 'unknown', 'half'] as const;
export type Flaw = (typeof FLAWS)[number];

/** What somebody asks for, in the words of the tables. */
export interface Deed {
  readonly step: WorkOrderStep;
  readonly actor: RefActor;
  readonly flaw: Flaw;
  readonly assignee: string;
  readonly holdReason: string;
  readonly isSolved: boolean;
  readonly foundNothing: boolean;
  readonly isScan: boolean;
  readonly isBad: boolean;
  readonly priority: Priority;
  /** Ticks from now; undefined: not said; null: none any more. */
  readonly appointment: number | null | undefined;
  readonly deadline: number | null | undefined;
}

/** Where a step leads from a state; undefined: it cannot be asked for there. */
export const targetOf = (step: WorkOrderStep, state: WorkOrderState): WorkOrderState | 'same' | undefined =>
  TARGETS.get(`${step} ${state}`);

/** What the door lets in: the role may ask for the step at all, and give the order to that person. */
export function mayAsk({ step, actor, assignee, flaw }: Pick<Deed, 'step' | 'actor' | 'assignee' | 'flaw'>): boolean {
  if (['dispatch', 'reject', 'change', 'verify', 'close', 'reopen', 'cancel'].includes(step))
    return isAtLeast(actor.role, 'operator');
  const isOfOthers = step === 'assign' && flaw !== 'blank' && assignee !== actor.name;
  return isAtLeast(actor.role, isOfOthers ? 'operator' : 'technician');
}

interface Standing {
  readonly priority: Priority;
  readonly assignee: string | null;
  readonly doneBy: string | null;
}

/** The step is this person's to take. */
export function isTheirs(
  { priority, assignee, doneBy }: Standing,
  step: WorkOrderStep,
  { name, role }: RefActor,
): boolean {
  const isOwn = role === 'system' || assignee === null || assignee === name;
  const leads = isAtLeast(role, 'operator');
  if (step === 'accept' || step === 'decline' || step === 'start') return isOwn;
  if (step === 'hold' && priority === 'P1' && !isAtLeast(role, 'engineer')) return false;
  if (['hold', 'arrive', 'done', 'resume', 'fill', 'labour', 'parts'].includes(step)) return isOwn || leads;
  if (['verify', 'close', 'call-back'].includes(step)) return name !== assignee && name !== doneBy;
  return !['dispatch', 'reject', 'change'].includes(step) || leads;
}
