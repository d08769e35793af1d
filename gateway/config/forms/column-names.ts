const TEXT_OR_NAME = /'[^']*'|[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?/g;

/** An expression with each of its names (`i_a`, `chw.out`, also those of functions) replaced; texts in quotes stay. */
export function columnNames(expr: string, replace: (name: string) => string): string {
  return expr.replace(TEXT_OR_NAME, (word) => (word.startsWith("'") ? word : replace(word)));
}
