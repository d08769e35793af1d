import type { ModelInputs } from './inputs.ts';
import { type Car, createCar, floorOf, inDoorZone, type Party, personShare, personsIn } from './lift-car.ts';
import { stepCar } from './lift-motion.ts';
import type { Occupancy } from './occupancy.ts';
import { createRandom, type Random, uniform, whole } from './random.ts';
import type { Reading, Readings } from './readings.ts';
import { yes } from './readings.ts';

/** Twelve cars in two groups of six; F05 feeds the first group, F06 the second. */
export interface Lifts {
  readonly random: Random;
  readonly groups: readonly (readonly Car[])[];
  /** On mains, waiting without supply, or on the generators. */
  supply: 'mains' | 'dead' | 'generator';
}

/** Machine room ventilation and landing panels of one group, kW. */
const groupBase = 30;
/** Parties a car may have waiting; more walk. */
const waitingLimit = 12;

export function createLifts(seed: number): Lifts {
  const car = (n: number) => createCar(seed, `L${String(n).padStart(2, '0')}`);
  return {
    random: createRandom(seed, 'lifts'),
    groups: [[1, 2, 3, 4, 5, 6].map(car), [7, 8, 9, 10, 11, 12].map(car)],
    supply: 'mains',
  };
}

export function stepLifts(
  lifts: Lifts,
  dt: number,
  occupancy: Occupancy,
  supply: Lifts['supply'],
  inputs: ModelInputs,
): void {
  if (supply !== lifts.supply) changeSupply(lifts, supply);
  for (const group of lifts.groups) {
    if (uniform(lifts.random) < occupancy.traffic.rate * dt) call(lifts.random, group, occupancy);
    for (const car of group) {
      stepCar(car, dt, supply !== 'dead', inputs.trappedLifts.has(car.id));
      if (car.mode === 3 && isHome(car)) car.mode = 7;
    }
  }
}

/** On the generators every car first goes home to floor 1, then serves on emergency power. */
function changeSupply(lifts: Lifts, supply: Lifts['supply']): void {
  lifts.supply = supply;
  for (const car of lifts.groups.flat()) {
    if (supply === 'mains') car.mode = 1;
    if (supply !== 'generator') continue;
    car.mode = 3;
    car.waiting = [];
  }
}

function isHome(car: Car): boolean {
  return car.phase === 'idle' && floorOf(car) === 1 && inDoorZone(car) && car.aboard.length === 0;
}

/** A new party presses a landing button; the car that costs least gets the call. On emergency power only the first car serves. */
function call(random: Random, group: readonly Car[], occupancy: Occupancy): void {
  const party = newParty(random, occupancy);
  let best: Car | undefined;
  for (const [index, car] of group.entries()) {
    const serves = car.powered && (car.mode === 1 || (car.mode === 7 && index === 0)) && car.phase !== 'trapped';
    if (serves && car.waiting.length < waitingLimit && (!best || cost(car, party) < cost(best, party))) best = car;
  }
  best?.waiting.push(party);
}

function newParty(random: Random, occupancy: Occupancy): Party {
  const draw = uniform(random);
  const persons = whole(random, 1, 4);
  const floor = whole(random, 2, 20);
  if (draw < occupancy.traffic.up) return { from: 1, to: floor, persons };
  if (draw < occupancy.traffic.up + occupancy.traffic.down) return { from: floor, to: 1, persons };
  const from = whole(random, 1, 20);
  return { from, to: from === floor ? 1 : floor, persons };
}

function cost(car: Car, party: Party): number {
  const distance = Math.abs(floorOf(car) - party.from);
  const away = car.heading !== 0 && Math.sign(party.from - floorOf(car)) !== car.heading;
  return distance + 3 * (car.aboard.length + car.waiting.length) + (away ? 10 : 0);
}

/** Electrical power of one group, kW. */
export function liftPower(lifts: Lifts, group: 0 | 1): number {
  if (lifts.supply === 'dead') return 0;
  return groupBase + lifts.groups[group]!.reduce((total, car) => total + car.kw, 0);
}

export function liftReadings(lifts: Lifts): Readings {
  return Object.fromEntries(lifts.groups.flat().map((car) => [car.id, reading(car)]));
}

function reading(car: Car): Reading {
  const trapped = car.phase === 'trapped';
  return {
    floor: floorOf(car),
    direction: car.speed > 0 ? 3 : car.speed < 0 ? 4 : 2,
    door: doorStatus(car),
    door_zone: yes(inDoorZone(car)),
    mode: car.mode,
    load_pct: personsIn(car) * personShare,
    speed: Math.abs(car.speed),
    passenger_alarm: yes(trapped),
    fault: trapped ? 8 : -1,
    drive_status: driveStatus(car),
    next_floor: car.phase === 'moving' ? car.target : floorOf(car),
    run_count: car.runCount,
    run_hours: car.runSeconds / 3600,
    energy: car.energy,
    motor_t: car.motor,
    landing_calls: car.waiting.length,
  };
}

/** Car_Door_Status: 0 closed, 1 opened, 6 closing, 7 opening. */
function doorStatus(car: Car): number {
  switch (car.phase) {
    case 'open':
      return 1;
    case 'closing':
      return 6;
    case 'opening':
      return 7;
    case 'idle':
    case 'moving':
    case 'trapped':
      return 0;
  }
}

/** Drive_Status: 1 stationary, 3 accelerating, 4 decelerating, 5 at rated speed. */
function driveStatus(car: Car): number {
  if (car.speed === 0) return 1;
  if (car.acceleration > 0.05) return 3;
  return car.acceleration < -0.05 ? 4 : 5;
}
