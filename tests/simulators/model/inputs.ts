/** What is wrong with the building itself, as the faults on command have set it; the model reads nothing else from outside. */
export interface ModelInputs {
  /** Both transformers are dead. */
  readonly mainsFailed: boolean;
  /** Chillers held tripped. */
  readonly trippedChillers: ReadonlySet<string>;
  /** Breakers of Q1, Q2 held tripped on a fault. */
  readonly trippedBreakers: ReadonlySet<string>;
  readonly pumpDryRun: boolean;
  /** Lifts held between floors. */
  readonly trappedLifts: ReadonlySet<string>;
  readonly overloadedFeeders: ReadonlySet<string>;
  readonly phaseLostFeeders: ReadonlySet<string>;
  /** Sensors whose reading is frozen. */
  readonly stuckSensors: ReadonlySet<string>;
  readonly wetLeakSensors: ReadonlySet<string>;
}

const none: ReadonlySet<string> = new Set();

export const healthy: ModelInputs = {
  mainsFailed: false,
  trippedChillers: none,
  trippedBreakers: none,
  pumpDryRun: false,
  trappedLifts: none,
  overloadedFeeders: none,
  phaseLostFeeders: none,
  stuckSensors: none,
  wetLeakSensors: none,
};
