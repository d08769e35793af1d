import { type LineField, lineText, type WideLine } from './wide-lines.ts';
import { decideAction, droppedCount, type WriteAction, type WriteAnswer } from './write-policy.ts';

export interface RefusedField extends LineField {
  readonly timeMs: number;
  readonly reason: string;
}

export type Delivery =
  /** Everything is stored or known to be unacceptable. */
  | { readonly kind: 'delivered'; readonly refused: readonly RefusedField[] }
  /** The server wants none of it now; send all of it again later. */
  | { readonly kind: 'stopped'; readonly action: Exclude<WriteAction, { kind: 'stored' | 'bisect' | 'halve' }> };

export type WriteLines = (lines: string[]) => Promise<WriteAnswer>;

/**
 * Delivers lines, narrowing a refused body down to the single field that is to blame. Sending a part twice is harmless
 * (same series, field and time), so nothing needs to be known about what the server kept of a partly refused body.
 */
export async function deliver(
  lines: readonly WideLine[],
  write: WriteLines,
  failures: number,
  random: () => number,
): Promise<Delivery> {
  const refused: RefusedField[] = [];
  const waiting: (readonly WideLine[])[] = [lines];
  for (let group = waiting.pop(); group; group = waiting.pop()) {
    if (group.length === 0) continue;
    const action = decideAction(await write(group.map(lineText)), failures, random());
    switch (action.kind) {
      case 'stored':
        break;
      case 'bisect':
      case 'halve':
        narrow(group, action.reason, waiting, refused);
        break;
      case 'refused':
      case 'busy':
      case 'down':
        return { kind: 'stopped', action };
    }
  }
  return { kind: 'delivered', refused };
}

function narrow(
  group: readonly WideLine[],
  reason: string,
  waiting: (readonly WideLine[])[],
  refused: RefusedField[],
): void {
  const isAllTooOld = reason.includes('beyond retention policy') && droppedCount(reason) === group.length;
  const halves = isAllTooOld ? undefined : halvesOf(group);
  if (halves) {
    waiting.push(halves[1], halves[0]);
    return;
  }
  for (const { fields, timeMs } of group) refused.push(...fields.map((field) => ({ ...field, timeMs, reason })));
}

/** Lines are halved down to one, then its fields down to one; undefined when there is nothing left to halve. */
function halvesOf(group: readonly WideLine[]): [readonly WideLine[], readonly WideLine[]] | undefined {
  if (group.length > 1) {
    const middle = group.length >>> 1;
    return [group.slice(0, middle), group.slice(middle)];
  }
  const line = group[0]!;
  const middle = line.fields.length >>> 1;
  if (middle === 0) return undefined;
  return [[{ ...line, fields: line.fields.slice(0, middle) }], [{ ...line, fields: line.fields.slice(middle) }]];
}
