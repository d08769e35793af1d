import { between, createRandom, type Random, whole } from './random.ts';

/** Door and motion of a car are one machine, so that a car cannot move with an open door. */
export type CarPhase = 'idle' | 'opening' | 'open' | 'closing' | 'moving' | 'trapped';

/** A party of passengers with one destination. */
export interface Party {
  readonly from: number;
  readonly to: number;
  readonly persons: number;
}

/** Car_Mode numbers of the BACnet lift object that occur here. */
export type CarMode = 1 | 3 | 7;

export interface Car {
  readonly id: string;
  readonly random: Random;
  phase: CarPhase;
  /** Seconds left of the door movement or of standing open. */
  timer: number;
  /** Height above floor 1, m. */
  height: number;
  /** m/s, positive up. */
  speed: number;
  /** m/s², last step. */
  acceleration: number;
  /** Direction of the collective service: -1, 0, 1. */
  heading: -1 | 0 | 1;
  /** Floor the car is going to stop at next. */
  target: number;
  aboard: Party[];
  waiting: Party[];
  mode: CarMode;
  powered: boolean;
  runCount: number;
  runSeconds: number;
  energy: number;
  motor: number;
  kw: number;
}

export const floorHeight = 4.2;
export const topFloor = 20;
/** 1000 kg car, 75 kg a person. */
export const personShare = 7.5;

export function createCar(seed: number, id: string): Car {
  const random = createRandom(seed, id);
  const floor = whole(random, 1, topFloor);
  const hours = between(random, 5_200, 6_400);
  return {
    id,
    random,
    phase: 'idle',
    timer: 0,
    height: (floor - 1) * floorHeight,
    speed: 0,
    acceleration: 0,
    heading: 0,
    target: floor,
    aboard: [],
    waiting: [],
    mode: 1,
    powered: true,
    runCount: Math.round(hours * 96),
    runSeconds: hours * 3600,
    energy: hours * 3.1,
    motor: 40,
    kw: 0,
  };
}

/** The landing nearest to the car. */
export function floorOf(car: Car): number {
  return Math.round(car.height / floorHeight) + 1;
}

/** Within 15 cm of a landing. */
export function inDoorZone(car: Car): boolean {
  return Math.abs(car.height - (floorOf(car) - 1) * floorHeight) < 0.15;
}

export function personsIn(car: Car): number {
  return car.aboard.reduce((total, party) => total + party.persons, 0);
}
