import { type Calendar, profile } from './calendar.ts';

/** How many people are where, as shares of the design number, from the time of day alone. */
export interface Occupancy {
  /** Desks in use, 0..1. */
  readonly desks: number;
  /** Kitchen activity, 0..1. */
  readonly kitchen: number;
  /** Car park occupancy, 0..1. */
  readonly cars: number;
  /** Lift traffic: parties per second and group of six cars, and where they go. */
  readonly traffic: { readonly rate: number; readonly up: number; readonly down: number };
}

const desks = [
  [0, 0.03],
  [6, 0.04],
  [7.5, 0.2],
  [8.5, 0.6],
  [9.5, 0.95],
  [11.6, 0.95],
  [12.4, 0.75],
  [13.5, 0.93],
  [17.3, 0.93],
  [18.5, 0.5],
  [20, 0.2],
  [22, 0.08],
  [24, 0.03],
] as const;

const kitchen = [
  [0, 0.02],
  [5.5, 0.03],
  [7.3, 0.55],
  [9, 0.35],
  [10.5, 0.8],
  [11.5, 1],
  [13, 0.9],
  [14.5, 0.3],
  [16.5, 0.5],
  [18, 0.7],
  [20, 0.2],
  [22, 0.04],
  [24, 0.02],
] as const;

const traffic = [
  [0, 0.004],
  [6.5, 0.01],
  [8.3, 0.105],
  [9.2, 0.105],
  [10, 0.052],
  [11.5, 0.084],
  [13.2, 0.084],
  [14, 0.052],
  [17, 0.063],
  [17.8, 0.105],
  [18.8, 0.063],
  [21, 0.016],
  [24, 0.004],
] as const;

export function occupancyAt(calendar: Calendar): Occupancy {
  const share = calendar.working ? 1 : 0.2;
  const hour = calendar.hour;
  return {
    desks: share * profile(desks, hour),
    kitchen: share * profile(kitchen, hour),
    cars: share * profile(desks, Math.max(0, hour - 0.3)),
    traffic: { rate: share * profile(traffic, hour), up: bell(hour, 8.7, 0.9), down: bell(hour, 18, 1.2) },
  };
}

/** 0..0.8, highest at `centre`. */
function bell(hour: number, centre: number, width: number): number {
  return 0.8 * Math.exp(-(((hour - centre) / width) ** 2));
}
