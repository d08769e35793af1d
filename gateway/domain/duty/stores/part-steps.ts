import type { Outcome } from '../../errors.ts';
import { type Deed, notNow, stepped } from '../deed.ts';
import type { DutyRecord, RecordStep } from '../record.ts';
import { freeOf, type IssueWish, type Part } from './part.ts';

export type PartRecord = DutyRecord<Part>;
type Step = Outcome<RecordStep<Part>>;

const GONE = 'the part is not kept any more';
/** Quantities are added and taken off; what is left of them by arithmetic is nothing. */
const tidy = (quantity: number): number => Math.round(quantity * 1e6) / 1e6;

/** New ones on the shelf. */
export function receivePart(record: PartRecord, quantity: number, note: string, deed: Deed): Step {
  if (record.state !== 'open') return notNow(GONE);
  const body = { ...record.body, onHand: tidy(record.body.onHand + quantity) };
  return stepped(record, body, deed, { type: 'received', note, detail: { quantity } });
}

/** Keeps some back for an order. */
export function reservePart(record: PartRecord, order: number, quantity: number, deed: Deed): Step {
  const { body } = record;
  if (record.state !== 'open') return notNow(GONE);
  if (quantity > freeOf(body)) return notNow(`only ${tidy(freeOf(body))} ${body.unit} are free`);
  const reserved = [...body.reserved, { order, quantity, by: deed.actor, at: deed.at }];
  return stepped(record, { ...body, reserved }, deed, { type: 'reserved', detail: { order, quantity } });
}

/** What was kept back for an order is free again. */
export function releasePart(record: PartRecord, order: number, deed: Deed): Step {
  const { body } = record;
  if (!body.reserved.some((one) => one.order === order)) return notNow('nothing is reserved for that order');
  const reserved = body.reserved.filter((one) => one.order !== order);
  return stepped(record, { ...body, reserved }, deed, { type: 'released', detail: { order } });
}

/** What is taken from the shelf, and for what. */
export interface Issue {
  readonly order: number | null;
  readonly quantity: number;
  readonly purpose: string;
}

/** Takes some from the shelf, those kept back for the order first. Much at once waits for a second person. */
export function issuePart(record: PartRecord, issue: Issue, deed: Deed): Step {
  const problem = issueProblem(record, issue);
  if (problem) return notNow(problem);
  if (issue.quantity <= record.body.approvalAbove) return takeOff(record, issue, deed, 'issued');
  const id = record.version;
  const wishes = [...record.body.wishes, { ...issue, id, by: deed.actor, at: deed.at }];
  return stepped(record, { ...record.body, wishes }, deed, {
    type: 'asked',
    note: issue.purpose,
    detail: { ...issue, id },
  });
}

/** The second person says yes or no. */
export function decideIssue(record: PartRecord, id: number, isGranted: boolean, deed: Deed): Step {
  const wish = record.body.wishes.find((one) => one.id === id);
  if (!wish) return notNow('nobody asks for that');
  if (isGranted && wish.by === deed.actor) return notNow('who asks for it does not approve it');
  const body = { ...record.body, wishes: record.body.wishes.filter((one) => one !== wish) };
  if (!isGranted) return stepped(record, body, deed, { type: 'denied', detail: { id } });
  const problem = issueProblem({ ...record, body }, wish);
  return problem ? notNow(problem) : takeOff({ ...record, body }, wish, deed, 'approved');
}

function issueProblem({ state, body }: PartRecord, { order, quantity }: Issue): string | undefined {
  if (state !== 'open') return GONE;
  const available = freeOf(body) + reservedFor(body, order);
  return quantity > available ? `only ${tidy(available)} ${body.unit} can be taken` : undefined;
}

const reservedFor = ({ reserved }: Part, order: number | null): number =>
  reserved.reduce((sum, one) => (one.order === order ? sum + one.quantity : sum), 0);

function takeOff(record: PartRecord, { order, quantity, purpose }: Issue | IssueWish, deed: Deed, type: string): Step {
  const { body } = record;
  const taken = {
    ...body,
    onHand: tidy(body.onHand - quantity),
    reserved: withoutReserved(body.reserved, order, quantity),
    issued: withIssued(body.issued, order, quantity),
  };
  return stepped(record, taken, deed, { type, note: purpose, detail: { order, quantity } });
}

function withoutReserved(reserved: Part['reserved'], order: number | null, quantity: number): Part['reserved'] {
  let left = quantity;
  return reserved.flatMap((one) => {
    if (one.order !== order) return [one];
    const used = Math.min(left, one.quantity);
    left = tidy(left - used);
    const rest = tidy(one.quantity - used);
    return rest > 0 ? [{ ...one, quantity: rest }] : [];
  });
}

function withIssued(issued: Part['issued'], order: number | null, change: number): Part['issued'] {
  const before = issued.find((one) => one.order === order)?.quantity ?? 0;
  const others = issued.filter((one) => one.order !== order);
  const quantity = tidy(before + change);
  return quantity > 0 ? [...others, { order, quantity }] : others;
}

/** Back to the shelf; no more than went out for that order. */
export function returnPart(record: PartRecord, order: number | null, quantity: number, deed: Deed): Step {
  const { body } = record;
  const out = body.issued.find((one) => one.order === order)?.quantity ?? 0;
  if (quantity > out) return notNow(`only ${out} ${body.unit} went out for that`);
  const back = { ...body, onHand: tidy(body.onHand + quantity), issued: withIssued(body.issued, order, -quantity) };
  return stepped(record, back, deed, { type: 'returned', detail: { order, quantity } });
}

/** What was counted on the shelf. A difference needs a reason, and stays to be seen. */
export function countPart(record: PartRecord, counted: number, note: string | null, deed: Deed): Step {
  const { body } = record;
  if (record.state !== 'open') return notNow(GONE);
  const difference = tidy(counted - body.onHand);
  if (difference !== 0 && !note) return notNow('the count differs from the register; say why');
  if (counted < body.onHand - freeOf(body)) return notNow('more is reserved than that; release it first');
  const after = { ...body, onHand: counted, countedAt: deed.at };
  return stepped(record, after, deed, { type: 'counted', note, detail: { counted, before: body.onHand, difference } });
}

/** More was asked for by a work order, or the shelf is full enough again. */
export function linkPartOrder(record: PartRecord, order: number | null, deed: Deed): Step {
  return stepped(record, { ...record.body, order }, deed, { type: 'order', detail: { order } });
}

/** What is known of it besides its count. */
export type PartFacts = Pick<Part, 'name' | 'unit' | 'shelf' | 'least' | 'approvalAbove' | 'price' | 'equipment'>;

export function changePart(record: PartRecord, facts: PartFacts, deed: Deed): Step {
  return stepped(record, { ...record.body, ...facts }, deed, { type: 'changed', detail: { ...facts } });
}

/** Not kept any more; only when none is left. */
export function endPart(record: PartRecord, reason: string, deed: Deed): Step {
  if (record.state !== 'open') return notNow(GONE);
  if (record.body.onHand > 0) return notNow('there are some left; take them off first');
  return stepped(record, record.body, deed, { type: 'ended', note: reason }, { state: 'cancelled' });
}
