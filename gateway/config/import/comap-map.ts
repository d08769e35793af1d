/** One row of the tables `Values` and `Setpoints`. */
export interface ComapValue {
  readonly line: number;
  readonly table: 'values' | 'setpoints';
  /** First register as it goes over the wire. */
  readonly register: number;
  /** Number of the communication object; the same thing has the same number in every table. */
  readonly object: number;
  readonly name: string;
  /** Unit as printed; empty when there is none. */
  readonly dimension: string;
  /** `Integer`, `Unsigned`, `Binary`, `List`, `String` … without the number of the list. */
  readonly type: string;
  /** Number after `List#` or `Binary#`. */
  readonly listNumber: number | undefined;
  /** Bytes. */
  readonly length: number;
  /** The value is the register divided by ten to this power. */
  readonly decimals: number;
  readonly group: string;
}

/** One row of the table `Binaries`: a bit of its own. */
export interface ComapBit {
  readonly line: number;
  /** Number of the discrete input on the wire. */
  readonly input: number;
  /** `value`: a bit of a value; `state`: whether a protection is active. */
  readonly source: 'value' | 'state';
  readonly object: number;
  readonly name: string;
  readonly bitName: string;
}

export interface ComapMap {
  readonly values: readonly ComapValue[];
  readonly bits: readonly ComapBit[];
  /** Texts of `List#n`, by n and value; empty where the file does not print them. */
  readonly lists: ReadonlyMap<number, ReadonlyMap<number, string>>;
  /** Rows that look like rows of a table but cannot be understood. */
  readonly strange: readonly { readonly line: number; readonly text: string }[];
}

type Section =
  | { readonly kind: 'values' | 'setpoints' | 'binaries' }
  | { readonly kind: 'list'; readonly number: number };

const RANGE = String.raw`(?:-|-?[\d.]+\*?)`;
/** Register(s), object, name and unit, type, length, decimals, least, most, group. */
const VALUE_ROW = new RegExp(
  String.raw`^\s*(\d{1,6})(?:\s*-\s*\d{1,6})?\s+(\d{1,6})\*?\s+(.*?)\s+([A-Za-z]+)(?:\s?#\s?(\d+)|\d+)?\s+(\d{1,3})\s+(-|\d)\s+${RANGE}\s+${RANGE}(?:\s+(.*))?$`,
);
/** Address, protocol address, source, object, the rest: name, number of the bit, name of the bit. */
const BIT_ROW = /^\s*(\d{1,6})\s+(?:\d{1,6}\s+)?(Value|State)\s+(\d{1,6})\s+(.*)$/i;
const LIST_ROW = /^\s*(\d{1,5})\s*[-=:.]?\s+(\S.*)$/;

/**
 * Reads the map of registers that a ComAp controller's program exports (`cfgmodbus.txt`): tables of fixed columns, each with
 * the functions it may be read with. The columns differ between versions, so a row is taken apart by what its columns hold;
 * where the unit begins is taken from the header.
 */
export function readComapMap(text: string): ComapMap {
  const map = {
    ...{ values: [] as ComapValue[], bits: [] as ComapBit[], strange: [] as { line: number; text: string }[] },
    lists: new Map<number, Map<number, string>>(),
  };
  let section: Section | undefined;
  let unitColumn: number | undefined;
  for (const [index, row] of text.split(/\r?\n/).entries()) {
    const line = index + 1;
    const opened = sectionOf(row);
    const header = unitColumnOf(row);
    if (opened !== undefined) section = opened;
    else if (header !== undefined) unitColumn = header;
    else if (section !== undefined) readRow(row, line, section, unitColumn, map);
    else if (VALUE_ROW.test(row)) readRow(row, line, { kind: 'values' }, unitColumn, map);
  }
  return map;
}

/** `Table: Values`, `Binaries`, `List#4`: what the rows below are. */
function sectionOf(row: string): Section | undefined {
  const list = /^\s*List\s?#\s?(\d+)\s*:?\s*$/i.exec(row);
  if (list) return { kind: 'list', number: Number(list[1]) };
  const table = /^\W*(?:Table:?\s*)?(Values|Setpoints|Binaries|Binary inputs)\b\s*:?\s*$/i
    .exec(row)?.[1]
    ?.toLowerCase();
  if (table === undefined) return undefined;
  return { kind: table === 'values' || table === 'setpoints' ? table : 'binaries' };
}

/** Where the unit begins, from a header with `Name` and `Dim` or `Dimension`. */
function unitColumnOf(row: string): number | undefined {
  const at = /\bName\b.*?\b(Dim(?:ension)?)\b/.exec(row);
  return at === null ? undefined : at.index + at[0].length - at[1]!.length;
}

interface Growing {
  readonly values: ComapValue[];
  readonly bits: ComapBit[];
  readonly lists: Map<number, Map<number, string>>;
  readonly strange: { line: number; text: string }[];
}

function readRow(row: string, line: number, section: Section, unitColumn: number | undefined, map: Growing): void {
  switch (section.kind) {
    case 'list': {
      const found = LIST_ROW.exec(row);
      if (found === null) return;
      const texts = map.lists.get(section.number) ?? new Map<number, string>();
      map.lists.set(section.number, texts.set(Number(found[1]), found[2]!.trim()));
      return;
    }
    case 'binaries': {
      const found = BIT_ROW.exec(row);
      if (found !== null) map.bits.push(bitOf(found, line));
      else noteStrange(row, line, map);
      return;
    }
    case 'values':
    case 'setpoints': {
      const found = VALUE_ROW.exec(row);
      if (found !== null) map.values.push(toValue(row, found, line, section.kind, unitColumn));
      else noteStrange(row, line, map);
    }
  }
}

/** Lines of words and rules are part of the frame; one that begins with two numbers was meant as a row. */
function noteStrange(row: string, line: number, map: Growing): void {
  if (/^\s*\d+[\s-]+\d+\s/.test(row)) map.strange.push({ line, text: row.trim().slice(0, 80) });
}

function toValue(
  row: string,
  found: RegExpExecArray,
  line: number,
  table: ComapValue['table'],
  unitColumn: number | undefined,
): ComapValue {
  const [, register, object, middle = '', type = '', list, length, decimals, group = ''] = found;
  const start = row.indexOf(middle, row.indexOf(object!, register!.length));
  const [name, dimension] = splitUnit(middle, unitColumn === undefined ? undefined : unitColumn - start);
  return {
    ...{ line, table, register: wireRegister(Number(register)), object: Number(object), name, dimension, type },
    listNumber: list === undefined ? undefined : Number(list),
    ...{ length: Number(length), decimals: decimals === '-' ? 0 : Number(decimals), group: group.trim() },
  };
}

/** Five-digit numbers from 40001 are Modicon's; smaller ones are the address itself (InteliLite 9 Global Guide, Modbus examples). */
const wireRegister = (printed: number): number => (printed > 40_000 ? printed - 40_001 : printed);

const UNITS =
  /^(?:[kM]?W|[kM]?VA|[kM]?VAr|[kM]?Wh|[kM]?VArh|m?V|m?A|Hz|RPM|bar|psi|kPa|h|min|s|ms|%|°[CF]|l(?:\/h)?|Ohm|X|-)$/i;

/** Name and unit stand next to each other; a name may have spaces, a unit has none. */
function splitUnit(middle: string, at: number | undefined): readonly [name: string, unit: string] {
  const isUsable = at !== undefined && at > 0 && (middle[at - 1] === ' ' || at >= middle.length);
  const [name, unit] = isUsable ? [middle.slice(0, at), middle.slice(at)] : guessUnit(middle);
  return [name.trim(), unit.trim() === '-' ? '' : unit.trim()];
}

function guessUnit(middle: string): readonly [string, string] {
  const found = /^(.*\S)(\s+)(\S+)$/.exec(middle.trim());
  if (found === null) return [middle, ''];
  const [, name = '', gap = '', last = ''] = found;
  return gap.length > 1 || UNITS.test(last) ? [name, last] : [middle, ''];
}

function bitOf(found: RegExpExecArray, line: number): ComapBit {
  const [, input, source = '', object, rest = ''] = found;
  const parts = /^(.*?)\s+(\d{1,2})\s+(\S.*)$/.exec(rest) ?? /^(.*?)(\s{2,})(\S.*)$/.exec(rest);
  return {
    ...{ line, input: wireInput(Number(input)), source: source.toLowerCase() === 'state' ? 'state' : 'value' },
    ...{ object: Number(object), name: (parts?.[1] ?? rest).trim(), bitName: (parts?.[3] ?? '').trim() },
  };
}

const wireInput = (printed: number): number => (printed > 10_000 ? printed - 10_001 : printed);
