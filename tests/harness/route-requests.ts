import type { RouteContract } from '../../gateway/contract/route.ts';
import { placeCode } from '../../gateway/domain/duty/rounds/place-code.ts';
import { FAKE_REVISION } from './fake-site-desk.ts';
import { FAKE_FILE } from './memory-file-store.ts';

const COMMAND = '0199a0b0-0000-7000-8000-000000000001';

const RENAME = { kind: 'rename-equipment', equipment: 'PUMP-1', name: { en: 'Pump', zh: '水泵' } };

const OUTAGE = {
  ...{ kind: 'power', title: 'New joint', reason: 'joint is worn', equipment: ['F1'] },
  ...{ startAt: '2026-01-08T08:00:00Z', endAt: '2026-01-08T10:00:00Z' },
};

/** A valid request for every route, by name; those that are missing need nothing but their path. */
const VALID: Partial<Record<string, { readonly query?: string; readonly body?: object }>> = {
  openSession: { body: { username: 'nobody', password: 'wrong password' } },
  changePassword: { body: { current: 'wrong password', next: 'a longer password' } },
  readHistory: { query: '?tag=PUMP-1.p0&from=0&to=1000' },
  listCorrections: { query: '?tag=PUMP-1.p0&from=0&to=1000' },
  replaceMeter: {
    body: { tag: 'PUMP-1.p0', at: '2026-01-05T08:00:00Z', finalReading: 12, startReading: 0, note: 'display dead' },
  },
  undoReplacement: { body: {} },
  decideJump: { body: { tag: 'PUMP-1.p0', at: '2026-01-05T08:00:00Z', accept: true, note: 'read on site' } },
  exportHistory: { query: '?tags=PUMP-1.p0,PUMP-1.p1&from=0&to=1000' },
  readLastSamples: { query: '?tags=PUMP-1.p0&at=1000' },
  importHistory: { body: { series: [{ tag: 'PUMP-1.p0', time: [1000], value: [1.5] }] } },
  retryQuarantine: { body: { sink: 'influx' } },
  dropQuarantine: { body: { sink: 'influx', ids: [1] } },
  startReplay: { body: { sink: 'influx', from: '2026-01-05T08:00:00Z' } },
  acknowledgeAlarm: { body: {} },
  acknowledgeAlarms: { body: { alarms: [{ id: 'PUMP-1.high~1', occurrence: 1 }] } },
  tickResponseStep: { body: { step: 'look' } },
  confirmAlarm: { body: {} },
  resetAlarm: { body: {} },
  shelveAlarm: { body: { forMs: 3_600_000, reason: 'sensor is being exchanged' } },
  unshelveAlarm: { body: {} },
  takeAlarmOutOfService: { body: { reason: 'being rebuilt', reviewBy: '2026-01-20T08:00:00Z' } },
  disableAlarm: { body: { reason: 'no longer there' } },
  returnAlarmToService: { body: {} },
  commentAlarm: { body: { note: 'heard it as well' } },
  startMaintenance: { body: { forMs: 3_600_000, reason: 'new seal' } },
  changeEquipmentCard: { body: { fields: { serial: 'S1' } } },
  attachEquipmentDocument: { body: { kind: 'drawing', title: 'Wiring', url: 'https://docs.example/w1' } },
  withdrawEquipmentDocument: { body: { id: 1, reason: 'of another machine' } },
  writeEquipmentEntry: { body: { kind: 'part', at: '2026-01-05T00:00:00Z', text: 'bearing' } },
  reviewEquipmentCard: { body: { month: '2026-01' } },
  retireEquipment: { body: { reason: 'taken away' } },
  fillLogSheet: { body: { row: 'slot-0', entries: [{ column: 'lv.joints', value: 'ok' }] } },
  correctLogSheet: { body: { expectedVersion: 1, row: 'slot-0', column: 'lv.p', value: 2, reason: 'misread' } },
  signLogSheet: { body: { expectedVersion: 1, row: 'slot-0' } },
  reviewLogSheet: { body: { expectedVersion: 1, step: 'engineer' } },
  addToLogSheet: { body: { expectedVersion: 1, text: 'seen by both' } },
  explainTimedStart: { body: { expectedVersion: 1, text: 'fault of the tower' } },
  readComfort: { query: '?from=0&to=1000' },
  overrideDuty: {
    body: {
      ...{ rotation: 'duty', from: '2026-01-05T08:00:00Z', to: '2026-01-05T16:00:00Z' },
      ...{ person: 'wang', reason: 'flu' },
    },
  },
  agreeDutySwap: { body: {} },
  checkSiteEdits: { body: { edits: [RENAME] } },
  saveSiteEdits: { body: { revision: FAKE_REVISION, edits: [RENAME], reason: 'as on the plate' } },
  testReadEquipment: { body: { edits: [], equipment: 'PUMP-1' } },
  rehearseAlarm: { body: { edits: [], condition: 'PUMP-1.high' } },
  askWhoIsTold: { body: { edits: [], condition: 'PUMP-1.high' } },
  testChannel: { body: {} },
  registerPush: {
    body: {
      endpoint: 'https://push.example/abc',
      p256dh: `B${'A'.repeat(86)}`,
      auth: 'A'.repeat(22),
      label: 'Chrome',
    },
  },
  redriveOutbox: { body: { ids: ['n1'] } },
  testDelivery: { body: {} },
  answerAlarm: { body: { note: 'on my way' } },
  takeReplies: { query: '?secret=hook%20secret', body: { from: '13800000001', text: 'A 4821' } },
  takeReceipts: { query: '?secret=hook%20secret', body: { id: 'r1' } },
  takeHeartbeat: {
    body: {
      ...{ schema: 'heartbeat.v1', gateway: 'tower-2', sequence: 0, sentAt: 1000, healthy: true, openAlarms: 0 },
      signature: 'sig',
    },
  },
  createWorkOrder: { body: { equipment: 'PUMP-1', priority: 'P3', title: 'Look', description: 'Look closer' } },
  requestRepair: {
    body: { item: 'Lamp out', place: '3F lobby', requester: { name: 'Chen', phone: '13800000009', via: 'phone' } },
  },
  stepWorkOrder: { body: { step: 'start' } },
  sendOfflineCommands: {
    body: { commands: [{ id: COMMAND, order: 1, step: 'start', deviceAt: '2026-01-05T08:00:00Z' }] },
  },
  settleCmmsConflict: { body: { decision: 'retry', note: 'their list was wrong' } },
  takeCmmsEvent: { body: { eventId: 'e1', orderId: 'X-1', action: 'closed' } },
  decideOfflineCommand: { body: { decision: 'dismiss', note: 'done by the other shift' } },
  arriveAtShift: { body: {} },
  leaveDutyRoom: { body: { place: 'roof' } },
  returnToDutyRoom: { body: {} },
  checkAllEquipment: { body: {} },
  writeHandover: { body: { note: 'quiet day', checks: { keys: { result: 'ok' } } } },
  endSwitching: { body: {} },
  signShiftOut: { body: {} },
  signShiftIn: { body: { walked: true } },
  addShiftAddendum: { body: { text: 'key found' } },
  askForVisit: {
    body: {
      ...{ area: 'B1', visitor: 'Chen', purpose: 'Inspection', host: 'wang' },
      ...{ from: '2026-01-05T08:00:00Z', to: '2026-01-05T09:00:00Z' },
    },
  },
  approveVisit: { body: {} },
  refuseVisit: { body: { note: 'not today' } },
  enterPlantRoom: { body: {} },
  leavePlantRoom: { body: {} },
  cancelVisit: { body: {} },
  scanRoundStop: { body: { stop: 'B1', code: 'a-B1-000000' } },
  fillRoundStop: { body: { stop: 'B1', answers: [{ check: 'dry', mark: 'ok' }] } },
  skipRoundStop: { body: { stop: 'B1', reason: 'under repair' } },
  correctRoundEntry: { body: { stop: 'B1', answer: { check: 'dry', mark: 'ok' }, reason: 'slipped' } },
  signRound: { body: {} },
  reviewRound: { body: {} },
  addRoundAddendum: { body: { note: 'door was open' } },
  recheckRoundFinding: { body: { finding: 'B1/dry', result: 'ok' } },
  beginMeterRun: { body: { reason: 'tenant moves' } },
  enterMeterReading: { body: { meter: 'cafe', value: 12, note: 'no camera' } },
  estimateMeterReading: { body: { meter: 'cafe', value: 12, reason: 'door locked' } },
  explainMeterReading: { body: { meter: 'cafe', reason: 'closed all month' } },
  checkMeterReading: { body: { meter: 'cafe', result: 'ok' } },
  signMeterRun: { body: {} },
  approveMeterRun: { body: {} },
  addMeterRunAddendum: { body: { note: 'photo added' } },
  explainUseAnomaly: { body: { text: 'ran all night' } },
  actOnUseAnomaly: { body: { text: 'switch set again' } },
  orderForUseAnomaly: { body: {} },
  closeUseAnomaly: { body: { text: 'usual again' } },
  dismissUseAnomaly: { body: { reason: 'fair in the hall' } },
  searchRecords: { query: '?words=pump' },
  readKpi: { query: '?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z' },
  foreseeMaintenance: { query: '?until=2026-06-01' },
  stepMaintenanceTask: { body: { do: { step: 'fill', answers: [{ item: 'half-month-1', result: 'ok' }] } } },
  decideMaintenanceTask: { body: { do: { step: 'move', to: '2026-01-10', reason: 'lift occupied' } } },
  openMaintenanceTask: { body: { plan: 'P1/pump', level: 'service', reason: 'before the season' } },
  rebaseMaintenanceHours: { body: { plan: 'P1/pump', register: 12, reason: 'counter exchanged' } },
  makeMaintenanceYear: { body: { period: '2026-12' } },
  stepMaintenanceYear: { body: { do: { step: 'renew' } } },
  decideMaintenanceYear: { body: { do: { step: 'return', reason: 'too much in May' } } },
  addPart: {
    body: {
      entry: {
        ...{ code: 'fuse', name: { en: 'Fuse', zh: '熔断器' }, unit: 'pc', shelf: 'A', least: 0 },
        ...{ approvalAbove: 5, price: null, equipment: [] },
      },
    },
  },
  stepPart: { body: { do: { step: 'count', counted: 5, note: null } } },
  decidePart: { body: { do: { step: 'decide', wish: 2, grant: true } } },
  addTool: { body: { entry: { code: 'drill', name: { en: 'Drill', zh: '电钻' }, place: 'cupboard' } } },
  stepTool: { body: { do: { step: 'damage', cause: 'cable torn' } } },
  endTool: { body: { do: { step: 'end', reason: 'worn out' } } },
  addContractor: {
    body: {
      entry: {
        ...{
          code: 'fire',
          name: 'Fire Ltd',
          trade: { en: 'Fire', zh: '消防' },
          contact: '',
          phone: '2',
          nightPhone: '',
        },
        ...{ equipment: [], arriveMinutes: 60, contractEnd: null, contractNumber: '' },
      },
    },
  },
  stepContractor: { body: { do: { step: 'end', reason: 'another is cheaper' } } },
  addCallOut: { body: { entry: { contractor: 3, equipment: null, order: 9, reason: 'door fault' } } },
  stepCallOut: { body: { do: { step: 'arrive', people: 'Sun' } } },
  addInstrument: {
    body: {
      entry: {
        ...{ code: 'clamp', name: { en: 'Clamp meter', zh: '钳形表' }, serial: '8', place: '', equipment: null },
        ...{ everyMonths: 12, isMandatory: false, lastOn: null },
      },
    },
  },
  addCertificate: {
    body: { entry: { code: 'gas', person: 'li', title: { en: 'Gas', zh: '燃气' }, number: '1', validUntil: null } },
  },
  stepCertificate: { body: { do: { step: 'renew', number: '2', validUntil: '2030-01-01', file: null } } },
  stepInstrument: { body: { do: { step: 'send', to: 'Institute', backBy: null } } },
  enterTestRun: {
    body: {
      ...{ equipment: 'G1', startedAt: '2026-01-05T05:00:00Z', endedAt: '2026-01-05T05:40:00Z', kind: 'no-load' },
      note: 'meter was dead',
    },
  },
  signTestRun: { body: { result: 'pass' } },
  reviewTestRun: { body: { note: 'seen' } },
  addToTestRun: { body: { note: 'oil was refilled' } },
  excuseTestRun: { body: { reason: 'set away for repair' } },
  startPlaybook: { body: { playbook: 'mains', isDrill: true } },
  confirmPlaybookStep: { body: { note: 'at the switchboard' } },
  skipPlaybookStep: { body: { reason: 'not needed today' } },
  notePlaybookRun: { body: { text: 'supplier called' } },
  endPlaybookRun: { body: {} },
  cancelPlaybookRun: { body: { reason: 'false alarm' } },
  reportPlaybookRun: {
    body: {
      ...{ cause: 'cable', impact: 'lights', losses: 'none', measures: 'joint', correction: 'new joint' },
      ...{ responsible: 'wang', correctBy: '2026-02-01' },
    },
  },
  signPlaybookRun: { body: {} },
  readAffected: { query: '?kind=power&equipment=F1' },
  planOutage: { body: OUTAGE },
  changeOutage: { body: OUTAGE },
  announceOutage: { body: { excuse: 'told by the supplier today' } },
  extendOutage: { body: { endAt: '2026-01-08T12:00:00Z', reason: 'cable is late' } },
  sayOutage: { body: { what: 'off' } },
  restoreOutage: { body: { message: 'back again' } },
  cancelOutage: { body: { reason: 'put off to spring' } },
  registerComplaint: {
    body: { room: '1203', name: 'Chen', channel: 'phone', summary: 'no light', topic: 'lighting' },
  },
  assignComplaint: { body: { assignee: 'wang' } },
  judgeComplaint: { body: { isValid: true, reason: 'seen on site' } },
  decideComplaint: { body: { words: 'a new lamp today' } },
  orderForComplaint: { body: {} },
  answerComplaint: { body: { result: 'lamp exchanged' } },
  callBackComplaint: { body: { satisfaction: 'satisfied' } },
  withdrawComplaint: { body: { reason: 'was next door' } },
  noteComplaint: { body: { note: 'called twice' } },
  prepareWrite: { body: {} },
  confirmWrite: { body: { token: 'token-1', value: 6.5, reason: 'warm afternoon' } },
  createAccount: { body: { username: 'zoe', displayName: 'Zoe', role: 'viewer', password: 'horse battery' } },
  changeAccount: { body: { displayName: 'Viewer' } },
  endAccountSessions: { body: {} },
};

/** A request of another route that has to come first. */
export interface Earlier {
  readonly name: string;
  readonly step?: string;
  readonly body?: object;
}
const earlier = (...names: readonly string[]): readonly Earlier[] => names.map((name) => ({ name }));
const CONFIRMED = ['lost', 'generator', 'there', 'back'].map((step) => ({ name: 'confirmPlaybookStep', step }));
const ENDED = [...earlier('startPlaybook'), ...CONFIRMED, ...earlier('endPlaybookRun')];
const MAJOR = { room: '1203', name: 'Chen', channel: 'visit', summary: 'no light', topic: 'lighting', isMajor: true };

/** What another one asks before, by route: the first of them makes the record that the route is about. */
export const BEFORE: Partial<Record<string, readonly Earlier[]>> = {
  readTestRun: earlier('enterTestRun'),
  signTestRun: earlier('enterTestRun'),
  reviewTestRun: earlier('enterTestRun', 'signTestRun'),
  addToTestRun: earlier('enterTestRun', 'signTestRun'),
  readPlaybookRun: earlier('startPlaybook'),
  notePlaybookRun: earlier('startPlaybook'),
  cancelPlaybookRun: earlier('startPlaybook'),
  confirmPlaybookStep: [...earlier('startPlaybook'), ...CONFIRMED.slice(0, 2)],
  skipPlaybookStep: earlier('startPlaybook'),
  endPlaybookRun: ENDED.slice(0, -1),
  reportPlaybookRun: ENDED,
  signPlaybookRun: [...ENDED, ...earlier('reportPlaybookRun')],
  readOutage: earlier('planOutage'),
  changeOutage: earlier('planOutage'),
  announceOutage: earlier('planOutage'),
  cancelOutage: earlier('planOutage'),
  excuseTestRun: earlier('enterTestRun'),
  restoreOutage: earlier('planOutage', 'announceOutage'),
  extendOutage: earlier('planOutage', 'announceOutage'),
  sayOutage: earlier('planOutage', 'announceOutage'),
  readComplaint: earlier('registerComplaint'),
  assignComplaint: earlier('registerComplaint'),
  judgeComplaint: earlier('registerComplaint'),
  withdrawComplaint: earlier('registerComplaint'),
  noteComplaint: earlier('registerComplaint'),
  orderForComplaint: earlier('registerComplaint'),
  decideComplaint: [{ name: 'registerComplaint', body: MAJOR }],
  answerComplaint: earlier('registerComplaint', 'assignComplaint', 'judgeComplaint'),
  callBackComplaint: earlier('registerComplaint', 'assignComplaint', 'judgeComplaint', 'answerComplaint'),
};

/** What only time brings about (a missed run, an outage that has begun): refused here, and tried where the clock can be moved. */
export const TOO_EARLY: ReadonlySet<string> = new Set(['excuseTestRun', 'restoreOutage']);

/** The bytes of a file instead of JSON. */
const FILES: Partial<Record<string, Buffer>> = { addFile: Buffer.from('ffd8ffe000104a46494600', 'hex') };

const ID: Readonly<Record<string, string>> = {
  code: placeCode('tower', { kind: 'area', id: 'B1' }),
  ...{
    step: 'there',
    id: 'PUMP-1',
    username: 'viewer',
    sha256: FAKE_FILE,
    tag: 'PUMP-1.p0',
    token: 'good',
    channel: 'sms',
  },
};

/** Kinds of which the first is there from the beginning. */
const FIRST = [
  ...(['work-orders', 'conflicts', 'meter-replacements', 'overrides'] as const),
  ...(['rounds', 'meter-runs', 'shifts', 'visits', 'log-sheets', 'timed-starts', 'use-anomalies'] as const),
] as const;

/** Where a record that is there from the beginning stands in a path; for those of upkeep see seedMaintenance. */
const THERE = [
  ['/alarms/:id', `/alarms/${encodeURIComponent('PUMP-1.high~1')}`],
  ['/work-order-commands/:id', `/work-order-commands/${COMMAND}`],
  ['/connections/:id', '/connections/bus-1'],
  ...FIRST.map((path) => [`/${path}/:id`, `/${path}/1`] as const),
  ['/parts/:id', '/parts/1'],
  ['/equipment-cards/:id', '/equipment-cards/1'],
  ['/tools/:id', '/tools/2'],
  ['/contractors/:id', '/contractors/3'],
  ['/call-outs/:id', '/call-outs/4'],
  ['/instruments/:id', '/instruments/5'],
  ['/years/:id/decisions', '/years/7/decisions'],
  ['/years/:id', '/years/6'],
  ['/tasks/:id', '/tasks/8'],
  ['/certificates/:id', '/certificates/9'],
  ['/reports/:kind/:period', '/reports/monthly/2026-01'],
] as const;

/** What is to be different from a plain valid request. */
export interface Asked {
  readonly cookie?: string;
  readonly headers?: Record<string, string>;
  /** The record it is about, where one was made before. */
  readonly record?: number | undefined;
  readonly step?: string | undefined;
  readonly body?: object | undefined;
}

/** A request that the route takes, unless something else is asked for. */
export function requestOf(
  name: string,
  route: RouteContract,
  { cookie, headers = {}, record, step, ...asked }: Asked = {},
) {
  const { query = '', body = asked.body } = { ...VALID[name], ...asked };
  const there = THERE.reduce((text, [from, to]) => text.replace(from, to), route.path);
  const own: Readonly<Record<string, string | undefined>> = { id: record?.toString(), step };
  const path = there.replace(/:(\w+)/g, (_, key: string) => own[key] ?? ID[key]!);
  return {
    method: route.method,
    url: path + query,
    headers: {
      ...{ host: 'plant.local', ...(cookie ? { cookie } : {}), ...headers },
      ...(FILES[name] ? { 'content-type': 'image/jpeg' } : {}),
    },
    ...(body ? { payload: body } : {}),
    ...(FILES[name] ? { payload: FILES[name] } : {}),
  };
}
