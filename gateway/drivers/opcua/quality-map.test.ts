import fc from 'fast-check';
import { StatusCodes } from 'node-opcua-client';
import { describe, expect, it } from 'vitest';
import { QUALITY, qualityLevel } from '../../domain/quality.ts';
import { qualityOfStatus } from './quality-map.ts';

const CASES: readonly (readonly [keyof typeof StatusCodes, keyof typeof QUALITY])[] = [
  ['Good', 'good'],
  ['GoodOverload', 'good'],
  ['GoodLocalOverride', 'good'],
  ['GoodClamped', 'good'],
  ['UncertainNoCommunicationLastUsableValue', 'uncertain-old'],
  ['UncertainLastUsableValue', 'uncertain-old'],
  ['UncertainInitialValue', 'uncertain-old'],
  ['UncertainEngineeringUnitsExceeded', 'uncertain-out-of-range'],
  ['UncertainSubstituteValue', 'uncertain-device'],
  ['UncertainSensorNotAccurate', 'uncertain-device'],
  ['Bad', 'bad-device'],
  ['BadSensorFailure', 'bad-device'],
  ['BadDeviceFailure', 'bad-device'],
  ['BadCommunicationError', 'bad-not-connected'],
  ['BadDecodingError', 'bad-decode'],
  ['BadTimeout', 'bad-timeout'],
  ['BadServerNotConnected', 'bad-not-connected'],
  ['BadUserAccessDenied', 'bad-unsupported'],
  ['BadNoCommunication', 'bad-not-connected'],
  ['BadWaitingForInitialData', 'bad-waiting'],
  ['BadNodeIdInvalid', 'bad-unsupported'],
  ['BadNodeIdUnknown', 'bad-unsupported'],
  ['BadAttributeIdInvalid', 'bad-unsupported'],
  ['BadNotReadable', 'bad-unsupported'],
  ['BadOutOfRange', 'bad-out-of-range'],
  ['BadNotSupported', 'bad-unsupported'],
  ['BadConfigurationError', 'bad-unsupported'],
  ['BadNotConnected', 'bad-not-connected'],
  ['BadOutOfService', 'bad-out-of-service'],
];

describe('the quality of a status code', () => {
  it.each(CASES)('%s is %s', (name, quality) => {
    expect(qualityOfStatus(Number(StatusCodes[name].valueOf()))).toBe(QUALITY[quality]);
  });

  it('is as severe as the code, whatever its information bits', () => {
    const levels = ['good', 'uncertain', 'bad', 'bad'];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0, max: 0xffff }), (code, info) => {
        const status = code * 0x10000 + info;
        expect(qualityLevel(qualityOfStatus(status))).toBe(levels[code >>> 14]);
        expect(qualityOfStatus(status)).toBe(qualityOfStatus(code * 0x10000));
      }),
    );
  });
});
