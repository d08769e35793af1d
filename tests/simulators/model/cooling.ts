import { type Chiller, createChiller, stepChiller, type WaterSide, waterHeat } from './chillers.ts';
import { createDrive, type Drive, stepDrive } from './drives.ts';
import type { ModelInputs } from './inputs.ts';
import type { Occupancy } from './occupancy.ts';
import { clamp, createRandom, lag, type Random, wander } from './random.ts';
import type { Weather } from './weather.ts';

/** Chilled-water plant: two chillers (lead and standby), three chilled-water pumps, three condenser pumps, two tower cells. */
export interface Cooling {
  readonly random: Random;
  /** What the rooms ask for, kW. */
  load: number;
  drift: number;
  lead: 0 | 1;
  /** Since when the lead chiller has been out, s. */
  leadOutFor: number;
  readonly chillers: readonly [Chiller, Chiller];
  readonly chilledPumps: readonly Drive[];
  readonly condenserPumps: readonly Drive[];
  readonly fans: readonly Drive[];
  /** Pumps wanted of each kind: 1 at low load, else 2; the third stands by. */
  pumpsWanted: 1 | 2;
  chilledFlow: number;
  condenserFlow: number;
  supply: number;
  returning: number;
  towerWater: number;
  /** Heat meter, kWh. */
  heat: number;
  /** Heat carried away by the chilled water, kW. */
  heatPower: number;
}

const chilledPumpFlow = 175;
const condenserPumpFlow = 225;
const loopVolume = 60;
const towerApproach = 3.4;
const towerSetpoint = 27.5;
const startStandbyAfter = 10;

const drivePlan = (id: string, kw: number, amps: number, loadAtFullSpeed: number, hours: number) => ({
  id,
  kw,
  amps,
  loadAtFullSpeed,
  hours,
});

export function createCooling(seed: number, weather: Weather, occupancy: Occupancy): Cooling {
  const load = coolingLoad(weather, occupancy);
  const pumps = (prefix: string, kw: number, amps: number, hours: number) =>
    [1, 2, 3].map((n) => createDrive(seed, drivePlan(`${prefix}-${n}`, kw, amps, 0.88, hours)));
  return {
    random: createRandom(seed, 'cooling'),
    load,
    drift: 0,
    lead: 0,
    leadOutFor: 0,
    chillers: [createChiller(seed, 'CH-1', true), createChiller(seed, 'CH-2', false)],
    chilledPumps: pumps('CHWP', 37, 68, 11_200),
    condenserPumps: pumps('CWP', 45, 82, 11_050),
    fans: [1, 2].map((n) => createDrive(seed, drivePlan(`CTF-${n}`, 22, 42, 0.9, 9_800))),
    pumpsWanted: load > 900 ? 2 : 1,
    chilledFlow: 0,
    condenserFlow: 0,
    supply: 7,
    returning: 11.5,
    towerWater: 28,
    heat: 1_240_000 + (seed % 1000) * 310,
    heatPower: 0,
  };
}

/** Cooling asked for, kW: server room and fabric, people, outdoor air, sun. */
function coolingLoad(weather: Weather, occupancy: Occupancy): number {
  const warm = Math.max(0, weather.temperature - 22);
  return 640 + 560 * occupancy.desks + 30 * warm * (0.35 + 0.65 * occupancy.desks) + 220 * weather.sun;
}

/** `powered1`, `powered2`: supply of CH-1 and CH-2; `auxiliaries`: supply of pumps and fans (F03). */
export function stepCooling(
  plant: Cooling,
  dt: number,
  inputs: ModelInputs,
  weather: Weather,
  occupancy: Occupancy,
  powered: { readonly ch1: boolean; readonly ch2: boolean; readonly auxiliaries: boolean },
): void {
  plant.drift = wander(plant.drift, plant.random, dt, 300, 0.015);
  plant.load = lag(plant.load, coolingLoad(weather, occupancy) * (1 + plant.drift), dt, 900);
  stepPumps(plant, dt, powered.auxiliaries);
  stepTower(plant, dt, weather, powered.auxiliaries);
  chooseLead(plant, dt, inputs, [powered.ch1, powered.ch2]);
  for (const [index, chiller] of plant.chillers.entries()) {
    const lead = index === plant.lead;
    stepChiller(chiller, dt, lead && plant.chilledFlow > 60 && plant.condenserFlow > 80, waterFor(plant, lead));
  }
  stepLoop(plant, dt);
}

/** A tripped or dead lead gives way to the standby after 10 s; it stays standby when it is well again. */
function chooseLead(plant: Cooling, dt: number, inputs: ModelInputs, powered: readonly [boolean, boolean]): void {
  for (const [index, chiller] of plant.chillers.entries()) {
    chiller.tripped = inputs.trippedChillers.has(chiller.id);
    chiller.powered = powered[index as 0 | 1];
  }
  const lead = plant.chillers[plant.lead];
  const other = plant.chillers[(1 - plant.lead) as 0 | 1];
  plant.leadOutFor = lead.tripped || !lead.powered ? plant.leadOutFor + dt : 0;
  if (plant.leadOutFor < startStandbyAfter || other.tripped || !other.powered) return;
  plant.lead = (1 - plant.lead) as 0 | 1;
  plant.leadOutFor = 0;
}

/** Isolating valves send all water through the lead machine. */
function waterFor(plant: Cooling, lead: boolean): WaterSide {
  return {
    chilledFlow: lead ? plant.chilledFlow : 0,
    returning: plant.returning,
    condenserFlow: lead ? plant.condenserFlow : 0,
    towerWater: plant.towerWater,
  };
}

function stepPumps(plant: Cooling, dt: number, powered: boolean): void {
  const wantedFlow = flowFor(plant.load);
  if (wantedFlow > 165) plant.pumpsWanted = 2;
  if (wantedFlow < 145) plant.pumpsWanted = 1;
  const duty = plant.pumpsWanted;
  for (const [index, pump] of plant.chilledPumps.entries()) {
    stepDrive(pump, dt, index < duty, (50 * wantedFlow) / duty / chilledPumpFlow, powered);
  }
  const condenserHz = duty === 2 ? clamp(38 + (12 * plant.load) / 2300, 40, 50) : 46;
  for (const [index, pump] of plant.condenserPumps.entries()) {
    stepDrive(pump, dt, index < duty, condenserHz, powered);
  }
  plant.chilledFlow = flowOf(plant.chilledPumps, chilledPumpFlow);
  plant.condenserFlow = flowOf(plant.condenserPumps, condenserPumpFlow);
}

/** Variable flow for a difference of 4.6 K at low and 5.4 K at full load, m³/h, not below the chiller's minimum. */
function flowFor(load: number): number {
  return clamp(load / (waterHeat * (4.6 + (0.8 * load) / 2300)), 110, 2 * chilledPumpFlow);
}

function flowOf(pumps: readonly Drive[], atFullSpeed: number): number {
  return pumps.reduce((total, pump) => total + (atFullSpeed * pump.freq) / 50, 0);
}

/** Fans hold the tower water at 27.5 ℃ as far as the wet bulb allows. */
function stepTower(plant: Cooling, dt: number, weather: Weather, powered: boolean): void {
  const hz = clamp(28 + 6 * (plant.towerWater - towerSetpoint), 25, 46);
  const wanted = plant.condenserFlow > 50;
  for (const fan of plant.fans) stepDrive(fan, dt, wanted, hz, powered);
  const air = plant.fans.reduce((total, fan) => total + fan.freq / 50, 0) / plant.fans.length;
  const heat = plant.chillers.reduce((total, chiller) => total + chiller.cooling + chiller.kw, 0);
  const goal = weather.wetBulb + (towerApproach * (0.25 + (0.75 * heat) / 2700)) / clamp(air, 0.15, 1) ** 0.6;
  plant.towerWater = lag(plant.towerWater, goal, dt, 240);
}

/** The loop holds 60 m³: without cooling it warms by the load over its heat capacity. */
function stepLoop(plant: Cooling, dt: number): void {
  const flow = plant.chilledFlow;
  plant.supply = lag(plant.supply, plant.chillers[plant.lead].leaving, dt, 8);
  if (flow <= 10) {
    plant.heatPower = 0;
    plant.returning = Math.min(26, plant.returning + (plant.load * dt) / 3600 / (loopVolume * waterHeat));
    return;
  }
  const goal = Math.min(26, plant.supply + plant.load / (waterHeat * flow));
  plant.returning = lag(plant.returning, goal, dt, (loopVolume / flow) * 3600);
  plant.heatPower = Math.max(0, waterHeat * flow * (plant.returning - plant.supply));
  plant.heat += (plant.heatPower * dt) / 3600;
}

/** Starts the loop where it would be after hours at the present load. */
export function settleCooling(plant: Cooling, weather: Weather): void {
  const flow = flowFor(plant.load);
  const duty = plant.pumpsWanted;
  for (const pump of plant.chilledPumps.slice(0, duty)) pump.freq = (50 * flow) / duty / chilledPumpFlow;
  for (const pump of plant.condenserPumps.slice(0, duty)) pump.freq = 46;
  for (const fan of plant.fans) fan.freq = 40;
  const lead = plant.chillers[plant.lead];
  plant.returning = 7 + plant.load / (waterHeat * flow);
  plant.towerWater = weather.wetBulb + towerApproach;
  lead.cooling = plant.load;
  lead.entering = plant.returning;
  lead.condenserIn = plant.towerWater;
  lead.condenserOut = plant.towerWater + 4;
}
