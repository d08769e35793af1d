import { FIELDS, type Field, nameOf } from '../devices/block.ts';

/** One line as a server reads it; text is kept for messages. */
export interface Line {
  readonly text: string;
  readonly device: number;
  readonly timeMs: number;
  readonly fields: readonly (readonly [Field, number])[];
}

const PATTERN = /^device,area=hall,equipment=D(\d+),site=chaos ([^ ]+) (\d+)$/;

/** Throws on anything that is not a line as the gateway writes it. */
export function parseLine(text: string): Line {
  const [, device, pairs = '', timeMs] = PATTERN.exec(text) ?? [];
  if (!device) throw new Error(`no line: ${text.slice(0, 200)}`);
  const fields = pairs.split(',').map((pair): [Field, number] => {
    const [name, value] = pair.split('=');
    const field = FIELDS.find((known) => known === name);
    if (!field || value === undefined || !Number.isFinite(Number(value))) throw new Error(`no field: ${pair}`);
    return [field, Number(value)];
  });
  return { text, device: Number(device), timeMs: Number(timeMs), fields };
}

/** As the gateway would write it, for one who puts something in its way. */
export const lineStart = (device: number): string => `device,area=hall,equipment=${nameOf(device)},site=chaos`;
