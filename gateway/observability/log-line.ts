/**
 * Characters that would break a line, drive a terminal or turn text around (C1 controls, line separators, bidirectional
 * marks). Those below U+0020 are already escaped in JSON.
 */
const UNSAFE = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A JSON line whose strings show such characters as escapes; it stays the same JSON. */
export const oneLine = (json: string): string => json.replace(UNSAFE, escaped);

/** The same entry for a person: time, level, message, then the fields. Stacks of errors keep their escapes, so that it stays one line. */
export function textLine(json: string): string {
  const { level, time, msg, ...fields }: Record<string, unknown> = JSON.parse(json);
  const clock = String(time).slice(11, 23);
  const parts = Object.entries(fields).map(([name, value]) => `${name}=${fieldText(value)}`);
  const line = [clock, String(level).toUpperCase().padEnd(5), printable(String(msg ?? '')), ...parts].join(' ');
  return `${oneLine(line)}\n`;
}

function fieldText(value: unknown): string {
  if (typeof value === 'string' && /^[\w.:/@+-]+$/.test(value)) return value;
  return JSON.stringify(value);
}

/** As inside of a JSON string: control characters become visible escapes. */
const printable = (text: string): string => JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
