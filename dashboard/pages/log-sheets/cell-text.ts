import type { HandEntry } from '../../../gateway/domain/duty/sheets/log-sheet.ts';
import type { Language } from '../../../gateway/domain/text.ts';
import type { WireSheetCell, WireSheetColumn, WireSheetRow } from '../../data/sheet-api.ts';
import { formatNumber, MISSING } from '../../format/number.ts';
import type { SiteTime } from '../../format/site-time.ts';

const SIGNS: Readonly<Record<string, string>> = { ok: '√', fault: '×', none: '○' };
export const TYPED = '†';
const UNCERTAIN = '~';
const SPANS = 'Σ';
const STRUCK = '‖';

/** What stands in a cell of the sheet, with signs that read in black and white; empty before its time. */
export function cellText(
  column: WireSheetColumn,
  row: WireSheetRow,
  cell: WireSheetCell | undefined,
  language: Language,
  time: Pick<SiteTime, 'minute'>,
): string {
  if (row.stopped && !column.standing) return '/';
  const told = cell?.auto ? autoText(column, cell.auto, time) : undefined;
  const typed = cell?.hand ? `${entryText(column, cell.hand.value, language)}${TYPED}` : undefined;
  const struck = cell && cell.former.length > 0 ? STRUCK : '';
  if (typed !== undefined) return `${told && told !== MISSING ? `${told} / ` : ''}${typed}${struck}`;
  if (told !== undefined) return told;
  const isMissed = row.standing === 'closed' && column.required;
  return isMissed || (row.capturedAt !== null && column.fill === 'auto') ? MISSING : '';
}

function autoText(
  column: WireSheetColumn,
  auto: NonNullable<WireSheetCell['auto']>,
  time: Pick<SiteTime, 'minute'>,
): string {
  const { value, uncertain, spansSince } = auto;
  if (value === null) return MISSING;
  if (column.type === 'check') return value === (column.equals ?? 1) ? '√' : '×';
  if (column.type === 'time') return time.minute(value);
  return `${uncertain ? UNCERTAIN : ''}${spansSince ? SPANS : ''}${formatNumber(value, column.digits)}`;
}

/** An entry as people read it. */
export function entryText(
  column: Pick<WireSheetColumn, 'type' | 'digits' | 'options'>,
  value: HandEntry,
  language: Language,
): string {
  if (typeof value === 'number') return formatNumber(value, column.digits);
  if (column.type === 'check') return SIGNS[value] ?? value;
  if (column.type === 'photo' || column.type === 'scan') return '√';
  const option = column.options.find(({ id }) => id === value);
  return option ? option[language] : value;
}

/** Whether a cell is to catch the eye: a fault, or a value outside of the normal range. */
export function isOdd(column: WireSheetColumn, cell: WireSheetCell | undefined): boolean {
  if (!cell) return false;
  if (cell.marks.some((mark) => mark === 'out-of-range' || mark === 'sensor-check' || mark === 'copied')) return true;
  if (column.type !== 'check') return false;
  if (cell.hand) return cell.hand.value === 'fault';
  return cell.auto?.value != null && cell.auto.value !== (column.equals ?? 1);
}

/** Telemetry was asked at the moment of the row and had nothing to say. */
export const isUnread = ({ capturedAt, cells }: WireSheetRow, key: string): boolean =>
  capturedAt !== null && (cells.find(({ column }) => column === key)?.auto?.value ?? null) === null;

/** Columns that a person may fill in a row now. */
export function fillable(
  blocks: readonly { readonly per: string; readonly columns: readonly WireSheetColumn[] }[],
  row: WireSheetRow,
): WireSheetColumn[] {
  const own = blocks.filter(({ per }) => (row.kind === 'sheet' ? per === 'sheet' : per === 'slot' || per === row.kind));
  const filled = new Set(row.cells.flatMap(({ column, hand }) => (hand ? [column] : [])));
  return own
    .flatMap(({ columns }) => columns)
    .filter(({ byHand, key, standing }) => byHand && !filled.has(key) && (!row.stopped || standing));
}
