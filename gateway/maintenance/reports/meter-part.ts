import type { ReportPart } from '../../domain/duty/kpi/kpi.ts';
import type { MeterRun } from '../../domain/duty/meter-runs/meter-run.ts';
import { totalsOf } from '../../domain/duty/meter-runs/meter-totals.ts';
import type { LocalText } from '../../domain/text.ts';
import { line, say } from './report-line.ts';
import type { ReportSource } from './report-source.ts';
import { METER_KINDS } from './report-words.ts';

/** Meter runs: whether they were filed, and what was used by kind. */
export function meterPart({ facts }: ReportSource): ReportPart {
  return {
    ...{ id: 'meters', title: { en: 'Meter runs', zh: '抄表' } },
    lines: facts.meterRuns.flatMap(({ body, state }) => [
      line(`Run of ${body.period}`, `${body.period} 抄表`, ...filingOf(body, state)),
      ...mainUses(body).map(({ kind, unit, use }) =>
        line(
          `Use of ${kind}, ${body.period}`,
          `${METER_KINDS[kind]}用量，${body.period}`,
          use === null ? '—' : `${Math.round(use)} ${unit}`,
        ),
      ),
    ]),
  };
}

function filingOf(run: MeterRun, state: string): readonly [string, LocalText] {
  const { read, missing, odd } = totalsOf(run);
  const note = say(`${missing.length} missing, ${odd.length} odd`, `缺抄${missing.length}，异常${odd.length}`);
  return [`${state === 'done' ? '√' : '×'} ${read} / ${run.lines.length}`, note];
}

/** Of the meters that are behind no other; null where one of them was not read. */
function mainUses({ lines }: MeterRun) {
  const mains = Map.groupBy(
    lines.filter(({ parent }) => parent === null),
    ({ kind, unit }) => `${kind} ${unit}`,
  );
  return [...mains.values()].map((own) => ({
    ...{ kind: own[0]!.kind, unit: own[0]!.unit },
    use: own.reduce((sum: number | null, { use }) => (sum === null || use === null ? null : sum + use), 0),
  }));
}
