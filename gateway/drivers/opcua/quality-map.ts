import { QUALITY } from '../../domain/quality.ts';

/** The two highest bits are the severity: 00 good, 01 uncertain, 1x bad; the low half are information bits (Part 4, 7.39.1). */
const SEVERITY_SHIFT = 30;
const CODE_MASK = 0xffff0000;

/** Status codes that say more than their severity (Part 6, annex A.2), by number without information bits. */
const QUALITY_BY_CODE: ReadonlyMap<number, number> = new Map([
  [0x408f0000, QUALITY['uncertain-old']], // UncertainNoCommunicationLastUsableValue
  [0x40900000, QUALITY['uncertain-old']], // UncertainLastUsableValue
  [0x40920000, QUALITY['uncertain-old']], // UncertainInitialValue
  [0x40940000, QUALITY['uncertain-out-of-range']], // UncertainEngineeringUnitsExceeded
  [0x80050000, QUALITY['bad-not-connected']], // BadCommunicationError
  [0x80070000, QUALITY['bad-decode']], // BadDecodingError
  [0x800a0000, QUALITY['bad-timeout']], // BadTimeout
  [0x800d0000, QUALITY['bad-not-connected']], // BadServerNotConnected
  [0x801f0000, QUALITY['bad-unsupported']], // BadUserAccessDenied
  [0x80310000, QUALITY['bad-not-connected']], // BadNoCommunication
  [0x80320000, QUALITY['bad-waiting']], // BadWaitingForInitialData
  [0x80330000, QUALITY['bad-unsupported']], // BadNodeIdInvalid
  [0x80340000, QUALITY['bad-unsupported']], // BadNodeIdUnknown
  [0x80350000, QUALITY['bad-unsupported']], // BadAttributeIdInvalid
  [0x803a0000, QUALITY['bad-unsupported']], // BadNotReadable
  [0x803c0000, QUALITY['bad-out-of-range']], // BadOutOfRange
  [0x803d0000, QUALITY['bad-unsupported']], // BadNotSupported
  [0x80890000, QUALITY['bad-unsupported']], // BadConfigurationError
  [0x808a0000, QUALITY['bad-not-connected']], // BadNotConnected
  [0x808d0000, QUALITY['bad-out-of-service']], // BadOutOfService
]);

/** Quality of an OPC UA status code. Good with information bits (overflow, local override) stays good. */
export function qualityOfStatus(status: number): number {
  const known = QUALITY_BY_CODE.get((status & CODE_MASK) >>> 0);
  if (known !== undefined) return known;
  switch (status >>> SEVERITY_SHIFT) {
    case 0:
      return QUALITY.good;
    case 1:
      return QUALITY['uncertain-device'];
    default:
      return QUALITY['bad-device'];
  }
}
