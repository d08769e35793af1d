import { calendarAt } from './calendar.ts';
import { chillerReading } from './chillers.ts';
import { type Cooling, createCooling, settleCooling, stepCooling } from './cooling.ts';
import { fc102Reading, vacon20Reading, vf51Reading } from './drive-readings.ts';
import { type Drive, inputPower } from './drives.ts';
import { createElectrical, type Electrical, loadingOf, powerOf, settleDemand, stepElectrical } from './electrical.ts';
import { gensetReadings } from './genset-readings.ts';
import { createGensets, type Gensets, generatorBus, gensetRating, stepGensets } from './gensets.ts';
import { healthy, type ModelInputs } from './inputs.ts';
import { createLifts, type Lifts, liftPower, liftReadings, stepLifts } from './lifts.ts';
import { createLoads, type Loads, stepLoads } from './loads.ts';
import { stepMeters } from './metering.ts';
import { occupancyAt } from './occupancy.ts';
import type { Readings } from './readings.ts';
import { createSensors, type Sensors, type Surroundings, sampleLeaks, sampleSensors, stepSensors } from './sensors.ts';
import { type BusSupply, breakerReadings, createSupply, type Supply, stepSupply } from './supply.ts';
import {
  createTransferSwitch,
  emergencyBus,
  stepTransferSwitch,
  type TransferSwitch,
  transferReading,
} from './transfer.ts';
import { createWater, stepWater, type Water, waterPower, waterReadings } from './water.ts';
import { createWeather, stepWeather, type Weather } from './weather.ts';
import { createWindings, stepWindings, type Windings, windingReadings } from './windings.ts';

/** The whole building. Two models with the same seed and start, stepped alike, are equal to the last bit. */
export interface Building {
  /** Simulated time, ms since 1970. */
  time: number;
  readonly weather: Weather;
  readonly supply: Supply;
  readonly gensets: Gensets;
  readonly ats: TransferSwitch;
  readonly lifts: Lifts;
  readonly cooling: Cooling;
  readonly water: Water;
  readonly loads: Loads;
  readonly electrical: Electrical;
  readonly windings: readonly [Windings, Windings];
  readonly sensors: Sensors;
}

/** Largest step the model is meant for, s. */
export const longestStep = 0.5;
const settlingSeconds = 600;

/** Starts at `time` (ms) in the middle of operation: ten minutes are run before it is handed out. */
export function createBuilding(seed: number, time: number): Building {
  const calendar = calendarAt(time);
  const occupancy = occupancyAt(calendar);
  const weather = createWeather(seed);
  stepWeather(weather, 1, calendar);
  const building: Building = {
    time: time - settlingSeconds * 1000,
    weather,
    supply: createSupply(seed),
    gensets: createGensets(seed),
    ats: createTransferSwitch(),
    lifts: createLifts(seed),
    cooling: createCooling(seed, weather, occupancy),
    water: createWater(seed, occupancy.desks),
    loads: createLoads(seed, occupancy),
    electrical: createElectrical(seed),
    windings: [createWindings('TT-1', 31, 0.6), createWindings('TT-2', 31, 0.35)],
    sensors: createSensors(seed),
  };
  settle(building);
  return building;
}

function settle(building: Building): void {
  settleCooling(building.cooling, building.weather);
  for (let second = 0; second < settlingSeconds; second++) {
    stepBuilding(building, 1, healthy);
    if (second === 120) settleDemand(building.electrical);
  }
  const ambient = roomOf(building, 'R02');
  for (const index of [0, 1] as const) {
    const loading = loadingOf(building.electrical, index);
    Object.assign(building.windings[index], createWindings(`TT-${index + 1}`, ambient, loading));
  }
  showSensors(building, healthy, { leaks: true, others: true });
}

/** Moves the whole building on by `dt` seconds, causes before effects. */
export function stepBuilding(building: Building, dt: number, inputs: ModelInputs): void {
  const { electrical, supply, gensets, ats } = building;
  building.time += dt * 1000;
  const calendar = calendarAt(building.time);
  const occupancy = occupancyAt(calendar);
  stepWeather(building.weather, dt, calendar);
  stepSupply(supply, dt, inputs, loadingOf(electrical, 0), loadingOf(electrical, 1));
  stepGensets(gensets, dt, supply.bus1.live, ats.position === 2, emergencyLoad(electrical));
  stepTransferSwitch(ats, dt, supply.bus1.live, generatorBus(gensets).live);
  const buses = busesOf(building);
  stepLifts(building.lifts, dt, occupancy, liftSupply(building, buses.emergency), inputs);
  const powered = { ch1: buses.bus1.live, ch2: buses.bus2.live, auxiliaries: buses.bus1.live };
  stepCooling(building.cooling, dt, inputs, building.weather, occupancy, powered);
  stepWater(building.water, dt, occupancy.desks, buses.bus2.live, inputs.pumpDryRun);
  stepLoads(building.loads, dt, occupancy);
  stepElectrical(electrical, dt, demandsOf(building), buses, ats.position === 0, inputs);
  stepMeters(electrical, dt);
  const around = surroundings(building, occupancy.desks);
  stepSensors(building.sensors, dt, around);
  for (const index of [0, 1] as const) {
    stepWindings(building.windings[index], dt, roomOf(building, 'R02'), loadingOf(electrical, index));
  }
}

function busesOf(building: Building) {
  const { supply, ats, gensets } = building;
  return {
    bus1: supply.bus1,
    bus2: supply.bus2,
    emergency: emergencyBus(ats, supply.bus1, generatorBus(gensets)),
  };
}

function liftSupply(building: Building, emergency: BusSupply): Lifts['supply'] {
  if (!emergency.live) return 'dead';
  return building.ats.position === 2 ? 'generator' : 'mains';
}

function emergencyLoad(electrical: Electrical): number {
  return electrical.feeders
    .filter((feeder) => feeder.plan.bus === 'emergency')
    .reduce((total, feeder) => total + powerOf(feeder), 0);
}

/** kW asked for by each feeder's consumers. F03 has 4 kW of control and lighting besides the drives. */
function demandsOf(building: Building): Record<string, number> {
  const { cooling, lifts, water, loads } = building;
  const drives = [...cooling.chilledPumps, ...cooling.condenserPumps, ...cooling.fans];
  return {
    ...loads.kw,
    F01: 0.8 + cooling.chillers[0].kw,
    F02: 0.8 + cooling.chillers[1].kw,
    F03: 4 + drives.reduce((total, drive) => total + inputPower(drive), 0),
    F04: loads.kw.F04! + waterPower(water),
    F05: liftPower(lifts, 0),
    F06: liftPower(lifts, 1),
  };
}

function surroundings(building: Building, desks: number): Surroundings {
  const { cooling, water, electrical, gensets } = building;
  const rejected = cooling.chillers.reduce((total, chiller) => total + chiller.cooling + chiller.kw, 0);
  const makeUp = cooling.condenserFlow > 50 ? (1.33 * rejected * 3.6) / 2430 : 0;
  return {
    desks,
    transformers: (loadingOf(electrical, 0) + loadingOf(electrical, 1)) / 2,
    gensets: Math.max(...gensets.sets.map((set) => (set.rpm > 600 ? 0.3 : 0) + set.kw / gensetRating)),
    cityWater: water.pump.flow + makeUp,
    towerMakeUp: makeUp,
    tenantWater: water.pump.flow - water.tankInflow + water.upperDemand,
    heat: {
      flow: cooling.chilledFlow,
      supply: cooling.supply,
      returning: cooling.returning,
      power: cooling.heatPower,
      energy: cooling.heat,
    },
  };
}

function roomOf(building: Building, id: string): number {
  return building.sensors.rooms.find((room) => room.id === id)!.temperature;
}

/** Which sensors measure now. */
export interface Measurement {
  readonly leaks: boolean;
  readonly others: boolean;
}

/** Lets the sensors take what they publish next; returns the fresh readings. */
export function showSensors(building: Building, inputs: ModelInputs, which: Measurement): Readings {
  const { desks } = occupancyAt(calendarAt(building.time));
  return {
    ...(which.leaks ? sampleLeaks(building.sensors, inputs) : {}),
    ...(which.others ? sampleSensors(building.sensors, surroundings(building, desks), inputs) : {}),
  };
}

/** Every value of the building as its equipment shows it. */
export function readBuilding(building: Building): Readings {
  const { cooling } = building;
  return {
    ...building.electrical.meters,
    ...breakerReadings(building.supply),
    ATS1: transferReading(building.ats),
    ...windingReadings(building.windings),
    'CH-1': chillerReading(cooling.chillers[0]),
    'CH-2': chillerReading(cooling.chillers[1]),
    ...byId(cooling.chilledPumps, fc102Reading),
    ...byId(cooling.condenserPumps, vacon20Reading),
    ...byId(cooling.fans, vf51Reading),
    ...waterReadings(building.water),
    ...gensetReadings(building.gensets, building.supply.bus1),
    ...liftReadings(building.lifts),
    ...building.sensors.shown,
  };
}

function byId(drives: readonly Drive[], read: (drive: Drive) => Readings[string]): Readings {
  return Object.fromEntries(drives.map((drive) => [drive.plan.id, read(drive)]));
}
