import type { ReactElement } from 'react';
import { useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireSheet, WireSheetBlock, WireSheetCell, WireSheetColumn, WireSheetRow } from '../../data/sheet-api.ts';
import { formatNumber } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { cellText, isOdd } from './cell-text.ts';
import type { CellChoice } from './correct-dialog.tsx';
import css from './log-sheets-page.module.css';

export interface SheetGridProps {
  readonly sheet: WireSheet;
  /** A cell with an entry was pressed, to correct it; undefined where nothing can be corrected. */
  readonly onChoose: ((choice: CellChoice) => void) | undefined;
}

/** The paper: one line per quantity, one column per slot, start or stop. */
export function SheetGrid({ sheet, onChoose }: SheetGridProps): ReactElement {
  const { t, text } = useWords();
  const slots = sheet.rows.filter(({ kind }) => kind !== 'sheet');
  const day = sheet.rows.find(({ kind }) => kind === 'sheet');
  const perSlot = sheet.form.blocks.filter(({ per }) => per !== 'sheet');
  const perDay = sheet.form.blocks.filter(({ per }) => per === 'sheet');
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard */}
      <section className={css.scroll} tabIndex={0} aria-label={text(sheet.title)}>
        <table className={css.grid}>
          <GridHead rows={slots} />
          {perSlot.map((block) => (
            <BlockRows key={`${block.id} ${block.equipment ?? ''}`} block={block} rows={slots} onChoose={onChoose} />
          ))}
          <SignLine rows={slots} />
        </table>
      </section>
      {day && perDay.length > 0 && (
        <section className={css.scroll} aria-label={t('sheets.slot.sheet')}>
          <table className={css.grid}>
            <GridHead rows={[day]} />
            {perDay.map((block) => (
              <BlockRows key={`${block.id} ${block.equipment ?? ''}`} block={block} rows={[day]} onChoose={onChoose} />
            ))}
          </table>
        </section>
      )}
      <p className="quiet">{t('sheets.key')}</p>
    </>
  );
}

function GridHead({ rows }: { readonly rows: readonly WireSheetRow[] }): ReactElement {
  const time = useSiteTime();
  const { t } = useWords();
  return (
    <thead>
      <tr>
        <th scope="col" className={css.item}>
          {t('sheets.item')}
        </th>
        <th scope="col">{t('sheets.unit')}</th>
        <th scope="col" className={css.wide}>
          {t('sheets.normal')}
        </th>
        {rows.map(({ id, kind, at, stopped, standing, open }) => (
          <th key={id} scope="col" data-now={standing === 'open' || standing === 'late'} data-kind={kind}>
            {t(`sheets.slot.${kind}`, { at: time.minute(Date.parse(at)) })}
            {stopped && <span className={css.tag}>{t('sheets.stopped')}</span>}
            {!stopped && open > 0 && <span className={css.tag}>{t('sheets.toFill')}</span>}
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface BlockProps {
  readonly block: WireSheetBlock;
  readonly rows: readonly WireSheetRow[];
  readonly onChoose: SheetGridProps['onChoose'];
}

function BlockRows({ block, rows, onChoose }: BlockProps): ReactElement {
  const { text } = useWords();
  const { title, name, columns, per } = block;
  const takes = (row: WireSheetRow): boolean => per === 'slot' || per === row.kind;
  return (
    <tbody>
      <tr className={css.block}>
        <th scope="rowgroup" colSpan={3 + rows.length}>
          {text(title)}
          {name && ` · ${text(name)}`}
        </th>
      </tr>
      {columns.map((column) => (
        <tr key={column.key}>
          <th scope="row" className={css.item}>
            {text(column.title)}
          </th>
          <td className={css.unit}>{column.unit}</td>
          <td className={`${css.unit} ${css.wide}`}>{normalText(column)}</td>
          {rows.map((row) =>
            takes(row) ? (
              <Cell key={row.id} column={column} row={row} onChoose={onChoose} />
            ) : (
              <td key={row.id} className={css.none} />
            ),
          )}
        </tr>
      ))}
    </tbody>
  );
}

const normalText = ({ normal, digits }: WireSheetColumn): string =>
  normal ? `${formatNumber(normal.low, digits)}–${formatNumber(normal.high, digits)}` : '';

interface CellProps {
  readonly column: WireSheetColumn;
  readonly row: WireSheetRow;
  readonly onChoose: SheetGridProps['onChoose'];
}

function Cell({ column, row, onChoose }: CellProps): ReactElement {
  const time = useSiteTime();
  const { t, language } = useWords();
  const cell = row.cells.find((one) => one.column === column.key);
  const words = cellText(column, row, cell, language, time);
  const isCorrectable = onChoose !== undefined && cell?.hand != null;
  return (
    <td data-odd={isOdd(column, cell)} title={cell ? aboutCell(cell, t) : undefined} className={css.value}>
      {isCorrectable ? (
        <button type="button" className={css.correct} onClick={() => onChoose({ row, column, cell })}>
          {words}
          <span className="visually-hidden">{t('sheets.correct')}</span>
        </button>
      ) : (
        words
      )}
      {cell?.order && <span className={css.tag}>{t('sheets.order', { id: cell.order })}</span>}
    </td>
  );
}

type T = ReturnType<typeof useWords>['t'];

/** What a cell says beside its value; also read aloud. */
function aboutCell({ auto, marks, remark, former }: WireSheetCell, t: T): string {
  const spread = auto?.spread
    ? [`min ${auto.spread.min} · max ${auto.spread.max} · ⌀ ${Number(auto.spread.mean.toPrecision(5))}`]
    : [];
  return [
    ...(auto?.reason ? [t(`cellReason.${auto.reason}`)] : []),
    ...marks.map((mark) => t(`cellMark.${mark}`)),
    ...(auto?.exchange ? [`${auto.exchange.final} → ${auto.exchange.start}`] : []),
    ...spread,
    ...former.map(({ value, reason }) => `‖ ${value ?? '—'}: ${reason}`),
    ...(remark ? [remark] : []),
  ].join(' · ');
}

/** Who signed each slot. */
function SignLine({ rows }: { readonly rows: readonly WireSheetRow[] }): ReactElement {
  const personName = usePersonName();
  const { t } = useWords();
  return (
    <tfoot>
      <tr>
        <th scope="row" className={css.item} colSpan={2}>
          {t('sheets.signed')}
        </th>
        <td className={css.wide} />
        {rows.map(({ id, signature }) => (
          <td key={id} className={css.value}>
            {signature ? personName(signature.by) : ''}
          </td>
        ))}
      </tr>
    </tfoot>
  );
}
