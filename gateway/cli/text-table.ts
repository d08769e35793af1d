/** Characters that would break a line, drive a terminal or turn text around. */
const UNSAFE = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
/** Chinese, Japanese, Korean and full-width forms fill two columns of a terminal. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/gu;

/** A text from the field as it may be printed: one line that does nothing to the terminal. */
export function safeText(text: string): string {
  return text.replace(UNSAFE, (character) => `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`);
}

/** How many columns of a terminal a text fills. */
export function displayWidth(text: string): number {
  return [...text].length + (text.match(WIDE)?.length ?? 0);
}

/** Rows of equal columns, two spaces between; texts are made safe. Columns named in `right` are aligned to the right. */
export function textTable(rows: readonly (readonly string[])[], right: readonly number[] = []): string[] {
  const safe = rows.map((row) => row.map(safeText));
  const columns = Math.max(0, ...safe.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) => {
    return safe.reduce((widest, row) => Math.max(widest, displayWidth(row[column] ?? '')), 0);
  });
  return safe.map((row) =>
    row
      .map((text, column) => pad(text, widths[column]!, right.includes(column)))
      .join('  ')
      .trimEnd(),
  );
}

function pad(text: string, width: number, isRight: boolean): string {
  const gap = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return isRight ? gap + text : text + gap;
}
