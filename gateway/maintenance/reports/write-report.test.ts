import { expect, it } from 'vitest';
import { exampleMeterRun } from '../../../tests/harness/fake-rounds.ts';
import { usualKpi } from '../../../tests/harness/maintenance-bench.ts';
import { complaintsSection, resolveComplaints } from '../../config/duty/complaints-schema.ts';
import { SiteCalendar } from '../../domain/duty/calendar-days.ts';
import { COMPLAINT, type Complaint } from '../../domain/duty/complaints/complaint.ts';
import type { DutyReport, ReportKind } from '../../domain/duty/kpi/kpi.ts';
import type { DutyRecord } from '../../domain/duty/record.ts';
import { boardOf } from '../kpi/board.ts';
import type { KpiFacts } from '../kpi/kpi-source.ts';
import { reportSpan } from './report-span.ts';
import { writeReport } from './write-report.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 1, 20, 2);
const calendar = new SiteCalendar('Asia/Shanghai');

const complaint = (id: number, at: number, change: Partial<Complaint>): DutyRecord<Complaint> => ({
  ...{ id, kind: COMPLAINT.kind, key: `c${id}`, subject: 'noise', state: 'open', at, dueAt: at + DAY, closedAt: null },
  ...{ version: 1 },
  body: {
    ...{ room: `12-0${id}`, name: '刘女士', phone: '138', channel: 'phone', summary: 'loud', topic: 'noise' },
    ...{ isMajor: false, equipment: null, outage: null, alarmId: null, received: { by: 'desk', at }, secondOf: null },
    ...{ isValid: true, assignee: null, orders: [], measure: null, result: null, answered: null, notes: [] },
    ...{ firstAnsweredAt: null, callBacks: [], reopened: 0, decision: null, lateToldAt: null },
    ...change,
  },
});

const run = exampleMeterRun();
const lines = run.body.lines.map((line, at) => ({ ...line, reading: 100, use: at === 0 ? 1200.4 : 500 }));
const facts: KpiFacts = {
  ...{ orders: [], tasks: [], rounds: [], sheets: [], testRuns: [], playbooks: [], callOuts: [] },
  complaints: [
    complaint(1, NOW - 3 * DAY, {}),
    complaint(2, NOW - DAY / 2, { topic: 'lift', secondOf: 1 }),
    { ...complaint(3, NOW - 2 * DAY, { firstAnsweredAt: NOW - 2 * DAY + 1 }), state: 'done', closedAt: NOW },
  ],
  meterRuns: [{ ...run, state: 'done', body: { ...run.body, lines } }],
};

function reportOf(kind: ReportKind, period: string): DutyReport {
  const span = reportSpan(kind, period, calendar, 18 * 60)!;
  const { startsAt: from, endsAt: to } = span;
  const none = { n: 0, meanMs: null, p90Ms: null };
  const question = { plan: usualKpi(), from, to, now: NOW, machines: [], acknowledge: none };
  const board = boardOf(facts, { ...question, goodOrder: { count: 0, of: 0 } });
  const complaints = resolveComplaints(complaintsSection.parse({}));
  return writeReport({ span, now: NOW, calendar, complaints, board, facts, alarms: undefined });
}

const partOf = ({ parts }: DutyReport, id: string) =>
  parts.find((part) => part.id === id)?.lines.map(({ label, value, note }) => [label.en, value, note?.en ?? null]);

it('a day says what is open, a week how it went, a month what was used', () => {
  const ids = (kind: ReportKind, period: string) => reportOf(kind, period).parts.map(({ id }) => id);
  const day = ['alarms', 'incidents', 'orders', 'complaints', 'records', 'maintenance'];
  expect(ids('daily', '2026-02-19')).toEqual(day);
  expect(ids('weekly', '2026-02-16')).toEqual([...day, 'call-backs', 'contractors', 'rates']);
  expect(ids('monthly', '2026-02')).toEqual([...day, 'call-backs', 'contractors', 'meters', 'rates']);
});

it('complaints are told by what they are about, open ones by number and room and without names', () => {
  const report = reportOf('daily', '2026-02-19');
  expect(partOf(report, 'complaints')).toEqual([
    ['Received', '3', '1 second complaints'],
    ['Handled', '1 / 3', null],
    ['Answered in time', '1 / 2', null],
    ['About noise', '2', null],
    ['About lift', '1', null],
    ['Open', '2', '1 late'],
    ['No. 1', '12-01', null],
    ['No. 2', '12-02', null],
  ]);
  expect(JSON.stringify(report)).not.toContain('刘');
});

it('a meter run is told with what was read and used; a sum with a reading missing in it is none', () => {
  const [filing, ...uses] = partOf(reportOf('monthly', '2026-02'), 'meters') ?? [];
  expect(filing?.[1]).toBe(`√ ${lines.length} / ${lines.length}`);
  expect(uses[0]?.[1]).toBe(`${Math.round(1200.4)} kWh`);
});
