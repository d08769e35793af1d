import type { ComputedPoint } from '../domain/computed-point.ts';
import type { Point } from '../domain/point.ts';
import { type CompileResult, type ExpressionLanguage, scopesOf } from '../ports/expression.ts';
import { showValue } from './check.ts';
import type { MistakeList } from './mistakes.ts';
import type { Origin } from './origin.ts';

/** A computed point, and where its expression stands. */
export interface ComputedEntry extends ComputedPoint {
  readonly origin: Origin;
}

interface Checked {
  readonly entry: ComputedEntry;
  readonly inputs: readonly number[];
}

/** Checks every expression: its words, its types, that it fits the kind of its point, and that none depends on itself. */
export function resolveComputed(
  entries: readonly ComputedEntry[],
  points: readonly Point[],
  language: ExpressionLanguage,
  mistakes: MistakeList,
): readonly ComputedPoint[] {
  const scopes = scopesOf(points);
  const checked: Checked[] = [];
  for (const entry of entries) {
    const point = points[entry.point]!;
    const compiled = language.compile(entry.expression, scopes(point.equipment));
    if (!compiled.ok) addMistake(entry, compiled, mistakes);
    else if ((compiled.expression.result === 'boolean') !== (point.kind === 'boolean')) addKind(entry, point, mistakes);
    else checked.push({ entry, inputs: compiled.expression.inputs });
  }
  refuseRings(checked, points, mistakes);
  return entries.map(({ point, expression }) => ({ point, expression }));
}

function addMistake({ origin }: ComputedEntry, failed: CompileResult & { ok: false }, mistakes: MistakeList): void {
  const place = origin.locate([], 'value');
  if (failed.name) mistakes.addUnknown(place, failed.name.kind, failed.found, failed.name.known);
  else mistakes.add(place, `${showValue(failed.found)}: ${failed.reason}`);
}

function addKind({ origin }: ComputedEntry, { kind }: Point, mistakes: MistakeList): void {
  const allowed = kind === 'boolean' ? 'a comparison or logic' : 'arithmetic, or `condition ? 1 : 0`; or kind: boolean';
  mistakes.add(origin.locate([], 'value'), `does not give a ${kind}`, { allowed });
}

/** Follows who is worked out from whom; each ring is reported once, at the expression that closes it. */
function refuseRings(checked: readonly Checked[], points: readonly Point[], mistakes: MistakeList): void {
  const byPoint = new Map(checked.map((one) => [one.entry.point, one]));
  const finished = new Set<number>();
  const follow = (point: number, trail: readonly number[]): void => {
    const one = byPoint.get(point);
    if (!one || finished.has(point)) return;
    for (const input of one.inputs) {
      const start = [...trail, point].indexOf(input);
      if (start < 0) {
        follow(input, [...trail, point]);
        continue;
      }
      const ring = [...[...trail, point].slice(start), input].map((index) => points[index]!.tag).join(' ← ');
      mistakes.add(one.entry.origin.locate([], 'value'), `is worked out from itself: ${ring}`);
    }
    finished.add(point);
  };
  for (const point of byPoint.keys()) follow(point, []);
}
