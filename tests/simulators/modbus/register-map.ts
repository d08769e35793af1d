/** How a value is coded in registers, high word first. */
export type RegisterType = 'u16' | 's16' | 'u32' | 's32' | 's64' | 'f32' | 'f64';

/** The three tables devices of this building offer; coils are not among them. */
export type RegisterTable = 'discrete' | 'holding' | 'input';

/** One quantity in a device. `at` is the wire address (0-based); engineering value = raw x scale + offset. */
export interface RegisterRow {
  /** Point name; empty for a constant the device shows but nobody reads as a point. */
  readonly point: string;
  readonly table: RegisterTable;
  readonly at: number;
  readonly type: RegisterType;
  readonly scale: number;
  readonly offset: number;
  /** Lowest bit and width when the point is a part of a register. */
  readonly bit?: number;
  readonly width?: number;
  /** Raw value of a constant row. */
  readonly constant?: number;
  /** Lowest and highest engineering value the device takes; rows without it are read-only. */
  readonly settable?: readonly [number, number];
  /** Equipment the point belongs to when one device serves several. */
  readonly equipment?: string;
  /** Shown by the device but not a point of the building's list. */
  readonly extra?: boolean;
}

/** What a device does with a read that touches a register without a row. */
export type Holes =
  /** Answers exception 2. */
  | { readonly kind: 'refuse' }
  /** Answers `filler` for holes inside `spans` (first and last wire address), exception 2 outside. */
  | { readonly kind: 'fill'; readonly filler: number; readonly spans: readonly (readonly [number, number])[] }
  /** Answers exactly one parameter per request and refuses everything else. */
  | { readonly kind: 'single' };

/** The register map of one product. */
export interface RegisterMap {
  readonly product: string;
  readonly rows: readonly RegisterRow[];
  readonly holes: Holes;
  /** Most registers the device answers in one request. */
  readonly maxRegisters: number;
  /** Whether holding registers can be read with FC04 as well. */
  readonly holdingAsInput: boolean;
  /** Raw code by type that means "no value", for the fault `sentinel`; none when the product has no such codes. */
  readonly sentinels: Partial<Record<RegisterType, number>>;
}

interface RowOptions {
  readonly scale?: number;
  readonly offset?: number;
  readonly bit?: number;
  readonly width?: number;
  readonly settable?: readonly [number, number];
  readonly equipment?: string;
  readonly extra?: boolean;
}

/** A row of a map; scale 1 and offset 0 unless said. */
export function row(
  table: RegisterTable,
  at: number,
  type: RegisterType,
  point: string,
  options: RowOptions = {},
): RegisterRow {
  return { table, at, type, point, scale: 1, offset: 0, ...options };
}

/** A register that always holds the same raw value. */
export function constantRow(table: RegisterTable, at: number, constant: number): RegisterRow {
  return { table, at, type: 'u16', point: '', scale: 1, offset: 0, constant, extra: true };
}

/** Consecutive quantities of one type, e.g. the three phases. */
export function rows(
  table: RegisterTable,
  at: number,
  type: RegisterType,
  points: readonly string[],
  options: RowOptions = {},
): RegisterRow[] {
  const step = registersOf(type);
  return points.map((point, index) => row(table, at + index * step, type, point, options));
}

/** A product with the usual limits: 125 registers a request, holes refused, no codes for "no value". */
export function registerMap(
  map: Pick<RegisterMap, 'product' | 'rows'> & Partial<Omit<RegisterMap, 'product' | 'rows'>>,
): RegisterMap {
  return { holes: { kind: 'refuse' }, maxRegisters: 125, holdingAsInput: false, sentinels: {}, ...map };
}

export function registersOf(type: RegisterType): number {
  switch (type) {
    case 'u16':
    case 's16':
      return 1;
    case 'u32':
    case 's32':
    case 'f32':
      return 2;
    case 's64':
    case 'f64':
      return 4;
  }
}
