import type { MeterRunRecord } from '../../domain/duty/meter-runs/meter-draft.ts';
import type { MeterRun } from '../../domain/duty/meter-runs/meter-run.ts';
import { billingSheet, meterSheet } from '../../domain/duty/meter-runs/meter-sheet.ts';
import { lacksOf } from '../../domain/duty/meter-runs/meter-steps.ts';
import { totalsOf } from '../../domain/duty/meter-runs/meter-totals.ts';
import { done, type Outcome, refused } from '../../domain/errors.ts';
import type { Site } from '../../domain/site.ts';
import { ZoneOffsets } from '../../domain/zone-offsets.ts';
import type { MeterRunDeed, MeterRunService } from '../../ports/meter-run-service.ts';
import { callerOf, type DeedCall } from '../deed-caller.ts';
import { tableFile } from '../export/table-file.ts';
import type { Call, Handlers } from '../handler.ts';

interface MeterRunServices {
  readonly meterRuns: MeterRunService;
  readonly site: Pick<Site, 'id' | 'timeZone' | 'areas'>;
}

type MeterRunRoutes =
  | ('listMeters' | 'listMeterRuns' | 'beginMeterRun' | 'readMeterRun' | 'exportMeterRun')
  | ('enterMeterReading' | 'estimateMeterReading' | 'explainMeterReading' | 'checkMeterReading')
  | ('signMeterRun' | 'approveMeterRun' | 'addMeterRunAddendum');

/** The meter register and the runs over it. */
export function meterRunRoutes({ meterRuns, site }: MeterRunServices): Handlers<MeterRunRoutes> {
  const act = async (call: DeedCall, deed: MeterRunDeed) =>
    viewed(await meterRuns.act(call.params.id, deed, callerOf(call), call.body.expectedVersion));
  return {
    listMeters: async () => done(await meterRuns.register()),
    listMeterRuns: async ({ query }) => {
      const { from, before, state, limit } = query;
      const to = Math.min(query.to ?? Number.MAX_SAFE_INTEGER, before ?? Number.MAX_SAFE_INTEGER);
      return done((await meterRuns.list({ from, to, states: state && [state], limit })).map(viewBrief));
    },
    beginMeterRun: async (call) => {
      const caller = callerOf({ body: {}, caller: call.caller, isPage: call.isPage });
      return done(view(await meterRuns.begin(call.body.reason, caller)));
    },
    readMeterRun: async ({ params }) => {
      const found = await meterRuns.get(params.id);
      return found ? done({ ...view(found.record), events: found.events }) : refused('RECORD_NOT_FOUND');
    },
    exportMeterRun: (call) => exportRun(meterRuns, site, call),
    enterMeterReading: (call) => {
      const { meter, value, photo, note } = call.body;
      return act(call, { kind: 'read', meter, value, photo, note });
    },
    estimateMeterReading: (call) => {
      const { meter, value, reason } = call.body;
      return act(call, { kind: 'estimate', meter, value, reason });
    },
    explainMeterReading: (call) => act(call, { kind: 'explain', meter: call.body.meter, reason: call.body.reason }),
    checkMeterReading: (call) => {
      const { meter, result, note } = call.body;
      return act(call, { kind: 'check', meter, result, note });
    },
    signMeterRun: (call) => act(call, { kind: 'sign', note: call.body.note }),
    approveMeterRun: (call) => act(call, { kind: 'approve', note: call.body.note }),
    addMeterRunAddendum: (call) => act(call, { kind: 'addendum', note: call.body.note }),
  };
}

async function exportRun(
  meterRuns: MeterRunService,
  site: MeterRunServices['site'],
  { params, query }: Call<'exportMeterRun'>,
) {
  const found = await meterRuns.get(params.id);
  if (!found) return refused('RECORD_NOT_FOUND');
  const { what, format, language } = query;
  const { body } = found.record;
  const offsets = new ZoneOffsets(site.timeZone);
  const areas = new Map(site.areas.map(({ id, name }) => [id, name[language]]));
  const table =
    what === 'billing'
      ? billingSheet(body, language)
      : meterSheet(body, {
          language,
          areaName: (area) => areas.get(area) ?? area,
          time: (ms) => offsets.text(ms).slice(0, 16).replace('T', ' '),
        });
  return done(await tableFile(table, format, `${site.id}-${what === 'billing' ? 'billing' : 'meters'}-${body.period}`));
}

const viewed = (outcome: Outcome<MeterRunRecord>) => (outcome.ok ? done(view(outcome.value)) : outcome);

function view(record: MeterRunRecord) {
  const { body } = record;
  const lines = body.lines.map((line) => ({ ...line, lacks: lacksOf(line) }));
  return { ...record, body: { ...body, lines, balances: totalsOf(body).balances } };
}

function viewBrief({ body, ...head }: MeterRunRecord) {
  const { period, reason, readingAt, isAutoDone, signed, approved } = body;
  return {
    ...head,
    ...{ period, reason, readingAt, isAutoDone, ...countLines(body) },
    ...{ signedBy: signed?.by ?? null, approvedBy: approved?.by ?? null },
  };
}

const countLines = ({ lines }: MeterRun) => ({
  meters: lines.length,
  read: lines.filter(({ reading }) => reading !== null).length,
  odd: lines.filter(({ odd }) => odd.length > 0).length,
  unfinished: lines.filter((line) => lacksOf(line).length > 0).length,
});
