import { between, clamp, createRandom, lag, type Random, ramp, wander } from './random.ts';

/** Fixed facts of a motor behind a frequency converter. */
export interface DrivePlan {
  readonly id: string;
  /** Motor rating, kW, and rated current, A, at 400 V. */
  readonly kw: number;
  readonly amps: number;
  /** Share of the rating the machine takes at 50 Hz. */
  readonly loadAtFullSpeed: number;
  /** Running hours when the model starts. */
  readonly hours: number;
}

/** A pump or fan on a frequency converter; power follows the cube of the speed. */
export interface Drive {
  readonly plan: DrivePlan;
  readonly random: Random;
  powered: boolean;
  run: boolean;
  /** Hz asked for and delivered. */
  reference: number;
  freq: number;
  noise: number;
  /** Shaft-side power, kW. */
  kw: number;
  runSeconds: number;
  energy: number;
  heatsink: number;
  motorThermal: number;
  driveThermal: number;
}

const converterEfficiency = 0.97;
const ratedSlipSpeed = 1480;

export function createDrive(seed: number, plan: DrivePlan): Drive {
  const random = createRandom(seed, plan.id);
  const hours = plan.hours * between(random, 0.99, 1.01);
  return {
    plan,
    random,
    powered: true,
    run: false,
    reference: 0,
    freq: 0,
    noise: 0,
    kw: 0,
    runSeconds: hours * 3600,
    energy: hours * plan.kw * 0.45,
    heatsink: 34,
    motorThermal: 20,
    driveThermal: 18,
  };
}

/** Starts and stops as told, 5 Hz per second; without supply it coasts to a stop. */
export function stepDrive(drive: Drive, dt: number, run: boolean, reference: number, powered: boolean): void {
  drive.powered = powered;
  drive.run = run && powered;
  drive.reference = drive.run ? clamp(reference, 20, 50) : 0;
  drive.freq = ramp(drive.freq, drive.reference, dt, 5);
  drive.noise = wander(drive.noise, drive.random, dt, 5, 0.006);
  const speed = drive.freq / 50;
  drive.kw = drive.plan.kw * drive.plan.loadAtFullSpeed * speed ** 3 * (1 + drive.noise);
  const load = drive.kw / drive.plan.kw;
  drive.heatsink = lag(drive.heatsink, 34 + 22 * load, dt, 300);
  drive.motorThermal = lag(drive.motorThermal, 20 + 55 * load, dt, 900);
  drive.driveThermal = lag(drive.driveThermal, 18 + 45 * load, dt, 600);
  if (drive.freq <= 0) return;
  drive.runSeconds += dt;
  drive.energy += (inputPower(drive) * dt) / 3600;
}

/** Electrical power taken from the feeder, kW. */
export function inputPower(drive: Drive): number {
  const standby = drive.powered ? 0.05 : 0;
  return standby + drive.kw / converterEfficiency;
}

/** Motor current, A: magnetising part and load part. */
export function motorCurrent(drive: Drive): number {
  if (drive.freq <= 0) return 0;
  const torque = torqueShare(drive);
  return drive.plan.amps * Math.hypot(0.33, 0.9 * torque);
}

/** Torque as a share of the rated torque. */
export function torqueShare(drive: Drive): number {
  return drive.freq > 0 ? drive.kw / drive.plan.kw / (drive.freq / 50) : 0;
}

export function motorVolts(drive: Drive): number {
  return 8 * drive.freq;
}

/** Intermediate circuit, V: the rectified line voltage, 0 without supply. */
export function dcVolts(drive: Drive): number {
  return drive.powered ? 552 - 8 * (drive.kw / drive.plan.kw) : 0;
}

export function speedRpm(drive: Drive): number {
  return (ratedSlipSpeed * drive.freq) / 50;
}

export function atReference(drive: Drive): boolean {
  return drive.run && Math.abs(drive.freq - drive.reference) < 0.2;
}
