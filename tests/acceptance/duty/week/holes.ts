import type { LogSheet, SheetRow } from '../../../../gateway/domain/duty/sheets/log-sheet.ts';
import type { SheetColumn } from '../../../../gateway/domain/duty/sheets/sheet-form.ts';
import type { Filed } from './filed.ts';
import { textOf } from './site-days.ts';

/** A cell without a value, and the reason that stands in it. */
export interface Hole {
  readonly sheet: string;
  readonly at: string;
  readonly column: string;
  readonly fill: SheetColumn['fill'];
  readonly reason: string | null;
}

/** Columns that a row has, read off the form. */
const columnsOf = ({ body: { form } }: Filed<LogSheet>, { kind, stopped }: SheetRow): readonly SheetColumn[] =>
  form.blocks
    .filter(({ per }) => (kind === 'sheet' ? per === 'sheet' : per === 'slot' || per === kind))
    .flatMap(({ columns }) => columns)
    .filter(({ standing }) => !stopped || standing);

/** Every cell of a sheet in which nothing stands that telemetry, arithmetic or a person should have put there. */
export function holesOf(sheet: Filed<LogSheet>): readonly Hole[] {
  return sheet.body.rows.flatMap((row) =>
    columnsOf(sheet, row).flatMap(({ key, fill, required }): Hole[] => {
      const cell = row.cells[key];
      const isAsked = fill === 'hand' ? required : true;
      const value = fill === 'hand' ? cell?.hand?.value : cell?.auto?.value;
      if (!isAsked || (value !== undefined && value !== null)) return [];
      const reason = cell?.auto?.reason ?? null;
      return [{ sheet: sheet.body.sheet, at: textOf(row.at), column: key, fill, reason }];
    }),
  );
}

/** What people wrote into cells that telemetry left empty. */
export const inventedIn = ({ body }: Filed<LogSheet>): readonly string[] =>
  body.rows.flatMap((row) =>
    Object.entries(row.cells).flatMap(([key, { auto, hand }]) => (auto && auto.value === null && hand ? [key] : [])),
  );
