import type { Environment } from '@marcbachmann/cel-js';
import type { WindowFigure } from '../ports/expression.ts';

export const FIGURES: readonly WindowFigure[] = ['avg', 'min', 'max', 'delta', 'count', 'slope', 'median', 'mad'];

/** Pure arithmetic; every number is a double. */
const ARITHMETIC: Readonly<Record<string, (...numbers: number[]) => number>> = {
  'abs(double)': Math.abs,
  'sqrt(double)': Math.sqrt,
  'exp(double)': Math.exp,
  'ln(double)': Math.log,
  'floor(double)': Math.floor,
  'ceil(double)': Math.ceil,
  'round(double)': Math.round,
  'pow(double, double)': (base, exponent) => base ** exponent,
  'min(double, double)': Math.min,
  'max(double, double)': Math.max,
  'min(double, double, double)': Math.min,
  'max(double, double, double)': Math.max,
  'unbalance(double, double, double)': unbalance,
};

/** Of three phases: the largest distance from their mean, in percent of it. */
function unbalance(...phases: number[]): number {
  const mean = phases.reduce((sum, phase) => sum + phase, 0) / phases.length;
  return (100 * Math.max(...phases.map((phase) => Math.abs(phase - mean)))) / Math.abs(mean);
}

/** What may be called at all, by name. */
export const CALLABLE: ReadonlySet<string> = new Set([
  ...Object.keys(ARITHMETIC).map((signature) => signature.slice(0, signature.indexOf('('))),
  ...FIGURES,
  'at',
  'on',
  'unknown',
]);

/** What the functions that look at points are answered by. */
export interface Lookups {
  number(name: string): number;
  boolean(name: string): boolean;
  figure(figure: WindowFigure, name: string, window: string): number;
  /** There is no value at the moment. */
  unknown(): never;
}

export function registerFunctions(environment: Environment, lookups: Lookups): void {
  for (const [signature, handler] of Object.entries(ARITHMETIC)) {
    environment.registerFunction(`${signature}: double`, handler);
  }
  environment.registerFunction('at(string): double', (name: string) => lookups.number(name));
  environment.registerFunction('on(string): bool', (name: string) => lookups.boolean(name));
  environment.registerFunction('unknown(): double', () => lookups.unknown());
  for (const figure of FIGURES) {
    environment.registerFunction(`${figure}(string, string): double`, (name: string, window: string) =>
      lookups.figure(figure, name, window),
    );
  }
}
