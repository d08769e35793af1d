import { readPlaceCode } from '../../../gateway/domain/duty/rounds/place-code.ts';
import type { WorkOrderStep } from '../../../gateway/domain/work-order.ts';
import type { Transition } from '../../data/order-api.ts';
import { readSiteEntry } from '../../format/site-entry.ts';
import { textOf } from '../../panels/form-dialog/read-text.ts';

/** What surrounds the form: it decides what must be said. */
export interface StepSetting {
  readonly timeZone: string;
  readonly now: number;
  /** Id of the site: a code of another site says nothing here. */
  readonly site: string;
  /** The alarm behind the order still stands. */
  readonly isAlarmActive: boolean;
  /** The site does not let such an order be done without codes. */
  readonly needsCodes: boolean;
  /** Somebody waits to be called back. */
  readonly isCallBackOpen: boolean;
}

/** What was typed, or the fields that cannot stand like that. */
export type ReadStep =
  | { readonly ok: true; readonly body: Transition }
  | { readonly ok: false; readonly wrong: ReadonlySet<string> };

/** Reads the form of a step; times are those of the site. The gateway checks everything again. */
export function readStep(step: WorkOrderStep, form: FormData, setting: StepSetting): ReadStep {
  const reader = new FormReader(form, setting);
  const body = { step, ...fieldsOf(step, reader, setting) };
  return reader.wrong.size > 0 ? { ok: false, wrong: reader.wrong } : { ok: true, body };
}

type Fields = Omit<Transition, 'step'>;

function fieldsOf(step: WorkOrderStep, reader: FormReader, setting: StepSetting): Fields {
  switch (step) {
    case 'assign':
      return { assignee: reader.needed('assignee'), ...reader.note(false) };
    case 'reject':
      return { rejectReason: reader.choice('rejectReason', REJECT), ...reader.note(false) };
    case 'decline':
    case 'comment':
    case 'reopen':
    case 'cancel':
      return reader.note(true);
    case 'close':
      return reader.note(setting.isCallBackOpen);
    case 'verify':
    case 'dispatch':
    case 'accept':
    case 'start':
    case 'resume':
      return reader.note(false);
    case 'arrive':
      return arrivalOf(reader, setting.site);
    case 'hold':
      return holdOf(reader);
    case 'done':
      return doneOf(reader, setting);
    case 'call-back':
      return { callBack: callBackOf(reader) };
    case 'labour':
      return { labour: labourOf(reader, setting.now) };
    case 'parts':
      return { part: partOf(reader) };
    case 'change':
      return changeOf(reader);
    case 'fill':
    case 'attach':
      return {};
  }
}

const REJECT = ['duplicate', 'not_ours', 'no_fault', 'out_of_scope'] as const;
const HOLD = ['parts', 'access', 'approval', 'third_party', 'weather', 'other'] as const;
const CALL = ['phone', 'visit', 'message', 'signature'] as const;
const STAGE = ['issued', 'reserved', 'returned'] as const;
const PRIORITY = ['P1', 'P2', 'P3', 'P4'] as const;

/** The code that hangs on the machine, typed or scanned, stands for the machine; what is no code of this site is taken as it is. */
function arrivalOf(reader: FormReader, site: string): Fields {
  const typed = reader.text('scanned');
  if (typed === '') return { method: 'hand' };
  const place = readPlaceCode(site, typed);
  return { method: 'scan', scanned: place?.kind === 'equipment' ? place.id : typed };
}

function holdOf(reader: FormReader): Fields {
  const holdReason = reader.choice('holdReason', HOLD);
  return { holdReason, resumeAt: reader.futureTime('resumeAt'), ...reader.note(holdReason === 'other') };
}

function doneOf(reader: FormReader, { isAlarmActive, needsCodes }: StepSetting): Fields {
  const [failure, cause, remedy] = [reader.text('failure'), reader.text('cause'), reader.text('remedy')];
  const given = [failure, cause, remedy].filter((one) => one !== '').length;
  if (given !== 3 && (needsCodes || given > 0)) reader.wrong.add('codes');
  const codes = given === 3 ? { codes: { failure, cause, remedy } } : {};
  return { resolution: reader.needed('resolution'), ...codes, ...reader.note(isAlarmActive) };
}

function callBackOf(reader: FormReader): NonNullable<Fields['callBack']> {
  const isSolved = reader.choice('isSolved', ['yes', 'no'] as const) === 'yes';
  const comment = reader.text('comment');
  if (!isSolved && comment === '') reader.wrong.add('comment');
  const score = Number(reader.text('score'));
  return {
    ...{ isSolved, score: score > 0 ? score : null, comment: comment || null },
    ...{ method: reader.choice('method', CALL), person: reader.text('person') || null },
  };
}

function labourOf(reader: FormReader, now: number): NonNullable<Fields['labour']> {
  const [from, to] = [reader.time('from'), reader.time('to')];
  if (from === undefined || to === undefined || from >= to || to > now) reader.wrong.add('span');
  return {
    ...{ person: reader.needed('person'), startAt: isoOf(from ?? 0), endAt: isoOf(to ?? 0) },
    ...{ people: reader.number('people', 1), travelMinutes: reader.number('travelMinutes', 0) },
    isOvertime: reader.text('isOvertime') === 'yes',
  };
}

function partOf(reader: FormReader): NonNullable<Fields['part']> {
  const price = reader.text('price');
  return {
    ...{ part: null, name: reader.needed('name'), quantity: reader.number('quantity', 1), unit: reader.text('unit') },
    ...{ price: price === '' ? null : reader.number('price', 0), stage: reader.choice('stage', STAGE) },
  };
}

function changeOf(reader: FormReader): Fields {
  const [place, before] = [reader.text('place'), reader.text('placeBefore')];
  const [appointmentAt, deadlineAt] = [reader.changedTime('appointmentAt'), reader.changedTime('deadlineAt')];
  const changed = {
    ...(reader.text('priority') === reader.text('priorityBefore')
      ? {}
      : { priority: reader.choice('priority', PRIORITY) }),
    ...(appointmentAt === undefined ? {} : { appointmentAt }),
    ...(deadlineAt === undefined ? {} : { deadlineAt }),
    ...(place === before ? {} : { place }),
  };
  if (Object.keys(changed).length === 0) reader.wrong.add('nothing');
  return { ...changed, ...reader.note(true) };
}

const isoOf = (ms: number): string => new Date(ms).toISOString();

/** Reads fields and notes which of them cannot stand. */
class FormReader {
  readonly wrong = new Set<string>();
  private readonly form: FormData;
  private readonly setting: StepSetting;

  constructor(form: FormData, setting: StepSetting) {
    this.form = form;
    this.setting = setting;
  }

  text(name: string): string {
    return textOf(this.form, name);
  }

  needed(name: string): string {
    const text = this.text(name);
    if (text === '') this.wrong.add(name);
    return text;
  }

  note(isNeeded: boolean): { note?: string } {
    const note = isNeeded ? this.needed('note') : this.text('note');
    return note === '' ? {} : { note };
  }

  choice<T extends string>(name: string, allowed: readonly [T, ...T[]]): T {
    const chosen = allowed.find((one) => one === this.text(name));
    if (!chosen) this.wrong.add(name);
    return chosen ?? allowed[0];
  }

  /** Empty: what is usual. */
  number(name: string, usual: number): number {
    const text = this.text(name).replace(',', '.');
    const value = text === '' ? usual : Number(text);
    if (!Number.isFinite(value) || value < 0) this.wrong.add(name);
    return value;
  }

  time(name: string): number | undefined {
    return readSiteEntry(this.text(name), this.setting.timeZone);
  }

  futureTime(name: string): string {
    const ms = this.time(name);
    if (ms === undefined || ms <= this.setting.now) this.wrong.add(name);
    return isoOf(ms ?? 0);
  }

  /** Undefined where it is as before; null: emptied, there is none any more. */
  changedTime(name: string): string | null | undefined {
    const text = this.text(name);
    if (text === this.text(`${name}Before`)) return undefined;
    if (text === '') return null;
    const ms = this.time(name);
    if (ms === undefined) this.wrong.add(name);
    return isoOf(ms ?? 0);
  }
}
