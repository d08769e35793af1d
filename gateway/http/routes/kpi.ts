import { CSV_END, CSV_MARK, csvText } from '../../contract/csv.ts';
import type { DutyReport } from '../../domain/duty/kpi/kpi.ts';
import { done } from '../../domain/errors.ts';
import type { KpiService } from '../../ports/kpi-service.ts';
import { type Handlers, Prepared } from '../handler.ts';

/** The department in figures, and its ready reports. */
export function kpiRoutes({
  kpi,
}: {
  readonly kpi: KpiService;
}): Handlers<'readKpi' | 'listReports' | 'readReport' | 'exportReport'> {
  return {
    readKpi: async ({ query }) => done(await kpi.board(query.from, query.to)),
    listReports: () => done(kpi.reports()),
    readReport: ({ params }) => kpi.report(params.kind, params.period),
    exportReport: async ({ params, reply }) => {
      const report = await kpi.report(params.kind, params.period);
      if (!report.ok) return report;
      reply.header('content-disposition', `attachment; filename="${params.kind}-${params.period}.csv"`);
      return done(new Prepared(csvOf(report.value)));
    },
  };
}

const HEAD = ['part', '部分', 'figure', '项目', 'value', 'note', '备注'];

/** One line for each figure, in both languages. */
function csvOf({ parts }: DutyReport): string {
  const rows = parts.flatMap(({ title, lines }) =>
    lines.map(({ label, value, note }) => [
      title.en,
      title.zh,
      label.en,
      label.zh,
      value,
      note?.en ?? '',
      note?.zh ?? '',
    ]),
  );
  return CSV_MARK + [HEAD, ...rows].map((row) => row.map(csvText).join(',') + CSV_END).join('');
}
