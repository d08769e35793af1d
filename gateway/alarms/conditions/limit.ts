import { z } from 'zod';
import type { AlarmLevel } from '../../domain/condition.ts';
import { isGood } from '../../domain/quality.ts';
import type { ConditionDefinition, Judgement } from '../../ports/condition.ts';
import { NORMAL, UNKNOWN } from '../band.ts';

type LimitName = 'high' | 'highHigh' | 'low' | 'lowLow';

/** As they are written, before anybody has looked at whether they go together. */
interface Limits extends Readonly<Partial<Record<LimitName, number | undefined>>> {
  readonly deadband: number;
  readonly deadbands?: Readonly<Partial<Record<LimitName, number | undefined>>> | undefined;
}

const deadband = z.number().min(0);

const options = z
  .strictObject({
    highHigh: z.number().optional(),
    high: z.number().optional(),
    low: z.number().optional(),
    lowLow: z.number().optional(),
    deadband: deadband.default(0).meta({ description: 'How far back inside the value must come to return' }),
    deadbands: z
      .partialRecord(z.enum(['highHigh', 'high', 'low', 'lowLow']), deadband)
      .optional()
      .meta({ description: 'Where one limit has another deadband' }),
  })
  .superRefine((limits, context) => {
    const problem = findProblem(limits);
    if (problem) context.addIssue({ code: 'custom', message: problem.message, path: problem.path });
  });
type LimitOptions = z.infer<typeof options>;

/** Mild ones first: of each side the worse one comes later. */
const NAMES = ['high', 'low', 'highHigh', 'lowLow'] as const satisfies readonly LimitName[];

/**
 * Value at or beyond a limit. Several limits are levels of one alarm, of which one at a time is active; a site that wants an alarm
 * for each writes several, where the milder is superseded by the worse. A level goes when the value is inside it by its deadband.
 */
export const limit: ConditionDefinition<LimitOptions> = {
  kind: 'limit',
  title: { en: 'Limit', zh: '越限' },
  optionsSchema: options,
  levels: (limits) => {
    const names = levelsOf(limits);
    return names.length > 1 ? names : [];
  },
  judge(limits, { value, quality }, activeLevel) {
    if (!isGood(quality) || !Number.isFinite(value)) return UNKNOWN;
    const active = activeLevel === null ? undefined : nameAt(limits, activeLevel);
    const reached = worstReached(limits, value);
    if (reached !== undefined) return judgeReached(limits, value, reached, active);
    const held = heldLevel(limits, value, active);
    return held === undefined ? NORMAL : { zone: 'hold', limit: null, level: placeOf(limits, held) };
  },
};

const levelsOf = (limits: LimitOptions): AlarmLevel['name'][] => NAMES.filter((name) => limits[name] !== undefined);

/** Found without making a list: this is asked for every sample. */
function nameAt(limits: LimitOptions, level: number): LimitName | undefined {
  let place = 0;
  for (const name of NAMES) if (limits[name] !== undefined && place++ === level) return name;
  return undefined;
}

function placeOf(limits: LimitOptions, wanted: LimitName): number {
  let place = 0;
  for (const name of NAMES) {
    if (name === wanted) return place;
    if (limits[name] !== undefined) place++;
  }
  return place;
}

const isHigh = (name: LimitName): boolean => name === 'high' || name === 'highHigh';

/** The worst limit at or beyond which the value lies. */
function worstReached(limits: LimitOptions, value: number): LimitName | undefined {
  const { highHigh, high, low, lowLow } = limits;
  if (highHigh !== undefined && value >= highHigh) return 'highHigh';
  if (lowLow !== undefined && value <= lowLow) return 'lowLow';
  if (high !== undefined && value >= high) return 'high';
  return low !== undefined && value <= low ? 'low' : undefined;
}

/** Beyond a milder limit, but not yet clear of the worse one that is active: that one is held. */
function judgeReached(limits: LimitOptions, value: number, reached: LimitName, active?: LimitName): Judgement {
  const isHeld = active !== undefined && isHigh(active) === isHigh(reached) && isWithin(limits, value, active);
  const name = isHeld && placeOf(limits, active) > placeOf(limits, reached) ? active : reached;
  return { zone: 'alarm', limit: limits[name] ?? null, level: placeOf(limits, name) };
}

/** Whether the value is not yet inside a limit by more than its deadband. */
function isWithin(limits: LimitOptions, value: number, name: LimitName): boolean {
  const edge = limits[name];
  if (edge === undefined) return false;
  const width = limits.deadbands?.[name] ?? limits.deadband;
  return isHigh(name) ? value >= edge - width : value <= edge + width;
}

/** The worst limit in whose deadband the value lies. Of an active alarm only those of its side hold, up to its own level. */
function heldLevel(limits: LimitOptions, value: number, active: LimitName | undefined): LimitName | undefined {
  for (let i = NAMES.length - 1; i >= 0; i--) {
    const name = NAMES[i]!;
    if (active !== undefined && (isHigh(name) !== isHigh(active) || placeOf(limits, name) > placeOf(limits, active)))
      continue;
    if (isWithin(limits, value, name)) return name;
  }
  return undefined;
}

interface Problem {
  readonly message: string;
  readonly path: readonly string[];
}

/** From below to above. */
const ORDER = ['lowLow', 'low', 'high', 'highHigh'] as const satisfies readonly LimitName[];

/** Limits must lie in order and farther apart than the deadband; between low and high there must be room to return. */
function findProblem(limits: Limits): { message: string; path: string[] } | undefined {
  const given = ORDER.filter((name) => limits[name] !== undefined);
  if (given.length === 0) return { message: 'give at least one of highHigh, high, low, lowLow', path: [] };
  const without = Object.keys(limits.deadbands ?? {}).find((name) => !given.some((other) => other === name));
  if (without !== undefined) return { message: `there is no limit ${without}`, path: ['deadbands', without] };
  for (let i = 1; i < given.length; i++) {
    const problem = findClash(limits, given[i - 1]!, given[i]!);
    if (problem) return { message: problem.message, path: [...problem.path] };
  }
  return undefined;
}

function findClash(limits: Limits, below: LimitName, above: LimitName): Problem | undefined {
  const [lower, upper] = [limits[below] ?? 0, limits[above] ?? 0];
  if (upper <= lower) return { message: `${above} must be greater than ${below} (${lower})`, path: [above] };
  const isNormalBand = below.startsWith('low') && above.startsWith('high');
  const widths = [widthOf(limits, below), widthOf(limits, above)] as const;
  const needed = isNormalBand ? widths[0] + widths[1] : widths[below.startsWith('low') ? 0 : 1];
  if (upper - lower > needed || (!isNormalBand && upper - lower === needed)) return undefined;
  return {
    message: `${above} and ${below} are closer than the deadband of ${Math.max(...widths)} allows`,
    path: ['deadband'],
  };
}

const widthOf = (limits: Limits, name: LimitName): number => limits.deadbands?.[name] ?? limits.deadband;
