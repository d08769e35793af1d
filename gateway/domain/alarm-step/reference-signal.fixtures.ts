import type { AlarmInput } from '../alarm-input.ts';
import type { AlarmRule } from './rule.ts';

/** One input of a history; ms, the same on both clocks. */
export interface Fed {
  readonly at: number;
  readonly input: AlarmInput;
}
type Sample = Extract<AlarmInput, { kind: 'sample' }>;
export type Zone = Sample['zone'];

/** What the samples alone mean, input by input, whoever acknowledges or shelves. */
export interface Mark {
  readonly rise?: number;
  readonly fall?: true;
  readonly move?: { readonly to: number; readonly isRaise: boolean };
  readonly isDropped?: true;
  readonly chatter?: 'started' | 'ended';
  /** Of the first sample of the excursion. */
  readonly onset?: number;
  /** Level after the input; null: not active. */
  readonly active: number | null;
  /** Active, not on its way back, and the value is known. */
  readonly isCertain: boolean;
  /** On its way to become active. */
  readonly isPending: boolean;
}

interface Seen {
  readonly zone: Zone;
  readonly level: number;
  readonly at: number;
}

const isLow = (rule: AlarmRule, level: number): boolean => rule.levels[level]?.name.startsWith('low') === true;
const on = (rule: AlarmRule, level: number): number => rule.levels[level]?.onDelayMs ?? rule.onDelayMs;
const off = (rule: AlarmRule, level: number): number => rule.levels[level]?.offDelayMs ?? rule.offDelayMs;
const sameSide = (rule: AlarmRule, a: number, b: number): boolean => isLow(rule, a) === isLow(rule, b);
const base = (rule: AlarmRule, level: number): number =>
  [...rule.levels.keys(), level].find((other) => sameSide(rule, other, level)) ?? level;

/** Evidence of the samples up to the last one that fit, looking back over all of them. */
function proven(rule: AlarmRule, seen: readonly Seen[], fits: (sample: Seen) => boolean): Seen[] & { ms: number } {
  let first = seen.length;
  while (first > 0 && (seen[first - 1]!.zone === 'unknown' || fits(seen[first - 1]!))) first--;
  const run = seen.slice(first);
  while (run[0]?.zone === 'unknown') run.shift();
  const cap = rule.isDevice ? Number.POSITIVE_INFINITY : rule.maxGapMs;
  const gaps = run.map((sample, n) => {
    const before = run[n - 1];
    return before && before.zone !== 'unknown' && sample.zone !== 'unknown' ? Math.min(cap, sample.at - before.at) : 0;
  });
  return Object.assign(run, { ms: gaps.reduce((sum, gap) => sum + gap, 0) });
}

/** How long the newest samples have been unknown; null when the newest is known. */
function blindMs(seen: readonly Seen[], at: number): number | null {
  let first = seen.length;
  while (first > 0 && seen[first - 1]!.zone === 'unknown') first--;
  return first === seen.length ? null : at - seen[first]!.at;
}

/** Level by level every sample is asked again how long what it shows has been so. */
export function signal(rule: AlarmRule, history: readonly Fed[], isDisabled: readonly boolean[]): Mark[] {
  let seen: Seen[] = [];
  let active: number | null = null;
  let calmAt: number | null = null;
  let isLeaving = false;
  const rises: number[] = [];
  return history.map(({ at, input }, index): Mark => {
    const mark: { -readonly [K in keyof Mark]?: Mark[K] } = {};
    const unsettle = (): void => {
      if (calmAt !== null) calmAt = at + rule.chatter.releaseMs;
    };
    const finish = (): Mark => {
      const isCertain = active !== null && !isLeaving && blindMs(seen, at) === null;
      const isPending = active === null && seen.findLast(({ zone }) => zone !== 'unknown')?.zone === 'alarm';
      return { ...mark, active, isCertain, isPending };
    };
    if (isDisabled[index]) [seen, active, isLeaving] = [[], null, false];
    if (input.kind === 'tick' && calmAt !== null && at >= calmAt) [mark.chatter, calmAt] = ['ended', null];
    if (active === null && (input.kind === 'tick' || input.kind === 'sample') && !isDisabled[index]) {
      const blind = blindMs(seen, at);
      const pending = proven(
        rule,
        seen,
        ({ zone, level }) => zone === 'alarm' && sameSide(rule, level, lastLevel(seen)),
      );
      if (blind !== null && pending.length > 0 && blind > on(rule, base(rule, lastLevel(seen)))) {
        mark.isDropped = true;
        // It stays unknown, without anything that is pending.
        seen = seen.slice(-1).map((last) => ({ ...last, zone: 'unknown' }));
      }
    }
    if (input.kind !== 'sample' || isDisabled[index]) return finish();
    const last = Math.max(0, Math.min(input.level, rule.levels.length - 1));
    seen.push({ zone: input.zone, level: last, at });
    if (input.zone === 'unknown') return finish();
    if (active === null) {
      if (input.zone !== 'alarm') return finish();
      const excursion = proven(rule, seen, ({ zone, level }) => zone === 'alarm' && sameSide(rule, level, last));
      const worst = proven(rule, seen, ({ zone, level }) => zone === 'alarm' && level === last);
      const mildest = base(rule, last);
      const reached: number | null =
        worst.ms >= on(rule, last) ? last : excursion.ms >= on(rule, mildest) ? mildest : null;
      if (reached === null) return finish();
      [active, mark.rise, mark.onset, isLeaving] = [reached, reached, excursion[0]!.at, false];
      rises.push(at);
      unsettle();
      const counted = rises.slice(-rule.chatter.count);
      const isMany = counted.length === rule.chatter.count && at - counted[0]! <= rule.chatter.windowMs;
      if (isMany && calmAt === null) [mark.chatter, calmAt] = ['started', at + rule.chatter.releaseMs];
      return finish();
    }
    const current: number = active;
    const home = base(rule, current);
    const isMilder = (level: number): boolean => level < current && sameSide(rule, level, current);
    /** The level a sample speaks for while this one is active. */
    const target = ({ zone, level }: Seen): number =>
      zone === 'normal' ? home : zone === 'alarm' || isMilder(level) ? level : current;
    if (isLeaving && input.zone !== 'normal') unsettle();
    isLeaving = input.zone === 'normal';
    const held = Math.max(off(rule, current), off(rule, home), calmAt === null ? 0 : rule.chatter.holdOffMs);
    if (isLeaving && proven(rule, seen, ({ zone }) => zone === 'normal').ms >= held) {
      [active, mark.fall, isLeaving] = [null, true, false];
      return finish();
    }
    const to = target(seen.at(-1)!);
    if (to === current || rule.levels.length < 2) return finish();
    const evidence = proven(rule, seen, (sample) => target(sample) === to).ms;
    if (evidence >= (isMilder(to) ? off(rule, current) : on(rule, to)))
      [active, mark.move] = [to, { to, isRaise: !isMilder(to) }];
    return finish();
  });
}

const lastLevel = (seen: readonly Seen[]): number => seen.findLast(({ zone }) => zone !== 'unknown')?.level ?? 0;
