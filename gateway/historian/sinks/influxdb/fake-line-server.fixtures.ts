import type { WideLine } from './wide-lines.ts';
import type { WriteAnswer } from './write-policy.ts';

export const lineOf = (n: number, fields: number): WideLine => ({
  series: 'm,equipment=e',
  timeMs: n,
  fields: Array.from({ length: fields }, (_, i) => ({ point: n * 100 + i, key: `f${n}_${i}`, value: 1 })),
});

export const keysIn = (line: string): string[] => [...line.matchAll(/f\d+_\d+/g)].map(([key]) => key);

/** How a server speaks of what it does not take. */
export const TONGUES = [
  'v1-conflict',
  'v1-parse',
  'v2-parse',
  'v3',
  'v3-short',
  'partial-200',
  'mute',
  'mute-500',
] as const;
export type Tongue = (typeof TONGUES)[number];

/** A server that knows some fields it never takes and keeps the others, or none of a body with a bad one. */
export class FakeLineServer {
  readonly stored = new Map<string, number>();
  requests = 0;
  private readonly tongue: Tongue;
  private readonly poison: ReadonlySet<string>;

  constructor(tongue: Tongue, poison: Iterable<string>) {
    this.tongue = tongue;
    this.poison = new Set(poison);
  }

  readonly write = async (lines: readonly string[]): Promise<WriteAnswer> => {
    this.requests++;
    const bad = lines.map((line) => keysIn(line).some((key) => this.poison.has(key)));
    if (!bad.includes(true)) {
      for (const line of lines) this.store(line);
      return { status: 204, message: '' };
    }
    // Most take what is good of a body; a new field with two types in one body takes the whole body down.
    const isMute = this.tongue === 'mute' || this.tongue === 'mute-500';
    for (const line of isMute ? [] : lines.filter((_, i) => !bad[i])) this.store(line);
    return this.refusal(lines, bad);
  };

  private store(line: string): void {
    for (const key of keysIn(line)) this.stored.set(key, (this.stored.get(key) ?? 0) + 1);
  }

  private refusal(lines: readonly string[], bad: readonly boolean[]): WriteAnswer {
    const named = lines.flatMap((line, i) => (bad[i] ? [{ line, number: i + 1 }] : []));
    const count = named.length;
    const first = named[0]!;
    const field = keysIn(first.line).find((key) => this.poison.has(key));
    const data = named.map(({ line, number }) => ({
      original_line: line,
      line_number: number,
      error_message: `invalid column type for column '${keysIn(line).find((key) => this.poison.has(key))}', expected f, got s`,
    }));
    const unparsed = named.map(({ line }) => `unable to parse '${line}': invalid number`).join('\n');
    const v3 = { error: 'partial write of line protocol occurred', data };
    switch (this.tongue) {
      case 'v1-conflict':
        return {
          status: 400,
          message: JSON.stringify({
            error: `partial write: field type conflict: input field "${field}" on measurement "m" is type float, already exists as type string dropped=${count}`,
          }),
        };
      case 'v1-parse':
        return { status: 400, message: JSON.stringify({ error: `partial write: ${unparsed} dropped=0` }) };
      case 'v2-parse':
        return { status: 400, message: JSON.stringify({ code: 'invalid', message: unparsed }) };
      case 'v3':
        return { status: 400, message: JSON.stringify(v3) };
      case 'v3-short':
        return { status: 400, message: JSON.stringify({ ...v3, data: data.slice(0, 2) }) };
      case 'partial-200':
        return { status: 200, message: JSON.stringify(v3) };
      case 'mute':
        return { status: 400, message: 'Bad Request' };
      case 'mute-500':
        return { status: 500, message: 'panic' };
    }
  }
}
