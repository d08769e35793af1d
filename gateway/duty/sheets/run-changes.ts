import type { SheetRow } from '../../domain/duty/sheets/log-sheet.ts';
import type { SheetForm } from '../../domain/duty/sheets/sheet-form.ts';
import { rowAt } from '../../domain/duty/sheets/sheet-open.ts';
import { isBad } from '../../domain/quality.ts';

/** Samples of a run state in order of time. */
export interface RunSamples {
  readonly time: Float64Array;
  readonly value: Float64Array;
  readonly quality: Uint8Array;
}

export interface RunChange {
  readonly at: number;
  readonly runs: boolean;
}

/** When a machine was started and stopped. Where nothing is known the state before goes on: a lost line is neither. */
export function runChanges({ time, value, quality }: RunSamples, before: boolean | undefined): readonly RunChange[] {
  const changes: RunChange[] = [];
  let state = before;
  for (let i = 0; i < time.length; i++) {
    if (isBad(quality[i]!) || Number.isNaN(value[i]!)) continue;
    const runs = value[i] !== 0;
    if (state !== undefined && runs !== state) changes.push({ at: time[i]!, runs });
    state = runs;
  }
  return changes;
}

/** The rows that starts and stops open. */
export function extraRowsOf(
  form: Pick<SheetForm, 'extraRows' | 'windows'>,
  changes: readonly RunChange[],
): readonly SheetRow[] {
  return changes.flatMap(({ at, runs }) => {
    const row = form.extraRows.find(({ to }) => to === runs);
    return row ? [rowAt(form, row.id, at)] : [];
  });
}

/** What several machines do together: one that runs is the group running; otherwise one that is unknown makes it unknown. */
export function groupStates(machines: readonly RunSamples[], fromMs: number): { at: number; runs: boolean | null }[] {
  const all = machines.flatMap(({ time, value, quality }, machine) =>
    Array.from(time, (at, i) => ({ at, machine, runs: isBad(quality[i]!) ? null : value[i] !== 0 })),
  );
  const present: (boolean | null)[] = machines.map(() => null);
  const states: { at: number; runs: boolean | null }[] = [];
  for (const { at, machine, runs } of all.sort((a, b) => a.at - b.at)) {
    present[machine] = runs;
    const group = present.includes(true) ? true : present.includes(null) ? null : false;
    if (states.at(-1)?.runs !== group || states.length === 0) states.push({ at: Math.max(at, fromMs), runs: group });
  }
  return states;
}
