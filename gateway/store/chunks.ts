/** Rows per statement: none has more than 40 columns, SQLite takes 32,766 parameters. */
const CHUNK = 200;

/** As many as one statement takes. */
export function* chunks<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < items.length; from += CHUNK) yield items.slice(from, from + CHUNK);
}
