import {
  atReference,
  type Drive,
  dcVolts,
  inputPower,
  motorCurrent,
  motorVolts,
  speedRpm,
  torqueShare,
} from './drives.ts';
import type { Reading } from './readings.ts';
import { yes } from './readings.ts';

/** What a Danfoss FC 102 shows; power in kW. */
export function fc102Reading(drive: Drive): Reading {
  return {
    ...common(drive),
    power: drive.kw > 0 ? inputPower(drive) : 0,
    motor_thermal: drive.motorThermal,
    inverter_thermal: drive.driveThermal,
    heatsink_t: drive.heatsink,
    hours: drive.runSeconds / 3600,
    energy: drive.energy,
    alarm_word: 0,
    warning_word: 0,
    ready: yes(drive.powered),
    fault: 0,
    remote: 1,
    run: yes(drive.freq > 0),
  };
}

/** What a Vacon 20 shows; power and torque in % of rated. */
export function vacon20Reading(drive: Drive): Reading {
  return {
    ...common(drive),
    ready: yes(drive.powered),
    run: yes(drive.freq > 0),
    reverse: 0,
    fault: 0,
    warning: 0,
    at_reference: yes(atReference(drive)),
    zero_speed: yes(drive.freq <= 0),
    speed: speedRpm(drive),
    torque: 100 * torqueShare(drive),
    power: (100 * drive.kw) / drive.plan.kw,
    fault_code: 0,
    drive_t: drive.heatsink,
    motor_thermal: drive.motorThermal,
    hours: drive.runSeconds / 3600,
  };
}

/** What a Veda VF-51 shows; power in % of rated. */
export function vf51Reading(drive: Drive): Reading {
  return {
    ...common(drive),
    fault_code: 0,
    warning_code: 0,
    speed: speedRpm(drive),
    power: (100 * drive.kw) / drive.plan.kw,
    module_t: drive.heatsink,
    run: yes(drive.freq > 0),
    fault: 0,
  };
}

function common(drive: Drive): Reading {
  return { freq: drive.freq, current: motorCurrent(drive), motor_v: motorVolts(drive), dc_v: dcVolts(drive) };
}
