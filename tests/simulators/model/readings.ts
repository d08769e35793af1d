/** Values of one piece of equipment by point name, in the units a person reads; yes/no is 1/0. */
export type Reading = Record<string, number>;

/** Values of the whole building by equipment id. */
export type Readings = Record<string, Reading>;

export function yes(value: boolean): number {
  return value ? 1 : 0;
}
