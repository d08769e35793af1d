import { expect, it } from 'vitest';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import { SiteCalendar } from '../../domain/duty/calendar-days.ts';
import type { KpiBoard } from '../../domain/duty/kpi/kpi.ts';
import type { DutyNotice } from '../../ports/duty-notices.ts';
import { reportEntries } from './report-span.ts';
import { createReportTeller } from './report-teller.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Sunday 1 March 2026, 17:30 in Shanghai. */
const EVENING = Date.UTC(2026, 2, 1, 9, 30);
const calendar = new SiteCalendar('Asia/Shanghai');
const rates = (['rounds', 'logs'] as const).map((name) => ({ name, count: 7, of: 8 }));
// Of a board only what is told is looked at here.
const BOARD = { orders: { reported: 5, done: 4, overdue: 1 }, rates } as unknown as KpiBoard;
const MANAGER = [{ kind: 'person', person: 'chen' }] as const;

function teller(start = EVENING, to: readonly (typeof MANAGER)[number][] = MANAGER) {
  const clock = new ManualClock(start);
  const told: DutyNotice[] = [];
  const state = { fails: false };
  const made = createReportTeller({
    ...{ to, clock, logger: silentLogger, notices: { tell: (notice: DutyNotice) => void told.push(notice) } },
    service: {
      reports: () => reportEntries(calendar, clock.nowMs(), 18 * 60),
      board: async () => (state.fails ? Promise.reject(new Error('no disk')) : BOARD),
    },
  });
  made.start();
  return { clock, told, made, state };
}

it('the daily report is told at six, the weekly one at midnight of Monday, each once, to whom the site says', async () => {
  const { clock, told, made } = teller();
  await clock.advanceAsync(29 * MINUTE);
  expect(told).toEqual([]);
  await clock.advanceAsync(2 * MINUTE);
  expect(told).toMatchObject([{ code: 'REPORT_READY', key: 'report daily 2026-03-01', to: MANAGER }]);
  expect(told[0]?.text.zh).toContain('工单完成 4/5，超时 1；巡检 7/8，抄录 7/8，保养 0/0');
  await clock.advanceAsync(25 * HOUR);
  expect(told.map(({ key }) => key)).toEqual([
    ...['report daily 2026-03-01', 'report weekly 2026-02-23', 'report daily 2026-03-02'],
  ]);
  await made.stop();
  expect(clock.pending).toBe(0);
});

it('what was ready long before a start is told to nobody, and nobody is told where nobody is named', async () => {
  const late = teller(EVENING + 3 * HOUR);
  await late.clock.advanceAsync(HOUR);
  expect(late.told).toEqual([]);
  await late.made.stop();
  const quiet = teller(EVENING, []);
  await quiet.clock.advanceAsync(HOUR);
  expect(quiet.told).toEqual([]);
  await quiet.made.stop();
});

it('figures that cannot be read are told a minute later', async () => {
  const { clock, told, made, state } = teller();
  state.fails = true;
  await clock.advanceAsync(31 * MINUTE);
  expect(told).toEqual([]);
  state.fails = false;
  await clock.advanceAsync(MINUTE);
  expect(told).toHaveLength(1);
  await made.stop();
});
