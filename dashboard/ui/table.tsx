import type { ReactElement, ReactNode } from 'react';
import css from './table.module.css';

export interface Column<Row> {
  readonly key: string;
  /** Empty above a column of buttons: each says itself what it does. */
  readonly title: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand right-aligned. */
  readonly number?: boolean;
  /** Left out on a phone. */
  readonly wide?: boolean;
}

export interface TableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string | number;
}

/** Records in rows: sticky head, numbers to the right, scrolled sideways inside itself when too wide. */
export function Table<Row>({ caption, columns, rows, rowKey }: TableProps<Row>): ReactElement {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
    <section className={css.scroll} tabIndex={0} aria-label={caption}>
      <table className={css.table}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.key} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => (
                <td key={column.key} data-number={column.number} data-wide={column.wide}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Head<Row>({ column: { title, number, wide } }: { readonly column: Column<Row> }): ReactElement {
  if (title === '') return <td data-wide={wide} />;
  return (
    <th scope="col" data-number={number} data-wide={wide}>
      {title}
    </th>
  );
}
