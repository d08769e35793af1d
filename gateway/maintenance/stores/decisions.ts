import type { SiteCalendar } from '../../domain/duty/calendar-days.ts';
import { dayOfText } from '../../domain/duty/calendar-days.ts';
import type { Deed } from '../../domain/duty/deed.ts';
import * as calibration from '../../domain/duty/maintenance/calibration.ts';
import * as callOut from '../../domain/duty/maintenance/call-out.ts';
import * as contractor from '../../domain/duty/maintenance/contractor.ts';
import * as certificate from '../../domain/duty/stores/certificate.ts';
import * as part from '../../domain/duty/stores/part-steps.ts';
import type {
  CallOutStep,
  CertificateStep,
  ContractorStep,
  Ending,
  InstrumentStep,
  PartDecision,
  PartStep,
  ToolStep,
} from '../../domain/duty/stores/stores-requests.ts';
import * as tool from '../../domain/duty/stores/tool.ts';

/** Which rule of the domain a step goes by. */

export function decidePart(record: part.PartRecord, step: PartStep | PartDecision, deed: Deed) {
  switch (step.step) {
    case 'receive':
      return part.receivePart(record, step.quantity, step.note, deed);
    case 'reserve':
      return part.reservePart(record, step.order, step.quantity, deed);
    case 'release':
      return part.releasePart(record, step.order, deed);
    case 'issue': {
      const { order, quantity, purpose } = step;
      return part.issuePart(record, { order, quantity, purpose }, deed);
    }
    case 'return':
      return part.returnPart(record, step.order, step.quantity, deed);
    case 'count':
      return part.countPart(record, step.counted, step.note, deed);
    case 'decide':
      return part.decideIssue(record, step.wish, step.grant, deed);
    case 'change': {
      const { step: _, ...facts } = step;
      return part.changePart(record, facts, deed);
    }
    case 'end':
      return part.endPart(record, step.reason, deed);
  }
}

export function decideTool(record: tool.ToolRecord, step: ToolStep | Ending, deed: Deed, calendar: SiteCalendar) {
  switch (step.step) {
    case 'lend': {
      const dueAt = step.backBy === null ? null : calendar.endOf(dayOfText(step.backBy));
      return tool.lendTool(record, { to: step.to, purpose: step.purpose, dueAt }, deed);
    }
    case 'return':
      return tool.returnTool(record, step.damage, deed);
    case 'damage':
      return tool.markDamage(record, step.cause, deed);
    case 'repaired':
      return tool.markDamage(record, null, deed);
    case 'count':
      return tool.countTool(record, step.isThere, step.note, deed);
    case 'end':
      return tool.endTool(record, step.reason, deed);
  }
}

export function decideContractor(record: contractor.ContractorRecord, step: ContractorStep, deed: Deed) {
  switch (step.step) {
    case 'change': {
      const { step: _, ...facts } = step;
      return contractor.changeContractor(record, facts, deed);
    }
    case 'review': {
      const { step: _, ...saying } = step;
      return contractor.reviewContractor(record, saying, deed);
    }
    case 'rectified':
      return contractor.rectifyReview(record, step.month, step.note, deed);
    case 'end':
      return contractor.endContractor(record, step.reason, deed);
  }
}

export function decideCall(record: callOut.CallOutRecord, step: CallOutStep, deed: Deed) {
  switch (step.step) {
    case 'answer':
      return callOut.answerCall(record, step.by, step.promise, deed);
    case 'arrive':
      return callOut.arriveAtCall(record, step.people, deed);
    case 'close':
      return callOut.closeCall(record, step.result, step.isSolved, deed);
    case 'cancel':
      return callOut.cancelCall(record, step.reason, deed);
  }
}

export function decideInstrument(
  record: calibration.CalibrationRecord,
  step: InstrumentStep,
  deed: Deed,
  calendar: SiteCalendar,
) {
  switch (step.step) {
    case 'send':
      return calibration.sendInstrument(record, step.to, step.backBy, deed);
    case 'test': {
      const { step: _, ...saying } = step;
      return calibration.testInstrument(record, saying, (day) => calendar.endOf(dayOfText(day)), deed);
    }
    case 'end':
      return calibration.endInstrument(record, step.reason, deed);
  }
}

export function decideCertificate(record: certificate.CertificateRecord, step: CertificateStep, deed: Deed) {
  switch (step.step) {
    case 'renew': {
      const { step: _, ...saying } = step;
      return certificate.renewCertificate(record, saying, deed);
    }
    case 'end':
      return certificate.endCertificate(record, step.reason, deed);
  }
}
