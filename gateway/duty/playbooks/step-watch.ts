import type { PlaybookRun } from '../../domain/duty/playbooks/playbook.ts';
import type { Playbook, SeenBy } from '../../domain/duty/playbooks/playbook-plan.ts';
import type { Point } from '../../domain/point.ts';
import { type Expression, type ExpressionLanguage, scopesOf } from '../../ports/expression.ts';

/** The value of a point and since when it holds; undefined: not known. */
export type ReadNow = (point: number) => { readonly value: number; readonly at: number } | undefined;

interface Watched {
  readonly among: SeenBy['among'];
  readonly quantity: SeenBy['quantity'];
  readonly conditions: readonly { readonly equipment: string; readonly expression: Expression }[];
}

/** What telemetry can show of the steps of the playbooks. Holds nothing but the compiled expressions. */
export class StepWatch {
  private readonly watched = new Map<string, Watched>();

  constructor(playbooks: readonly Playbook[], points: readonly Point[], language: ExpressionLanguage) {
    const scopeOf = scopesOf(points);
    for (const { id, steps } of playbooks) {
      for (const { id: step, seenBy } of steps) {
        if (seenBy === null || seenBy === 'alarm') continue;
        const conditions = seenBy.conditions.flatMap(({ equipment, text }) => {
          const compiled = language.compile(text, scopeOf(equipment));
          return compiled.ok ? [{ equipment, expression: compiled.expression }] : [];
        });
        this.watched.set(`${id}.${step}`, { ...seenBy, conditions });
      }
    }
  }

  /** Points that any step of a playbook is seen by. */
  inputs(playbook: string): readonly number[] {
    const own = [...this.watched].filter(([key]) => key.startsWith(`${playbook}.`));
    return [...new Set(own.flatMap(([, { conditions }]) => conditions.flatMap(({ expression }) => expression.inputs)))];
  }

  /** The open steps that are done by what is known now, with the time of the newest value that shows it. */
  seen(
    { playbook, equipment, steps }: PlaybookRun,
    read: ReadNow,
  ): readonly { readonly id: string; readonly at: number }[] {
    return steps.flatMap(({ id, state }) => {
      const watched = state === 'open' ? this.watched.get(`${playbook}.${id}`) : undefined;
      const at = watched && shownAt(watched, equipment, read);
      return at === undefined ? [] : [{ id, at }];
    });
  }
}

function shownAt({ among, quantity, conditions }: Watched, subjects: readonly string[], read: ReadNow) {
  const asked = among === 'these' ? conditions : conditions.filter(({ equipment }) => subjects.includes(equipment));
  const moments = asked.map(({ expression }) => trueAt(expression, read));
  const found = moments.filter((at) => at !== undefined);
  const isSeen = quantity === 'all' ? found.length === asked.length : found.length > 0;
  if (!isSeen || found.length === 0) return undefined;
  return quantity === 'all' ? Math.max(...found) : Math.min(...found);
}

/** When a condition became true as far as its inputs tell; undefined: it is not, or nobody knows. */
function trueAt(expression: Expression, read: ReadNow): number | undefined {
  let newest: number | undefined;
  const value = expression.evaluate({
    value: (point) => {
      const sample = read(point);
      if (sample) newest = Math.max(newest ?? sample.at, sample.at);
      return sample?.value;
    },
    figure: () => undefined,
  });
  return value === 1 ? newest : undefined;
}
