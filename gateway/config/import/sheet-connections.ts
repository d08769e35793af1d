import type { MistakeList } from '../mistakes.ts';
import type { ColumnName } from './sheet-columns.ts';
import type { SheetRow } from './sheet-rows.ts';

/** A connection the site has already; `config` has passed its driver's schema. */
export interface KnownConnection {
  readonly id: string;
  readonly config: unknown;
}

/** A connection the sheet needs and the site does not have, and the row that named it first. */
export interface MadeConnection {
  readonly id: string;
  /** As it stands in a site file, without id and driver. */
  readonly settings: Readonly<Record<string, string | number>>;
  readonly row: SheetRow;
}

const DEFAULT_PORT = 502;
const LONGEST_ID = 40;

/** The words sheets use, and what the driver calls it. */
const WORDS: Readonly<Partial<Record<ColumnName, Readonly<Record<string, readonly string[]>>>>> = {
  transport: {
    tcp: ['tcp', 'tcp/ip', 'modbus tcp', 'modbus-tcp', 'modbustcp'],
    'rtu-over-tcp': ['rtu-over-tcp', 'rtu over tcp', 'rtu/tcp', '透传', 'rtu透传'],
    rtu: ['rtu', 'serial', 'modbus rtu', 'modbus-rtu', 'rs485', 'rs-485', '串口'],
  },
  parity: { none: ['none', 'n', '无'], even: ['even', 'e', '偶'], odd: ['odd', 'o', '奇'] },
};

type Settings = Record<string, string | number>;

/** Makes one connection per gateway or serial line, however many rows name it. */
export class SheetConnections {
  private readonly known: readonly KnownConnection[];
  private readonly mistakes: MistakeList;
  private readonly madeByPlace = new Map<string, MadeConnection>();

  constructor(known: readonly KnownConnection[], mistakes: MistakeList) {
    this.known = known;
    this.mistakes = mistakes;
  }

  /** Those that are new to the site. */
  get made(): readonly MadeConnection[] {
    return [...this.madeByPlace.values()];
  }

  /** The connection of a row; undefined after adding why there is none. */
  idFor(row: SheetRow, otherwise: string | undefined): string | undefined {
    const before = this.mistakes.count;
    const wanted = row.get('connection');
    const settings = this.settingsOf(row);
    if (this.mistakes.count > before) return undefined;
    if (settings !== undefined) return this.idAt(row, settings, wanted);
    const id = wanted ?? otherwise;
    const ids = [...this.known, ...this.made].map((one) => one.id);
    if (id !== undefined && ids.includes(id)) return id;
    if (id === undefined) {
      const allowed = 'a host (and port), a serial port, or the connection of the site file';
      this.mistakes.add(row.place('host'), 'how it is reached is missing', { allowed });
    } else this.mistakes.addUnknown(row.place('connection'), 'connection', id, ids);
    return undefined;
  }

  private idAt(row: SheetRow, settings: Settings, wanted: string | undefined): string | undefined {
    const place = placeOf(settings);
    const known = this.known.find((one) => placeOf(one.config) === place);
    const made = this.madeByPlace.get(place);
    if (made !== undefined) this.refuseDifferences(row, settings, made);
    const present = known?.id ?? made?.id;
    if (present !== undefined && wanted !== undefined && wanted !== present) {
      this.mistakes.add(row.place('connection'), `${place} is the connection "${present}" already`, {
        allowed: present,
      });
    }
    if (present !== undefined) return present;
    const ids = [...this.known, ...this.made].map((one) => one.id);
    if (wanted !== undefined && ids.includes(wanted)) {
      this.mistakes.add(row.place('connection'), `the connection "${wanted}" leads elsewhere`);
      return undefined;
    }
    const id = wanted ?? freeId(idFrom(settings), ids);
    this.madeByPlace.set(place, { id, settings, row });
    return id;
  }

  private refuseDifferences(row: SheetRow, settings: Settings, made: MadeConnection): void {
    for (const [name, value] of Object.entries(settings)) {
      const first = made.settings[name];
      if (first === value) continue;
      const said = first === undefined ? 'says nothing about it' : `says ${first}`;
      const message = `${value}: row ${made.row.number}, on the same line, ${said}`;
      this.mistakes.add(row.place(name as ColumnName), message);
    }
  }

  /** What the row says about a gateway or serial line of its own; undefined when it says nothing. */
  private settingsOf(row: SheetRow): Settings | undefined {
    const path = row.get('path');
    const [host, portOfHost] = splitHost(row.get('host'));
    if (path !== undefined && host !== undefined) {
      this.mistakes.add(row.place('path'), 'both a host and a serial port', { allowed: 'one of them' });
    }
    if (path === undefined && host === undefined) return undefined;
    const transport = this.word(row, 'transport') ?? (path === undefined ? 'tcp' : 'rtu');
    if (path !== undefined) {
      return defined({ transport, path, ...this.serial(row), parity: this.word(row, 'parity') });
    }
    const port = this.whole(row, 'port') ?? portOfHost ?? DEFAULT_PORT;
    const baudRate = transport === 'tcp' ? undefined : this.whole(row, 'baudRate');
    return defined({ transport, host, port, baudRate });
  }

  private serial(row: SheetRow) {
    return {
      baudRate: this.whole(row, 'baudRate'),
      dataBits: this.whole(row, 'dataBits'),
      stopBits: this.whole(row, 'stopBits'),
    };
  }

  private whole(row: SheetRow, name: ColumnName): number | undefined {
    const text = row.get(name);
    if (text === undefined || /^\d{1,9}$/.test(text)) return text === undefined ? undefined : Number(text);
    this.mistakes.add(row.place(name), `${JSON.stringify(text)} is not allowed`, { allowed: 'a whole number' });
    return undefined;
  }

  private word(row: SheetRow, name: 'transport' | 'parity'): string | undefined {
    const text = row.get(name);
    if (text === undefined) return undefined;
    const words = WORDS[name] ?? {};
    const found = Object.entries(words).find(([, aliases]) => aliases.includes(text.toLowerCase()));
    if (found === undefined) {
      const allowed = Object.keys(words).join(', ');
      this.mistakes.add(row.place(name), `${JSON.stringify(text)} is not allowed`, { allowed });
    }
    return found?.[0];
  }
}

/** `10.0.5.20:502` in one cell is common. */
function splitHost(text: string | undefined): readonly [host: string | undefined, port: number | undefined] {
  const parts = text === undefined ? null : /^([^:]+):(\d{1,5})$/.exec(text);
  return parts === null ? [text, undefined] : [parts[1], Number(parts[2])];
}

function defined(settings: Readonly<Record<string, string | number | undefined>>): Settings {
  const given = Object.entries(settings).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return Object.fromEntries(given);
}

/** What makes two connections the same line: `10.0.5.20:502`, `/dev/ttyUSB0`; empty for what is neither. */
function placeOf(config: unknown): string {
  const { host, port, path } = Object(config) as Readonly<Record<string, unknown>>;
  if (typeof path === 'string') return path;
  return typeof host === 'string' ? `${host.toLowerCase()}:${String(port)}` : '';
}

function idFrom({ host, port, path }: Settings): string {
  const text = path === undefined ? `modbus-${host}${port === DEFAULT_PORT ? '' : `-${port}`}` : `serial-${path}`;
  return text
    .replace('/dev/', '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/-+$/, '')
    .slice(0, LONGEST_ID - 4);
}

function freeId(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted;
  for (let count = 2; ; count += 1) if (!taken.includes(`${wanted}-${count}`)) return `${wanted}-${count}`;
}
