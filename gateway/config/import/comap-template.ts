import { stringify } from 'yaml';
import type { ComapBit, ComapMap, ComapValue } from './comap-map.ts';
import { chineseFor, unitFor } from './comap-words.ts';

export interface ComapTemplateOptions {
  /** Name of the template, which is the name of its file. */
  readonly template: string;
  readonly model: string;
  /** The exported file, for the sources of the template. */
  readonly source: string;
  /** Take the controller's settings too; they are only read. */
  readonly setpoints: boolean;
}

export interface ComapTemplate {
  readonly text: string;
  readonly points: number;
  /** Points whose Chinese text is the English one. */
  readonly untranslated: readonly string[];
  /** Rows left out, by reason. */
  readonly leftOut: Readonly<Record<string, number>>;
}

interface PointDraft {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly isTranslated: boolean;
}

/** A ComAp map as an equipment template. It holds for controllers with the very configuration the map was exported from. */
export function comapTemplate(map: ComapMap, options: ComapTemplateOptions): ComapTemplate {
  const leftOut: Record<string, number> = {};
  const leave = (reason: string): undefined => {
    leftOut[reason] = (leftOut[reason] ?? 0) + 1;
    return undefined;
  };
  const withBits = new Set(map.bits.map((bit) => bit.object));
  const names = new NameGiver();
  const values = map.values.flatMap((value) => {
    if (value.table === 'setpoints' && !options.setpoints) return leave('setpoints') ?? [];
    if (value.type === 'Binary' && withBits.has(value.object)) return leave('registers whose bits are points') ?? [];
    return valuePoint(value, map.lists, names) ?? leave(`values of type ${value.type}, ${value.length} bytes`) ?? [];
  });
  const points = [...values, ...map.bits.map((bit) => bitPoint(bit, names))];
  const untranslated = points.filter((point) => !point.isTranslated).map((point) => String(point.fields.name));
  return { text: templateText(points, untranslated.length, options), points: points.length, untranslated, leftOut };
}

const ON_OFF = { 0: { en: 'No', zh: '否' }, 1: { en: 'Yes', zh: '是' } };

function bitPoint({ input, source, object, name, bitName }: ComapBit, names: NameGiver): PointDraft {
  const title = [name, bitName].filter((text) => text !== '').join(': ') || `Object ${object}`;
  const zh = chineseFor(bitName === '' ? name : bitName);
  return {
    fields: {
      ...{ name: names.give(title, object), title: { en: title, zh: zh ?? title }, kind: 'boolean', states: ON_OFF },
      ...{ address: { table: 'discrete', register: input }, scan: source === 'state' ? 'fast' : 'normal' },
    },
    isTranslated: zh !== undefined,
  };
}

function valuePoint(value: ComapValue, lists: ComapMap['lists'], names: NameGiver): PointDraft | undefined {
  const address = addressOf(value);
  if (address === undefined) return undefined;
  const { object } = value;
  const name = value.name === '' ? `Object ${object}` : value.name;
  const zh = chineseFor(name);
  const title = { en: name, zh: zh ?? name };
  const fields = { name: names.give(name, object), title, ...meaningOf(value, lists), address, scan: scanOf(value) };
  return { fields, isTranslated: zh !== undefined };
}

/** Register types by type and length in bytes. A single byte fills a register of its own, sign and all. */
const TYPES: Readonly<Record<string, string>> = {
  Integer1: 's16',
  Integer2: 's16',
  Integer4: 's32',
  Unsigned1: 'u16',
  Unsigned2: 'u16',
  Unsigned4: 'u32',
  Binary1: 'u16',
  Binary2: 'u16',
  Binary4: 'u32',
  List1: 'u16',
  List2: 'u16',
  Float4: 'f32',
};

function addressOf({ register, type, length, table }: ComapValue): object | undefined {
  const place = { table: 'holding', register };
  if (/string/i.test(type) && length > 0 && table === 'values')
    return { ...place, type: 'string', length: Math.ceil(length / 2) };
  const registerType = TYPES[`${type}${length}`];
  return registerType === undefined ? undefined : { ...place, type: registerType };
}

/** 0x8000, 0x80000000: no value. */
const SENTINELS: Readonly<Record<string, number>> = {
  Integer2: -32_768,
  Integer4: -2_147_483_648,
  Unsigned2: 32_768,
  Unsigned4: 2_147_483_648,
};

function meaningOf(value: ComapValue, lists: ComapMap['lists']): object {
  const { type, listNumber, decimals, dimension, length } = value;
  if (/string/i.test(type)) return { kind: 'text' };
  const texts = type === 'List' && listNumber !== undefined ? lists.get(listNumber) : undefined;
  if (texts !== undefined && texts.size > 0) {
    return {
      kind: 'enum',
      states: Object.fromEntries([...texts].map(([code, text]) => [code, { en: text, zh: text }])),
    };
  }
  const sentinel = isCounter(value) ? undefined : SENTINELS[`${type}${length}`];
  return {
    ...(isCounter(value) ? { kind: 'counter' } : {}),
    ...{ unit: unitFor(dimension), decimals },
    ...(decimals > 0 ? { scale: Number((10 ** -decimals).toFixed(decimals)) } : {}),
    ...(sentinel === undefined ? {} : { sentinels: [sentinel] }),
  };
}

const isCounter = ({ name, dimension, type }: ComapValue): boolean =>
  (type === 'Unsigned' || type === 'Integer') &&
  (/^[kM]?(Wh|VArh)$/i.test(dimension) || /\b(num(ber of)? ?starts|run(ning)? ?hours)\b/i.test(name));

function scanOf(value: ComapValue): string {
  if (value.table === 'setpoints') return 'daily';
  if (value.type === 'List') return 'fast';
  return isCounter(value) || /string/i.test(value.type) ? 'slow' : 'normal';
}

/** Makes point names that are unique: the object's number tells two of one name apart, then a count. */
class NameGiver {
  private readonly given = new Set<string>();

  give(title: string, object: number): string {
    const plain = title
      .toLowerCase()
      .replace(/\+/g, '_plus')
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '');
    const name = /^[a-z]/.test(plain) ? plain : `co_${plain || object}`;
    const candidates = [name, `${name}_${object}`];
    for (let count = 2; candidates.every((one) => this.given.has(one)); count += 1)
      candidates.push(`${name}_${object}_${count}`);
    const free = candidates.find((one) => !this.given.has(one)) ?? name;
    this.given.add(free);
    return free;
  }
}

/** What is shown first, where the controller has it. */
const KEY_NAMES = [/^engine_state/, /^rpm$/, /(^load|_p$|kw$)/, /oil_press/, /coolant|water_temp/, /batt/];
const MOST_KEY_POINTS = 6;

function templateText(points: readonly PointDraft[], untranslated: number, options: ComapTemplateOptions): string {
  const names = points.map(({ fields }) => String(fields.name));
  const keyPoints = KEY_NAMES.flatMap((pattern) => names.find((name) => pattern.test(name)) ?? []);
  const head = {
    template: options.template,
    title: { en: `Generator controller ${options.model}`, zh: `发电机组控制器 ${options.model}` },
    ...{ maker: 'ComAp', model: options.model, class: 'genset', system: 'gensets', evidence: 'maker-doc' },
    sources: [
      `The controller's own map, exported by the maker's program: ${options.source}. It holds for this configuration only; export it again after a change`,
      '0x8000 (of 16 or 32 bits) means no value',
    ],
    ...{
      driver: 'modbus',
      settings: { firstRegister: 0 },
      keyPoints: [...new Set(keyPoints)].slice(0, MOST_KEY_POINTS),
    },
  };
  return [
    '# yaml-language-server: $schema=../schema/equipment.schema.json',
    `# ${untranslated} of ${points.length} points have no Chinese text yet; they are marked "zh: translate" and show the English one.`,
    stringify(head, { lineWidth: 0 }).trimEnd(),
    'points:',
    ...points.map(pointLine),
    '',
  ].join('\n');
}

function pointLine({ fields, isTranslated }: PointDraft): string {
  const text = stringify(fields, { collectionStyle: 'flow', lineWidth: 0 }).trimEnd();
  return `  - ${text}${isTranslated ? '' : ' # zh: translate'}`;
}
