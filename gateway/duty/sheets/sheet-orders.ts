import type { ReviewStep } from '../../domain/duty/sheets/log-sheet.ts';
import type { SheetColumn } from '../../domain/duty/sheets/sheet-form.ts';
import { cellOf, cellValue } from '../../domain/duty/sheets/sheet-standing.ts';
import type { Equipment } from '../../domain/equipment.ts';
import type { LocalText } from '../../domain/text.ts';
import type { SheetRecord } from '../../ports/sheet-service.ts';
import type { WorkOrderDraft } from '../../ports/work-order-service.ts';

/** The order that a finding of a cell leads to: what was found, where, and what else the row says of the same machine. */
export function findingOrder(
  { id, subject, body }: SheetRecord,
  rowId: string,
  key: string,
  equipment: readonly Equipment[],
): WorkOrderDraft | undefined {
  const row = body.rows.find((one) => one.id === rowId);
  const block = body.form.blocks.find(({ columns }) => columns.some((column) => column.key === key));
  const column = block?.columns.find((one) => one.key === key);
  if (!row || !block || !column) return undefined;
  const machine = block.equipment ?? (equipment.some((one) => one.id === subject) ? subject : null);
  const place = block.name ?? body.form.subjectName;
  const remark = cellOf(row, key)?.remark ?? '';
  const readings = block.columns.flatMap((one) => readingOf(one, cellValue(cellOf(row, one.key))));
  return {
    ...{ kind: 'corrective', priority: 'P3', equipment: machine, place: body.form.subjectName.zh },
    title: { en: `${place.en}: ${column.title.en} ×`, zh: `${place.zh}：${column.title.zh} ×` },
    description: joined(remark, readings),
    source: { kind: 'log-sheet', record: id },
    key: `${sheetOrderKey(id)}:${rowId}:${key}`,
  };
}

/** The order that a reviewer's remark leads to. */
export function remarkOrder(
  { id, subject, body }: SheetRecord,
  step: ReviewStep,
  remark: string,
  equipment: readonly Equipment[],
): WorkOrderDraft {
  const { title, subjectName } = body.form;
  const isMachine = equipment.some((one) => one.id === subject);
  const text = remark.slice(0, LONGEST_TEXT);
  return {
    ...{ kind: 'corrective', priority: 'P3', equipment: isMachine ? subject : null, place: subjectName.zh },
    title: {
      en: `${subjectName.en}: remark on the ${title.en} of ${body.date}`,
      zh: `${subjectName.zh}：${body.date} ${title.zh}审核意见`,
    },
    description: { en: text, zh: text },
    source: { kind: 'log-sheet', record: id },
    key: `${sheetOrderKey(id)}:review:${step}`,
  };
}

/** What an order's description holds. */
const LONGEST_TEXT = 400;

const sheetOrderKey = (id: number): string => `log-sheet:${id}`;

function readingOf({ title, unit, type, digits }: SheetColumn, value: number | string | null): LocalText[] {
  if (type !== 'number' || typeof value !== 'number') return [];
  const text = `${value.toFixed(digits)}${unit ? ` ${unit}` : ''}`;
  return [{ en: `${title.en} ${text}`, zh: `${title.zh} ${text}` }];
}

function joined(remark: string, readings: readonly LocalText[]): LocalText {
  const all = (language: 'en' | 'zh', between: string): string =>
    [remark, readings.map((one) => one[language]).join(between)]
      .filter((part) => part !== '')
      .join(' · ')
      .slice(0, LONGEST_TEXT) || '×';
  return { en: all('en', ', '), zh: all('zh', '，') };
}
