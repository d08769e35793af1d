import type { Alarm } from '../domain/alarm.ts';
import type { Actor } from '../domain/alarm-input.ts';
import { done, type ErrorCode, type Outcome, PlantroomError, refused } from '../domain/errors.ts';
import { type Role, ranksAtLeast } from '../domain/role.ts';
import type { AlarmRepository } from '../ports/alarm-repository.ts';
import type { AlarmAction } from '../ports/alarm-service.ts';
import { parseAlarmId } from './alarm-record.ts';
import type { ConditionRunner } from './condition-runner.ts';
import type { Slot } from './condition-table.ts';

/** The least role for each action, whatever way it is asked for; what the class of an alarm demands besides is decided by its step. */
const LEAST_ROLE: Readonly<Record<AlarmAction['kind'], Role>> = {
  acknowledge: 'technician',
  comment: 'technician',
  confirm: 'engineer',
  reset: 'engineer',
  shelve: 'engineer',
  unshelve: 'engineer',
  'out-of-service': 'supervisor',
  disable: 'supervisor',
  'return-to-service': 'supervisor',
};

/** These are about one episode; the others about the condition, of which an older episode is as good a name as any. */
const ABOUT_EPISODE: ReadonlySet<AlarmAction['kind']> = new Set(['acknowledge', 'confirm', 'reset', 'comment']);

export interface ActionContext {
  readonly find: (conditionId: string) => Slot | undefined;
  readonly repository: Pick<AlarmRepository, 'get'>;
  readonly runner: Pick<ConditionRunner, 'act'>;
}

/** Lets a person act on an alarm or its condition. Resolves when it is durable. */
export async function actOnAlarm(
  context: ActionContext,
  id: string,
  action: AlarmAction,
  actor: Actor,
): Promise<Outcome<Alarm | null>> {
  if (!ranksAtLeast(actor.role, LEAST_ROLE[action.kind])) return refused('AUTH_FORBIDDEN');
  const slot = findSlot(context, id, ABOUT_EPISODE.has(action.kind));
  return slot ? act(context, slot, action, actor) : refused(await whyNot(context, id));
}

async function act(
  { runner }: ActionContext,
  slot: Slot,
  action: AlarmAction,
  actor: Actor,
): Promise<Outcome<Alarm | null>> {
  const { result, stored } = runner.act(slot, { ...action, actor });
  if (result.refusal) return refused(result.refusal.code, result.refusal.detail);
  try {
    return done((await stored) ?? slot.alarm);
  } catch (error) {
    if (!(error instanceof PlantroomError)) throw error;
    return refused(error.code, 'it is kept in memory and stored as soon as the disk answers');
  }
}

/** By the id of an episode or of the condition. `isExact`: an episode must be the latest. */
export function findSlot({ find }: Pick<ActionContext, 'find'>, id: string, isExact: boolean): Slot | undefined {
  const condition = find(id);
  if (condition) return condition;
  const parsed = parseAlarmId(id);
  const slot = parsed && find(parsed.conditionId);
  return !isExact || slot?.state.episode?.number === parsed?.episode ? slot : undefined;
}

/** An older episode is closed; the store knows whether there was one. */
async function whyNot({ repository }: ActionContext, id: string): Promise<ErrorCode> {
  try {
    return (await repository.get(id)) ? 'ALARM_EPISODE_CLOSED' : 'ALARM_NOT_FOUND';
  } catch (error) {
    if (error instanceof PlantroomError) return error.code;
    throw error;
  }
}
