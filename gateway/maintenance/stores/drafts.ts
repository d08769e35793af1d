import { dayOfText, type SiteCalendar, textOfDay } from '../../domain/duty/calendar-days.ts';
import type { Deed } from '../../domain/duty/deed.ts';
import { CALIBRATION, type Calibration, validUntil } from '../../domain/duty/maintenance/calibration.ts';
import type { CallOut } from '../../domain/duty/maintenance/call-out.ts';
import type { Contractor, ContractorRecord } from '../../domain/duty/maintenance/contractor.ts';
import type { RecordDraft } from '../../domain/duty/record.ts';
import type { Certificate } from '../../domain/duty/stores/certificate.ts';
import type { Part } from '../../domain/duty/stores/part.ts';
import type {
  CertificateEntry,
  ContractorEntry,
  InstrumentEntry,
  PartEntry,
} from '../../domain/duty/stores/stores-plan.ts';
import type {
  NewCallOut,
  NewCertificate,
  NewContractor,
  NewInstrument,
  NewPart,
  NewTool,
} from '../../domain/duty/stores/stores-requests.ts';
import type { Tool } from '../../domain/duty/stores/tool.ts';

type Draft<B> = Omit<RecordDraft<B>, 'event'>;

const MINUTE_MS = 60_000;

/** The record an entry begins with. Nothing is on the shelf until somebody has counted or received it. */
export function partDraft(entry: NewPart, at: number, onHand = 0): Draft<Part> {
  const body = { ...entry, onHand, reserved: [], wishes: [], issued: [], countedAt: null, order: null };
  return { key: `part:${entry.code}`, subject: entry.code, at, dueAt: null, body };
}

export function toolDraft(entry: NewTool, at: number): Draft<Tool> {
  return {
    key: `tool:${entry.code}`,
    subject: entry.code,
    at,
    dueAt: null,
    body: { ...entry, lent: null, damage: null, counted: null },
  };
}

export function contractorDraft(entry: NewContractor, at: number): Draft<Contractor> {
  return { key: `contractor:${entry.code}`, subject: entry.code, at, dueAt: null, body: { ...entry, reviews: [] } };
}

export function instrumentDraft(entry: NewInstrument, at: number, calendar: SiteCalendar): Draft<Calibration> {
  const dueOn = entry.lastOn === null ? null : validUntil(entry.lastOn, entry.everyMonths);
  const body = { ...entry, dueOn, status: 'in-use' as const, sent: null, tests: [], told: null };
  const dueAt = dueOn === null ? at : calendar.endOf(dayOfText(dueOn));
  return { key: `${CALIBRATION.kind}:${entry.code}`, subject: entry.equipment ?? entry.code, at, dueAt, body };
}

/** The clock of arrival begins with the call. */
export function callDraft(entry: NewCallOut, { id, body }: ContractorRecord, deed: Deed): Draft<CallOut> {
  const calledAt = Math.min(deed.at, deed.deviceAt ?? deed.at);
  const arriveDueAt = calledAt + body.arriveMinutes * MINUTE_MS;
  return {
    key: `call:${id}:${entry.order ?? '-'}:${deed.at}`,
    subject: entry.equipment ?? body.code,
    at: calledAt,
    dueAt: arriveDueAt,
    body: {
      ...{ ...entry, contractorName: body.name, calledAt, calledBy: deed.actor, arriveDueAt },
      ...{ answered: null, arrivedAt: null, leftAt: null, people: '', result: null, isSolved: null },
      ...{ isLate: false, toldLateAt: null },
    },
  };
}

/** Entries of the site file as the screen would have made them. */
export const fromPartEntry = ({
  id,
  name,
  unit,
  shelf,
  least,
  approvalAbove,
  price,
  equipment,
}: PartEntry): NewPart => ({
  ...{ code: id, name, unit, shelf, least, approvalAbove, price },
  equipment: [...equipment],
});

export const fromContractorEntry = ({ id, contractEnd, equipment, ...entry }: ContractorEntry): NewContractor => ({
  ...entry,
  ...{ code: id, contractNumber: '', equipment: [...equipment] },
  contractEnd: contractEnd === null ? null : textOfDay(contractEnd),
});

export const fromInstrumentEntry = ({ id, lastDone, ...entry }: InstrumentEntry): NewInstrument => ({
  ...entry,
  code: id,
  lastOn: lastDone === null ? null : textOfDay(lastDone),
});

/** It belongs to its person, under whose name it is found. */
export function certificateDraft(entry: NewCertificate, at: number, calendar: SiteCalendar): Draft<Certificate> {
  const dueAt = entry.validUntil === null ? null : calendar.endOf(dayOfText(entry.validUntil));
  const body = { ...entry, renewals: [], told: null };
  return { key: `certificate:${entry.code}`, subject: entry.person, at, dueAt, body };
}

export const fromCertificateEntry = ({ id, validUntil, ...entry }: CertificateEntry): NewCertificate => ({
  ...entry,
  ...{ code: id, validUntil: validUntil === null ? null : textOfDay(validUntil) },
});
