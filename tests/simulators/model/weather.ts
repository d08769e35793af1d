import type { Calendar } from './calendar.ts';
import { clamp, createRandom, type Random, wander } from './random.ts';

/** Outdoor air of Shanghai: a yearly and a daily wave with wandering weather on top. */
export interface Weather {
  readonly random: Random;
  driftT: number;
  driftRh: number;
  /** ℃ */
  temperature: number;
  /** %RH */
  humidity: number;
  /** Wet bulb, ℃: what a cooling tower can reach. */
  wetBulb: number;
  /** Sun on the facade, 0..1. */
  sun: number;
}

export function createWeather(seed: number): Weather {
  const random = createRandom(seed, 'weather');
  return { random, driftT: 0, driftRh: 0, temperature: 28, humidity: 70, wetBulb: 24, sun: 0 };
}

export function stepWeather(weather: Weather, dt: number, calendar: Calendar): void {
  weather.driftT = wander(weather.driftT, weather.random, dt, 7200, 0.6);
  weather.driftRh = wander(weather.driftRh, weather.random, dt, 7200, 2);
  const season = 16.5 + 12.5 * Math.cos((2 * Math.PI * (calendar.day - 203)) / 365);
  const day = Math.cos((2 * Math.PI * (calendar.hour - 15)) / 24);
  weather.temperature = season + 3.5 * day + weather.driftT;
  weather.humidity = clamp(72 - 12 * day + weather.driftRh, 30, 98);
  weather.wetBulb = wetBulb(weather.temperature, weather.humidity);
  weather.sun = Math.max(0, Math.sin((Math.PI * (calendar.hour - 5.5)) / 13.5));
}

/** Wet bulb from dry bulb (℃) and relative humidity (%), Stull 2011, good to 0.3 K between 5 and 99 %RH. */
export function wetBulb(t: number, rh: number): number {
  return (
    t * Math.atan(0.151977 * Math.sqrt(rh + 8.313659)) +
    Math.atan(t + rh) -
    Math.atan(rh - 1.676331) +
    0.00391838 * rh ** 1.5 * Math.atan(0.023101 * rh) -
    4.686035
  );
}
