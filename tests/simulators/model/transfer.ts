import type { Reading } from './readings.ts';
import { yes } from './readings.ts';
import { type BusSupply, deadBus } from './supply.ts';

/** Transfer switch ATS1. Position as ABB ATS022 register 2002: 0 on normal, 1 going to emergency, 2 on emergency, 3 going back. */
export interface TransferSwitch {
  position: 0 | 1 | 2 | 3;
  /** How long the reason for the next move has lasted, s. */
  timer: number;
  normalLive: boolean;
  emergencyLive: boolean;
}

const waitForGenerator = 1;
const waitForMains = 10;
const moving = 0.8;

export function createTransferSwitch(): TransferSwitch {
  return { position: 0, timer: 0, normalLive: true, emergencyLive: false };
}

/** Goes to the generators when bus 1 is dead and they are up, back when bus 1 has been live for 10 s. */
export function stepTransferSwitch(ats: TransferSwitch, dt: number, normalLive: boolean, emergencyLive: boolean): void {
  ats.normalLive = normalLive;
  ats.emergencyLive = emergencyLive;
  const [wanted, limit] = condition(ats);
  ats.timer = wanted ? ats.timer + dt : 0;
  if (!wanted || ats.timer < limit) return;
  ats.position = ((ats.position + 1) % 4) as TransferSwitch['position'];
  ats.timer = 0;
}

function condition(ats: TransferSwitch): [wanted: boolean, limit: number] {
  switch (ats.position) {
    case 0:
      return [!ats.normalLive && ats.emergencyLive, waitForGenerator];
    case 2:
      return [ats.normalLive, waitForMains];
    case 1:
    case 3:
      return [true, moving];
  }
}

/** The emergency busbar behind the switch; dead while the switch moves. */
export function emergencyBus(ats: TransferSwitch, normal: BusSupply, generators: BusSupply): BusSupply {
  if (ats.position === 0) return normal;
  return ats.position === 2 ? generators : deadBus;
}

/** Line status 0 = good, 1 = zero voltage; breaker 1 = open, 2 = closed; generator 1 = on, 2 = off. */
export function transferReading(ats: TransferSwitch): Reading {
  return {
    line1: yes(!ats.normalLive),
    line2: yes(!ats.emergencyLive),
    position: ats.position,
    breaker_normal: ats.position === 0 ? 2 : 1,
    breaker_emergency: ats.position === 2 ? 2 : 1,
    generator: ats.emergencyLive ? 1 : 2,
    alarm_switch: 0,
    logic_disabled: 0,
    external_alarm: 0,
    cb1_trip: 0,
    cb2_trip: 0,
    generator_alarm: 0,
  };
}
