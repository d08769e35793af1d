import type { Outcome } from '../../errors.ts';
import type { RecordStep } from '../record.ts';
import type { Round, RoundCheck, RoundFinding, RoundStop } from './round.ts';
import { type RoundActor, type RoundRecord, stepRefused, stepTo } from './round-step.ts';

export const findingId = (stop: string, check: string): string => `${stop}/${check}`;

/** One more for each × at the stop that is not among the findings yet; one that was corrected before there was an order goes away. */
export function withFindings(body: Round, stop: RoundStop, who: RoundActor): Round {
  const findings = body.findings.map((finding) => (finding.stop === stop.id ? reviewed(finding, stop) : finding));
  const standing = new Set(findings.filter(({ isWithdrawn }) => !isWithdrawn).map(({ id }) => id));
  const added = stop.checks
    .filter((check) => check.entry?.mark === 'bad' && !standing.has(findingId(stop.id, check.id)))
    .map((check) => findingOf(stop, check, who));
  const kept = findings.filter(({ id }) => !added.some((one) => one.id === id));
  return { ...body, findings: [...kept, ...added] };
}

function reviewed(finding: RoundFinding, stop: RoundStop): RoundFinding {
  const mark = stop.checks.find(({ id }) => id === finding.check)?.entry?.mark;
  if (mark === 'bad' || finding.order !== null) return finding;
  return { ...finding, isWithdrawn: true };
}

function findingOf(stop: RoundStop, check: RoundCheck, who: RoundActor): RoundFinding {
  return {
    ...{ id: findingId(stop.id, check.id), stop: stop.id, check: check.id, area: stop.area, equipment: stop.equipment },
    ...{ title: check.title, note: check.entry?.note ?? '', photo: check.entry?.photo ?? null },
    ...{ priority: check.priority, needsOrder: check.onFail === 'order', by: who.by, at: who.at, attempt: 1 },
    ...{ order: null, isRepeat: false, mendedAt: null, isWithdrawn: false, rechecks: [] },
  };
}

/** Waits for a work order to be opened. */
export const lacksOrder = ({ needsOrder, order, isWithdrawn }: RoundFinding): boolean =>
  needsOrder && order === null && !isWithdrawn;

/** Mended as far as the order says; somebody has to look again. */
export const awaitsRecheck = ({ mendedAt, isWithdrawn }: RoundFinding): boolean => mendedAt !== null && !isWithdrawn;

/** Not over yet: somebody has to look, or to mend it. What only wanted a remark is over with it. */
export function isOpenFinding({ needsOrder, isWithdrawn, rechecks, order, mendedAt }: RoundFinding): boolean {
  if (!needsOrder || isWithdrawn) return false;
  return rechecks.at(-1)?.result !== 'ok' || order === null || mendedAt !== null;
}

/** Its work order was opened; `isRepeat`: it is the one of an earlier round. */
export function linkOrder(
  record: RoundRecord,
  input: { readonly finding: string; readonly order: number; readonly isRepeat: boolean },
  who: RoundActor,
): Outcome<RecordStep<Round>> {
  const { finding: id, order, isRepeat } = input;
  const change = (finding: RoundFinding): RoundFinding => ({ ...finding, order, isRepeat });
  return changeFinding(record, id, lacksOrder, change, who, { type: 'ordered', note: null, detail: { ...input } });
}

/** Its work order was reported done. */
export function noteMended(
  record: RoundRecord,
  input: { readonly finding: string; readonly order: number; readonly at: number },
  who: RoundActor,
): Outcome<RecordStep<Round>> {
  const isWaiting = (one: RoundFinding): boolean => one.order === input.order && one.mendedAt === null;
  const change = (finding: RoundFinding): RoundFinding => ({ ...finding, mendedAt: input.at });
  const event = { type: 'mended', note: null, detail: { ...input } };
  return changeFinding(record, input.finding, isWaiting, change, who, event);
}

/** Somebody has looked again. What is not right is to be mended once more, by another order. */
export function recheckFinding(
  record: RoundRecord,
  input: { readonly finding: string; readonly result: 'ok' | 'bad'; readonly note: string },
  who: RoundActor,
): Outcome<RecordStep<Round>> {
  const { result, note } = input;
  if (result === 'bad' && note.trim() === '') return stepRefused('× needs a remark');
  const change = (finding: RoundFinding): RoundFinding => {
    const rechecks = [...finding.rechecks, { result, by: who.by, at: who.at, note }];
    const over = { ...finding, rechecks, mendedAt: null };
    return result === 'ok' ? over : { ...over, note, order: null, attempt: finding.attempt + 1 };
  };
  const event = { type: 'rechecked', note: note === '' ? null : note, detail: { finding: input.finding, result } };
  return changeFinding(record, input.finding, awaitsRecheck, change, who, event);
}

function changeFinding(
  record: RoundRecord,
  id: string,
  isRight: (finding: RoundFinding) => boolean,
  change: (finding: RoundFinding) => RoundFinding,
  who: RoundActor,
  event: Parameters<typeof stepTo>[3],
): Outcome<RecordStep<Round>> {
  const found = record.body.findings.find((finding) => finding.id === id);
  if (!found) return stepRefused(`the round has no finding ${id}`);
  if (!isRight(found)) return stepRefused('the finding does not wait for that');
  const findings = record.body.findings.map((finding) => (finding === found ? change(finding) : finding));
  return stepTo(record, { ...record.body, findings }, who, event);
}
