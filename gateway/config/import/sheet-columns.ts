import type { MistakeList, Place } from '../mistakes.ts';
import { nearest } from '../nearest.ts';
import type { Cell, SheetRows } from './spreadsheet.ts';

/** What a column of a sheet of meters may be, and the headers it goes by. Case, spaces and brackets do not matter. */
const ALIASES = {
  id: ['id', 'tag', 'meter', 'meter id', 'equipment id', '编号', '设备编号', '电表编号', '仪表编号', '表号', '标识'],
  name: ['name', 'title', '名称', '设备名称', '仪表名称', '回路名称'],
  name_en: ['name_en', 'name (en)', 'english name', '英文名称', '英文名', '名称（英文）'],
  name_zh: ['name_zh', 'name (zh)', 'chinese name', '中文名称', '中文名', '名称（中文）'],
  template: ['template', 'product', 'model', '模板', '产品', '型号', '仪表型号', '设备型号'],
  area: ['area', 'room', 'location', '区域', '位置', '安装位置', '房间'],
  connection: ['connection', 'gateway', 'bus', '连接', '网关', '网关编号', '总线'],
  host: ['host', 'ip', 'ip address', 'gateway ip', '主机', 'ip地址', '网关ip', '网关地址'],
  port: ['port', 'tcp port', '端口', '端口号', '网关端口'],
  transport: ['transport', 'protocol', '传输', '传输方式', '协议', '通讯协议'],
  path: ['path', 'serial', 'serial port', 'com port', '串口', '串口号'],
  baudRate: ['baud rate', 'baud', '波特率'],
  parity: ['parity', '校验', '校验位'],
  dataBits: ['data bits', '数据位'],
  stopBits: ['stop bits', '停止位'],
  unit: [
    ...['unit', 'unit id', 'slave', 'slave id', 'station', 'modbus address', 'modbus id', 'address'],
    ...['站号', '地址', '站地址', '表地址', '从站', '从站号', '从站地址', '通讯地址', '单元号', '设备地址'],
  ],
  poweredBy: ['powered by', 'fed by', 'fed from', 'feeder', '上级', '上级回路', '上级编号', '供电来源', '电源'],
  class: ['class', '类别'],
  system: ['system', '系统'],
} as const;
export type ColumnName = keyof typeof ALIASES;

/** Columns that stand for one key of a map: `param:ratedCurrent`. */
const MAPS = {
  parameters: ['param', 'parameter', 'parameters', '参数'],
  settings: ['setting', 'settings', '设置'],
  device: ['device', '设备'],
} as const;
export type MapName = keyof typeof MAPS;

/** What a column holds. */
export type Column =
  | { readonly kind: 'plain'; readonly name: ColumnName }
  | { readonly kind: 'map'; readonly map: MapName; readonly key: string };

/** Headers of columns for people, which are not read. */
const REMARKS = ['', 'remark', 'remarks', 'note', 'notes', 'comment', 'no', 'no.', '#', '序号', '备注', '说明'].map(
  plain,
);

/** The header row and the columns found in it, by index; a column for people only is absent. */
export interface SheetHead {
  /** Index of the header row. */
  readonly row: number;
  readonly columns: ReadonlyMap<number, Column>;
}

/** A title and a date may stand above the header. */
const MOST_TITLE_ROWS = 10;

/** Finds the header (the row with the most known names among the first ones) and what each column is. */
export function readHead(
  rows: SheetRows,
  placeOf: (row: number, column: number) => Place,
  mistakes: MistakeList,
): SheetHead | undefined {
  const scores = rows.slice(0, MOST_TITLE_ROWS).map((row) => row.filter((cell) => columnOf(cell.text)).length);
  const row = scores.indexOf(Math.max(0, ...scores));
  if (row < 0 || scores[row] === 0) {
    mistakes.add(placeOf(0, 0), 'no header is known', {
      allowed: 'a row with headers such as id, name_en, area, host, unit (编号, 名称, 区域, 站号)',
    });
    return undefined;
  }
  return { row, columns: readColumns(rows[row]!, (column) => placeOf(row, column), mistakes) };
}

function readColumns(
  header: readonly Cell[],
  placeOf: (column: number) => Place,
  mistakes: MistakeList,
): ReadonlyMap<number, Column> {
  const columns = new Map<number, Column>();
  const taken = new Map<string, string>();
  for (const [index, { text }] of header.entries()) {
    if (REMARKS.includes(plain(text))) continue;
    const column = columnOf(text);
    if (column === undefined) {
      addUnknown(text, placeOf(index), mistakes);
      continue;
    }
    const name = columnText(column);
    const former = taken.get(name);
    if (former !== undefined) mistakes.add(placeOf(index), `a second column for ${name}; the first is "${former}"`);
    taken.set(name, text);
    columns.set(index, column);
  }
  return columns;
}

function addUnknown(text: string, place: Place, mistakes: MistakeList): void {
  const value = JSON.stringify(text);
  const suggestion =
    nearest(text, Object.values(ALIASES).flat()) ?? (/^[a-z]\w*$/i.test(text) ? `param:${text}` : undefined);
  const allowed = `${Object.keys(ALIASES).join(', ')}, param:NAME, setting:NAME, device:NAME`;
  mistakes.add(place, `unknown column ${value}`, suggestion === undefined ? { value, allowed } : { value, suggestion });
}

/** What a header means; undefined when nobody knows. */
export function columnOf(header: string): Column | undefined {
  const [before = '', ...after] = header.normalize('NFKC').split(':');
  if (after.length === 0) {
    const found = Object.entries(ALIASES).find(([, names]) => names.some((name) => plain(name) === plain(header)));
    return found === undefined ? undefined : { kind: 'plain', name: found[0] as ColumnName };
  }
  const map = Object.entries(MAPS).find(([, names]) => names.some((name) => name === before.trim().toLowerCase()));
  const key = after.join(':').trim();
  return map === undefined || key === '' ? undefined : { kind: 'map', map: map[0] as MapName, key };
}

/** A column as people call it. */
export const columnText = (column: Column): string =>
  column.kind === 'plain' ? column.name : `${MAPS[column.map][0]}:${column.key}`;

/** Without what nobody sees as a difference. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_()[\]-]/g, '');
}

/** 0 → A, 27 → AB: as the programs for sheets write it. */
export function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}
