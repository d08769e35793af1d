/**
 * Text in the quotes of InfluxQL: a backslash protects quotes and itself, a line break must be written as \n, anything else
 * stands for itself (InfluxQL reference, "Identifiers" and "Literals"; 1.x, 2.x and 3.x agree).
 */
function quoted(text: string, quote: '"' | "'"): string {
  const inner = text.replace(/["'\\]/g, (mark) => (mark === '\\' || mark === quote ? `\\${mark}` : mark));
  return quote + inner.replaceAll('\n', '\\n') + quote;
}

/** A name of a measurement, field or series tag. */
export const quoteIdentifier = (name: string): string => quoted(name, '"');

/** A value of a series tag, for servers without bind parameters. */
export const quoteString = (text: string): string => quoted(text, "'");
