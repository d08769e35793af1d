import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Building, createBuilding, readBuilding, stepBuilding } from './building.ts';
import { boardLosses, powerOf } from './electrical.ts';
import { feederPlans } from './feeders.ts';
import { healthy, type ModelInputs } from './inputs.ts';
import { tankArea } from './water.ts';

const noon = Date.parse('2026-07-15T12:00:00+08:00');
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const hours = fc.integer({ min: 0, max: 23 });

function run(building: Building, seconds: number, inputs: ModelInputs = healthy, dt = 0.5): void {
  for (let step = 0; step < seconds / dt; step++) stepBuilding(building, dt, inputs);
}

function at(hour: number): number {
  return noon + (hour - 12) * 3_600_000;
}

describe('the model over many seeds', () => {
  test('the same seed and the same steps give the same state', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const [first, second] = [createBuilding(seed, noon), createBuilding(seed, noon)];
        run(first, 20);
        run(second, 20);
        expect(readBuilding(first)).toEqual(readBuilding(second));
        expect(first).toEqual(second);
      }),
      { numRuns: 4 },
    );
  });

  test('feeders and losses add up to the incomers as the meters show them', () => {
    fc.assert(
      fc.property(seeds, hours, (seed, hour) => {
        const building = createBuilding(seed, at(hour));
        run(building, 30);
        const shown = readBuilding(building);
        for (const [incomer, buses] of [
          ['INC1', ['bus1', 'emergency']],
          ['INC2', ['bus2']],
        ] as const) {
          const feeders = feederPlans.filter((plan) => (buses as readonly string[]).includes(plan.bus));
          const sum = feeders.reduce((total, plan) => total + shown[plan.id]!.p_total!, 0);
          expect(Math.abs(shown[incomer]!.p_total! / (boardLosses * sum) - 1)).toBeLessThan(0.001);
        }
      }),
      { numRuns: 6 },
    );
  });

  test('counters never fall and equal the integral of power', () => {
    fc.assert(
      fc.property(seeds, hours, (seed, hour) => {
        const building = createBuilding(seed, at(hour));
        const lines = [...building.electrical.feeders, ...building.electrical.incomers];
        const integral = lines.map((line) => line.counters.energy);
        for (let step = 0; step < 100; step++) {
          const before = lines.map((line) => line.counters.energy);
          stepBuilding(building, 0.3, healthy);
          for (const [index, line] of lines.entries()) {
            integral[index]! += (powerOf(line) * 0.3) / 3600;
            expect(line.counters.energy).toBeGreaterThanOrEqual(before[index]!);
            expect(line.counters.energy).toBeCloseTo(integral[index]!, 6);
          }
        }
      }),
      { numRuns: 6 },
    );
  });

  test('the roof tank gains what flows in and loses what is drawn', () => {
    fc.assert(
      fc.property(seeds, hours, (seed, hour) => {
        const { water, ...rest } = createBuilding(seed, at(hour));
        const building = { ...rest, water };
        for (let step = 0; step < 200; step++) {
          const before = water.tankLevel;
          stepBuilding(building, 0.5, healthy);
          const change = ((water.tankInflow - water.upperDemand) * 0.5) / 3600 / tankArea;
          expect(water.tankLevel - before).toBeCloseTo(change, 9);
        }
      }),
      { numRuns: 4 },
    );
  });

  test('a lift never moves with its doors open and never leaves the shaft', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(8, 12, 18), fc.constantFrom(0.1, 0.5), (seed, hour, dt) => {
        const building = createBuilding(seed, at(hour));
        for (let step = 0; step < 1200; step++) {
          stepBuilding(building, dt, healthy);
          const shown = readBuilding(building);
          for (const car of building.lifts.groups.flat()) {
            const { door, speed, floor } = shown[car.id]!;
            if (speed! > 0) expect(door).toBe(0);
            expect(floor).toBeGreaterThanOrEqual(1);
            expect(floor).toBeLessThanOrEqual(20);
          }
        }
      }),
      { numRuns: 4 },
    );
  });

  test('voltage, current and power factor of a phase give its power', () => {
    fc.assert(
      fc.property(seeds, hours, (seed, hour) => {
        const shown = readBuilding(createBuilding(seed, at(hour)));
        for (const { id } of feederPlans) {
          const meter = shown[id]!;
          for (const phase of ['a', 'b', 'c']) {
            const kw = (meter[`v_${phase}`]! * meter[`i_${phase}`]! * meter[`pf_${phase}`]!) / 1000;
            expect(kw).toBeCloseTo(meter[`p_${phase}`]!, 6);
          }
        }
      }),
      { numRuns: 6 },
    );
  });
});

describe('normal running', () => {
  test('nothing leaves its limits at any time of day', () => {
    for (let hour = 0; hour < 24; hour += 3) {
      const building = createBuilding(hour + 1, at(hour));
      run(building, 60);
      const shown = readBuilding(building);
      for (const plan of feederPlans) {
        const meter = shown[plan.id]!;
        expect(meter.i_avg! / plan.rated, plan.id).toBeLessThan(0.75);
        expect(meter.v_a, plan.id).toBeGreaterThan(225);
        expect(meter.v_a, plan.id).toBeLessThan(232.5);
        expect(meter.thd_v, plan.id).toBeLessThan(2.5);
        expect(meter.thd_i, plan.id).toBeLessThan(15);
        expect(meter.unb_v, plan.id).toBeLessThan(1);
        expect(meter.unb_i, plan.id).toBeLessThan(10);
        expect(meter.i_n! / meter.i_avg!, plan.id).toBeLessThan(0.25);
      }
      expect(shown['CH-1']!.lchwt).toBeGreaterThan(6.5);
      expect(shown['CH-1']!.lchwt).toBeLessThan(7.5);
      expect(shown['CH-1']!.lchwt! - shown['CH-1']!.evap_sat!).toBeLessThan(2);
      expect(shown['CH-1']!.cond_sat! - shown['CH-1']!.lcdwt!).toBeLessThan(2);
      expect(shown['CH-1']!.capacity).toBeGreaterThan(30);
      expect(shown['TT-1']!.winding_b).toBeLessThan(90);
      expect(shown.G1!.fuel_pct).toBeGreaterThan(80);
      expect(shown.G1!.batt_v).toBeCloseTo(27.1, 1);
    }
  });
});

describe('faults of the plant', () => {
  test('mains failure: generators start, the switch transfers, lifts go home, and all goes back', () => {
    const building = createBuilding(5, noon);
    const failed = { ...healthy, mainsFailed: true };
    run(building, 2.5, failed);
    expect(readBuilding(building).G1!.engine_state).toBe(0);
    expect(readBuilding(building).INC1!.v_a).toBe(0);
    run(building, 14, failed);
    const carried = readBuilding(building);
    expect(carried.ATS1).toMatchObject({
      position: 2,
      breaker_normal: 1,
      breaker_emergency: 2,
      generator: 1,
      line1: 1,
    });
    expect(carried.F11!.p_total).toBeGreaterThan(50);
    expect(carried.F01!.p_total).toBe(0);
    expect(carried.G1!.p_total! * 2).toBeCloseTo(
      ['F05', 'F06', 'F11', 'F15'].reduce((total, id) => total + carried[id]!.p_total!, 0),
      -1,
    );
    expect(carried.L01!.mode).toBe(3);
    run(building, 120, failed);
    for (const car of building.lifts.groups.flat()) expect(readBuilding(building)[car.id]!.mode, car.id).toBe(7);
    run(building, 9);
    expect(building.ats.position).toBe(2);
    run(building, 4);
    expect(building.ats.position).toBe(0);
    expect(readBuilding(building).G1!.engine_state).toBe(4);
    expect(readBuilding(building).L01!.mode).toBe(1);
    run(building, 30);
    expect(readBuilding(building).G1).toMatchObject({ engine_state: 0, rpm: 0, p_total: 0 });
  });

  test('chiller trip: the standby takes over and brings the water back', () => {
    const building = createBuilding(6, noon);
    const tripped = { ...healthy, trippedChillers: new Set(['CH-1']) };
    run(building, 1, tripped);
    expect(readBuilding(building)['CH-1']).toMatchObject({ running: 0, shutdown_alarm: 1, run_mode: 0 });
    run(building, 40, tripped);
    expect(readBuilding(building)['CH-2']!.running).toBe(1);
    run(building, 1200, tripped);
    expect(readBuilding(building)['CH-2']!.lchwt).toBeLessThan(7.6);
    expect(readBuilding(building).F02!.p_total).toBeGreaterThan(200);
  });

  test('passenger trapped: the car stops between floors with people in it, and is freed', () => {
    const building = createBuilding(7, noon);
    const trapped = { ...healthy, trappedLifts: new Set(['L03']) };
    run(building, 30, trapped, 0.1);
    const shown = readBuilding(building).L03!;
    expect(shown).toMatchObject({ passenger_alarm: 1, fault: 8, mode: 1, door: 0, door_zone: 0, speed: 0 });
    expect(shown.load_pct).toBeGreaterThan(0);
    run(building, 30, healthy, 0.1);
    expect(readBuilding(building).L03).toMatchObject({ passenger_alarm: 0, fault: -1 });
  });

  test('dry run, overload and phase loss show in the readings they must show in', () => {
    const building = createBuilding(8, noon);
    const before = readBuilding(building)['DWP-1']!;
    const faults = {
      ...healthy,
      pumpDryRun: true,
      overloadedFeeders: new Set(['F07']),
      phaseLostFeeders: new Set(['F08']),
    };
    run(building, 10, faults);
    const shown = readBuilding(building);
    expect(shown['DWP-1']!.flow).toBe(0);
    expect(shown['DWP-1']!.power).toBeLessThan(0.4 * before.power!);
    expect(shown['DWP-1']!.pressure).toBeLessThan(0.7 * before.pressure!);
    expect(shown.F07!.i_a).toBeGreaterThan(1.05 * 400);
    expect(shown.F08).toMatchObject({ v_b: 0, i_b: 0, p_b: 0 });
    expect(shown.F08!.v_ab).toBeCloseTo(shown.F08!.v_a!, 6);
    expect(shown.F08!.i_a).toBeGreaterThan(50);
  });
});
