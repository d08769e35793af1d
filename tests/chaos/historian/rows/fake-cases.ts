import type { Block, Field } from '../devices/block.ts';
import type { Manner, WriteAnswer } from '../sinks/fake-sink.ts';
import type { Line } from '../sinks/lines.ts';

/** One way in which a server does not take what it gets, and which values it must be left without. */
export interface FakeCase {
  readonly name: string;
  /** As `/ping` tells it. */
  readonly version: string;
  readonly manner: Manner;
  readonly isRefused: (device: number, block: Block, field: Field) => boolean;
  /** For so long the answer is as said; then the server takes everything. Until the end when absent. */
  readonly healsAfterMs?: number;
}

/** The rows somebody spoils: of one device, a few in a row and one alone. */
const isSpoilt = (device: number, seq: number): boolean => device === 1 && ((seq >= 57 && seq <= 59) || seq === 211);

const seqOf = (line: Line): number => line.fields.find(([field]) => field === 'seq')?.[1] ?? Number.NaN;
const has = (line: Line, name: Field): boolean => line.fields.some(([field]) => field === name);

/** Only lines that carry the number can be told by it; times serve for the parts of a line that was taken apart. */
class Spoilt {
  private readonly times = new Set<number>();

  readonly isBad = (line: Line): boolean => {
    if (isSpoilt(line.device, seqOf(line))) this.times.add(line.timeMs);
    return line.device === 1 && this.times.has(line.timeMs);
  };
}

const json = { 'content-type': 'application/json' };
const refusal = (status: number, error: string, stores: readonly Line[]): WriteAnswer => ({
  ...{ status, headers: json, stores },
  text: JSON.stringify({ error }),
});

/** 1.x: lines that cannot be read are named one after the other; all others are stored. */
function unreadable(): Manner {
  const { isBad } = new Spoilt();
  return ({ lines }) => {
    const bad = lines.filter(isBad);
    if (bad.length === 0) return { status: 204, stores: lines };
    const named = bad.map(({ text }) => `unable to parse '${text}': invalid number`).join('\n');
    return refusal(
      400,
      `partial write: ${named} dropped=0`,
      lines.filter((line) => !isBad(line)),
    );
  };
}

const CONFLICT =
  'field type conflict: input field "value" on measurement "device" is type float, already exists as type integer';

/** A field has another type there. 1.x drops the points concerned and stores the others; without `partly` it stores nothing. */
function typeConflict(status: number, partly: boolean): Manner {
  const { isBad } = new Spoilt();
  const conflicts = (line: Line): boolean => isBad(line) && has(line, 'value');
  return ({ lines }) => {
    const bad = lines.filter(conflicts).length;
    if (bad === 0) return { status: 204, stores: lines };
    const good = partly ? lines.filter((line) => !conflicts(line)) : [];
    return refusal(status, partly ? `partial write: ${CONFLICT} dropped=${bad}` : CONFLICT, good);
  };
}

const OLDEST_KEPT_SEQ = 61;

/** Older than the server keeps; it says how many, not which. */
function tooOld(status: number): Manner {
  let keptFromMs = Number.NEGATIVE_INFINITY;
  return ({ lines }) => {
    for (const line of lines) if (seqOf(line) < OLDEST_KEPT_SEQ) keptFromMs = Math.max(keptFromMs, line.timeMs + 1);
    const kept = lines.filter(({ timeMs }) => timeMs >= keptFromMs);
    const dropped = lines.length - kept.length;
    if (dropped === 0) return { status: 204, stores: lines };
    return refusal(status, `partial write: points beyond retention policy dropped=${dropped}`, kept);
  };
}

/** 3.x: names the lines by number and stores the others; the serverless kind does so with 201. */
function listed(status: number): Manner {
  const { isBad } = new Spoilt();
  return ({ lines }) => {
    const data = lines.flatMap((line, i) =>
      isBad(line) ? [{ original_line: line.text, line_number: i + 1, error_message: 'invalid column type' }] : [],
    );
    if (data.length === 0) return { status: 204, stores: lines };
    const text = JSON.stringify({ error: 'partial write of line protocol occurred', data });
    return { status, headers: json, text, stores: lines.filter((line) => !isBad(line)) };
  };
}

/** Refuses a whole body for what is in it, and says nothing of use. */
function wholly(status: number): Manner {
  const { isBad } = new Spoilt();
  return ({ lines }) => (lines.some(isBad) ? refusal(status, 'no', []) : { status: 204, stores: lines });
}

const STUMBLED_SEQ = 211;

/** Stumbles over one row and answers as if it were broken, always. */
function stumbling(): Manner {
  let timeMs: number | undefined;
  const isBad = (line: Line): boolean => {
    if (line.device === 1 && seqOf(line) === STUMBLED_SEQ) timeMs = line.timeMs;
    return line.device === 1 && line.timeMs === timeMs;
  };
  return ({ lines }) => (lines.some(isBad) ? refusal(500, 'internal error', []) : { status: 204, stores: lines });
}

const LARGEST_BODY = 5_000;

const narrow: Manner = ({ lines, bytes }) =>
  bytes > LARGEST_BODY ? refusal(413, 'Request Entity Too Large', []) : { status: 204, stores: lines };

const closed =
  (status: number, error: string): Manner =>
  () =>
    refusal(status, error, []);

const rows = (device: number, { seq }: Block): boolean => isSpoilt(device, seq);
const values = (device: number, block: Block, field: Field): boolean => rows(device, block) && field === 'value';
const old = (_: number, { seq }: Block): boolean => seq < OLDEST_KEPT_SEQ;
const none = (): boolean => false;
const HEALS_MS = 3_000;

/** Takes minutes: such an answer must come often before it is believed to be about the data. */
export const stumblingCase = (): FakeCase => ({
  ...{ name: '500-stumbling', version: '1.8.10', manner: stumbling() },
  isRefused: (device, { seq }) => device === 1 && seq === STUMBLED_SEQ,
});

/** Every row of the answer tables. New ones for each run, because they remember what they have seen. */
export function fakeCases(): FakeCase[] {
  const v1 = '1.8.10';
  const v2 = 'v2.7.4';
  const v3 = '3.0.1';
  const heals = { isRefused: none, healsAfterMs: HEALS_MS };
  return [
    { name: '400-unreadable', version: v1, manner: unreadable(), isRefused: rows },
    { name: '400-type-conflict', version: v1, manner: typeConflict(400, true), isRefused: values },
    { name: '400-conflict-in-batch', version: v1, manner: typeConflict(400, false), isRefused: values },
    { name: '400-too-old', version: v1, manner: tooOld(400), isRefused: old },
    { name: '422-type-conflict', version: v2, manner: typeConflict(422, true), isRefused: values },
    { name: '422-too-old', version: v2, manner: tooOld(422), isRefused: old },
    { name: '400-listed', version: v3, manner: listed(400), isRefused: rows },
    { name: '201-listed', version: v3, manner: listed(201), isRefused: rows },
    { name: '400-without-a-word', version: v2, manner: wholly(400), isRefused: rows },
    { name: '406-without-a-word', version: v1, manner: wholly(406), isRefused: rows },
    { name: '413', version: v1, manner: narrow, isRefused: none },
    { name: '401-healed', version: v2, manner: closed(401, 'unauthorized access'), ...heals },
    { name: '403-healed', version: v1, manner: closed(403, 'not authorized to write'), ...heals },
    { name: '404-healed', version: v2, manner: closed(404, 'bucket "plantroom" not found'), ...heals },
    { name: '408-healed', version: v1, manner: closed(408, 'request timeout'), ...heals },
  ];
}
