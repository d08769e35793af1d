import {
  type Car,
  type CarPhase,
  floorHeight,
  floorOf,
  inDoorZone,
  personShare,
  personsIn,
  topFloor,
} from './lift-car.ts';
import { lag } from './random.ts';

const ratedSpeed = 2.5;
const accelerationRate = 0.9;
const openingTime = 1.9;
const closingTime = 2.4;
/** Persons a car takes. */
const capacity = 12;

/** One step of doors, motion and motor. */
export function stepCar(car: Car, dt: number, powered: boolean, trap: boolean): void {
  car.powered = powered;
  if (car.phase === 'trapped' && !trap && powered) release(car);
  if (trap && car.phase !== 'trapped') armTrap(car);
  if (powered) stepPhase(car, dt);
  else brake(car);
  if (trap) catchBetweenFloors(car);
  stepMotor(car, dt);
}

/** Without supply the brake falls in at once; doors stay as they are. */
function brake(car: Car): void {
  car.acceleration = 0;
  car.speed = 0;
}

function stepPhase(car: Car, dt: number): void {
  car.timer = Math.max(0, car.timer - dt);
  switch (car.phase) {
    case 'idle':
      leaveIdle(car);
      return;
    case 'opening':
      if (car.timer === 0) standOpen(car);
      return;
    case 'open':
      if (car.timer === 0) enter(car, 'closing', closingTime);
      return;
    case 'closing':
      if (car.timer === 0) enter(car, 'idle', 0);
      return;
    case 'moving':
      move(car, dt);
      return;
    case 'trapped':
      brake(car);
  }
}

function enter(car: Car, phase: CarPhase, seconds: number): void {
  car.phase = phase;
  car.timer = seconds;
}

function leaveIdle(car: Car): void {
  brake(car);
  const here = floorOf(car);
  if (inDoorZone(car) && hasBusinessAt(car, here)) {
    enter(car, 'opening', openingTime);
    return;
  }
  const next = inDoorZone(car) ? nextStop(car) : here;
  if (next !== undefined) startRun(car, next);
}

function startRun(car: Car, target: number): void {
  car.target = target;
  car.runCount += 1;
  enter(car, 'moving', 0);
}

function hasBusinessAt(car: Car, floor: number): boolean {
  if (car.mode === 3) return floor === 1 && car.aboard.length > 0;
  return car.aboard.some((party) => party.to === floor) || car.waiting.some((party) => party.from === floor);
}

/** Collective control: serve what lies ahead, then turn round. Homing cars know floor 1 only. */
function nextStop(car: Car): number | undefined {
  const here = floorOf(car);
  if (car.mode === 3) return here === 1 ? undefined : 1;
  const stops = [...car.aboard.map((party) => party.to), ...car.waiting.map((party) => party.from)];
  if (stops.length === 0) {
    car.heading = 0;
    return undefined;
  }
  const up = stops.filter((stop) => stop > here);
  const down = stops.filter((stop) => stop < here);
  car.heading = car.heading === -1 ? (down.length > 0 ? -1 : 1) : up.length > 0 ? 1 : -1;
  return car.heading === 1 ? Math.min(...up) : Math.max(...down);
}

function standOpen(car: Car): void {
  const here = floorOf(car);
  const leaving = car.mode === 3 ? car.aboard : car.aboard.filter((party) => party.to === here);
  car.aboard = car.aboard.filter((party) => !leaving.includes(party));
  let room = capacity - personsIn(car);
  const boarding = car.waiting.filter((party) => {
    const enters = party.from === here && party.persons <= room && car.mode !== 3;
    if (enters) room -= party.persons;
    return enters;
  });
  car.waiting = car.waiting.filter((party) => !boarding.includes(party));
  car.aboard.push(...boarding);
  const moved = [...leaving, ...boarding].reduce((total, party) => total + party.persons, 0);
  enter(car, 'open', 2.5 + 0.7 * moved);
}

/** Trapezoid of speed: accelerate, run at rated speed, brake so as to stop level with the target. */
function move(car: Car, dt: number): void {
  takeCallOnTheWay(car);
  const distance = (car.target - 1) * floorHeight - car.height;
  const sense = Math.sign(distance);
  const allowed = Math.min(ratedSpeed, Math.sqrt(2 * accelerationRate * Math.abs(distance)));
  const before = Math.abs(car.speed);
  const speed = Math.min(allowed, before + accelerationRate * dt);
  car.runSeconds += dt;
  if (Math.abs(distance) <= Math.max(0.004, speed * dt)) {
    arrive(car);
    return;
  }
  car.acceleration = (speed - before) / dt;
  car.speed = sense * speed;
  car.height += car.speed * dt;
}

/** A landing call ahead that can still be reached by braking normally becomes the next stop. */
function takeCallOnTheWay(car: Car): void {
  if (car.mode === 3 || car.heading === 0) return;
  const stopping = car.speed ** 2 / (2 * accelerationRate) / floorHeight + 0.3;
  const here = car.height / floorHeight + 1;
  for (const party of car.waiting) {
    const ahead = (party.from - here) * car.heading;
    if (ahead > stopping && ahead < (car.target - here) * car.heading) car.target = party.from;
  }
}

function arrive(car: Car): void {
  car.height = (car.target - 1) * floorHeight;
  brake(car);
  const stays = hasBusinessAt(car, car.target);
  enter(car, stays ? 'opening' : 'idle', stays ? openingTime : 0);
}

/** Sees to it that a car about to be trapped runs with somebody in it: no call where it stands opens its doors again and again. */
function armTrap(car: Car): void {
  const here = floorOf(car);
  car.waiting = car.waiting.filter(({ from }) => from !== here);
  car.aboard = car.aboard.filter(({ to }) => to !== here);
  if (car.aboard.length === 0) {
    car.aboard.push({ from: here, to: here > topFloor / 2 ? here - 4 : here + 4, persons: 3 });
  }
  if (car.phase === 'open' || car.phase === 'opening') enter(car, 'closing', closingTime);
}

function catchBetweenFloors(car: Car): void {
  const offset = Math.abs(car.height / floorHeight - Math.round(car.height / floorHeight));
  if (car.phase !== 'moving' || offset < 0.3) return;
  enter(car, 'trapped', 0);
  brake(car);
}

function release(car: Car): void {
  const here = floorOf(car);
  car.aboard = car.aboard.map((party) => ({ ...party, to: here }));
  startRun(car, here);
}

/** Motor power from the load against a counterweight of 45 %, lighting and control 0.9 kW; braking returns nothing. */
function stepMotor(car: Car, dt: number): void {
  const imbalance = (personsIn(car) * personShare) / 100 - 0.45;
  const hoisting = (1000 * 9.81 * imbalance * car.speed) / 1000 / 0.8;
  const driving = car.speed === 0 ? 0 : Math.max(0.8, 2.2 + hoisting + (4 * car.acceleration) / accelerationRate);
  const wanted = car.powered ? 0.9 + Math.min(16, driving) : 0;
  car.kw = wanted;
  car.energy += (car.kw * dt) / 3600;
  car.motor = lag(car.motor, 36 + 3.2 * Math.max(0, car.kw - 0.9), dt, 900);
}
