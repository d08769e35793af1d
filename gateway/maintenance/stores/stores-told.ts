import type { CalibrationRecord } from '../../domain/duty/maintenance/calibration.ts';
import type { CallOutRecord } from '../../domain/duty/maintenance/call-out.ts';
import type { ContractorRecord } from '../../domain/duty/maintenance/contractor.ts';
import type { CertificateRecord } from '../../domain/duty/stores/certificate.ts';
import type { MaintenanceTold } from '../plans/told.ts';

/** The contractor should be there by now. */
export function callLate({ body, id }: CallOutRecord, at: number): MaintenanceTold {
  const who = body.contractorName;
  return {
    ...{ code: 'MAINTENANCE', priority: 'P2', key: `call ${id}`, at },
    text: {
      en: `${who} was called (${body.reason}) and has not arrived in the time of the contract. Call again.`,
      zh: `外委单位${who}应到未到（${body.reason}），已超合同到场时限，请再次联系。`,
    },
  };
}

/** An instrument whose readings may not be trusted for much longer, or not at all. */
export function instrumentDue({ body, id }: CalibrationRecord, isOver: boolean, at: number): MaintenanceTold {
  const on = body.dueOn ?? '';
  return {
    ...{ code: 'MAINTENANCE', priority: 'P4', key: `instrument ${id} ${on} ${isOver}`, at },
    text: isOver
      ? {
          en: `${body.name.en} ${body.serial}: its test has run out.`,
          zh: `${body.name.zh} ${body.serial}：检定已过期。`,
        }
      : {
          en: `${body.name.en} ${body.serial}: to be tested by ${on}.`,
          zh: `${body.name.zh} ${body.serial}：应于${on}前送检。`,
        },
  };
}

/** A contract that ends soon, or has ended while its machines still rely on it. */
export function contractEnding({ body, id }: ContractorRecord, isOver: boolean, at: number): MaintenanceTold {
  const on = body.contractEnd ?? '';
  return {
    ...{ code: 'MAINTENANCE', priority: isOver ? 'P3' : 'P4', key: `contract ${id} ${on} ${isOver}`, at },
    text: isOver
      ? { en: `The contract with ${body.name} ended on ${on}.`, zh: `外委单位${body.name}的合同已于${on}到期。` }
      : {
          en: `The contract with ${body.name} ends on ${on}.`,
          zh: `外委单位${body.name}的合同将于${on}到期，请及时续签。`,
        },
  };
}

/** Somebody may soon, or may now, not do what he does. */
export function certificateEnding({ body, id }: CertificateRecord, isOver: boolean, at: number): MaintenanceTold {
  const on = body.validUntil ?? '';
  const { person, title } = body;
  return {
    ...{ code: 'MAINTENANCE', priority: isOver ? 'P3' : 'P4', key: `certificate ${id} ${on} ${isOver}`, at },
    text: isOver
      ? { en: `${person}: "${title.en}" ran out on ${on}.`, zh: `${person} 的${title.zh}证书已于${on}过期。` }
      : {
          en: `${person}: "${title.en}" runs out on ${on}.`,
          zh: `${person} 的${title.zh}证书将于${on}到期，请安排复审。`,
        },
  };
}
