import { z } from 'zod';

/** What an answer to a write says about the lines of its body. */
export interface Rejection {
  /** In the server's own words, in one line. */
  readonly reason: string;
  /** Lines the server named (from 0), each with its own reason. Others of the same body may be refused as well. */
  readonly lines: ReadonlyMap<number, string>;
  /** The field the server named, as it is called and not as it is escaped. */
  readonly field: { readonly name: string; readonly measurement: string | undefined } | undefined;
  /** How many lines it left out because of what `reason` says. */
  readonly dropped: number | undefined;
  /** Older than the server keeps data: nothing is wrong with the values, they are just of no use there. */
  readonly isExpired: boolean;
  /** The reason speaks of the data; otherwise it may be the address or the database that is wrong. */
  readonly isAboutData: boolean;
}

const LONGEST_REASON = 500;

const lineError = z.object({ line_number: z.int().min(1), error_message: z.string() });
/** InfluxDB 3 Core, POST /api/v3/write_lp: `data` holds one object per refused line, or the first one alone. */
const partialWrite = z.object({ error: z.string(), data: z.union([z.array(lineError), lineError]) });
/** 1.x and 3.x say `error`, 2.x says `message`. */
const plainError = z.object({ error: z.string() }).or(z.object({ message: z.string() }));

/** Reads the body of an answer. `lines` are those that were sent, in their order. */
export function readRejection(body: string, lines: readonly string[]): Rejection {
  const json = parseJson(body);
  const partial = partialWrite.safeParse(json);
  if (partial.success) return named([partial.data.data].flat(), partial.data.error, lines.length);
  const plain = plainError.safeParse(json);
  const text = plain.success ? ('error' in plain.data ? plain.data.error : plain.data.message) : body;
  return spoken(text, lines);
}

function named(errors: readonly z.infer<typeof lineError>[], title: string, count: number): Rejection {
  const known = errors.filter(({ line_number }) => line_number <= count);
  const first = errors[0]?.error_message;
  const reason = oneLine(first ? `${title}: ${first}` : title);
  return {
    ...{ reason, field: fieldIn(first ?? ''), dropped: undefined, isAboutData: true },
    lines: new Map(known.map(({ line_number, error_message }) => [line_number - 1, oneLine(error_message)])),
    isExpired: errors.length > 0 && errors.every(({ error_message }) => isExpiry(error_message)),
  };
}

function spoken(text: string, lines: readonly string[]): Rejection {
  const dropped = /dropped=(\d+)/.exec(text)?.[1];
  return {
    reason: oneLine(text),
    lines: unparsed(text, lines),
    field: fieldIn(text),
    dropped: dropped === undefined ? undefined : Number(dropped),
    isExpired: isExpiry(text),
    isAboutData: ABOUT_DATA.test(text),
  };
}

/** Of InfluxDB's models/points.go, coordinator/points_writer.go and tsdb/shard.go, 1.x and 2.x. */
const ABOUT_DATA =
  /unable to parse|field type conflict|partial write|retention policy|retention period|invalid column type|max-(series|values)-per|time outside range|max key size|invalid number|missing field/i;

/** 1.x: `points beyond retention policy`; 2.x: `dropped 4 points outside retention policy …`; 3.x: `outside the retention period`. */
const isExpiry = (text: string): boolean =>
  /beyond retention policy|outside (the )?retention (policy|period)/i.test(text) && !/upper bound/i.test(text);

/** 1.x and 2.x: `input field "x" on measurement "m" is type …`; 3.x: `invalid column type for column 'x', …`. */
function fieldIn(text: string): Rejection['field'] {
  const classic = /input field "(.+?)" on measurement "(.+?)" is type/.exec(text);
  if (classic) return { name: classic[1]!, measurement: classic[2]! };
  const column = /invalid column type for column '(.+?)', expected/.exec(text);
  return column ? { name: column[1]!, measurement: undefined } : undefined;
}

/** 1.x and 2.x repeat each line they cannot parse: `unable to parse 'm v=x 1': invalid number`. */
function unparsed(text: string, lines: readonly string[]): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  if (!text.includes('unable to parse')) return found;
  const places = new Map(lines.map((line, i) => [line, i]));
  for (const [, line, why] of text.matchAll(/unable to parse '(.+?)': (.+?)(?=\n|$| dropped=)/g)) {
    const place = places.get(line!);
    if (place !== undefined) found.set(place, oneLine(`unable to parse: ${why}`));
  }
  return found;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What a server says is hostile text: control characters gone, cut short. */
export const oneLine = (text: string): string =>
  text
    .slice(0, 8 * LONGEST_REASON)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_REASON);
