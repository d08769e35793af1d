import { isBitTable } from './bus-time.ts';
import type { Question } from './question.ts';

interface Open {
  readonly table: Question['table'];
  readonly bytes: number;
  readonly askedAt: number;
}

/** What is asked to bring line and unit back into step, or that nothing fit is left to ask. */
export type Fence = Question | 'none' | undefined;

/** No device answers later than this. */
const LATEST_ANSWER_MS = 10_000;
const MOST_REGISTERS = 125;
const MOST_BITS = 2000;

/**
 * Keeps late answers from being taken for present ones where answers carry no number (RTU): all that tells them apart is
 * function and length. A unit answers in the order it was asked. So once it has answered something of another length,
 * nothing older can follow, and until then nothing of the length of an open question is believed.
 */
export class OpenQuestions {
  private readonly byUnit = new Map<number, readonly Open[]>();

  /** It was asked, and there was no answer that could be used: one may still come. */
  unanswered(question: Question, now: number): void {
    this.byUnit.set(question.unit, [...this.openOf(question.unit, now), openFrom(question, now)]);
  }

  /**
   * An answer was taken for this question's. The oldest question that it might belong to, and all before that, are done
   * with; an exception does not tell which length was asked for.
   */
  answered(question: Question, isException: boolean, now: number): void {
    const own = openFrom(question, now);
    const open = [...this.openOf(question.unit, now), own];
    const oldest = open.findIndex((other) => other.table === own.table && (isException || other.bytes === own.bytes));
    const left = open.slice(oldest + 1);
    if (left.length === 0) this.byUnit.delete(question.unit);
    else this.byUnit.set(question.unit, left);
  }

  /** What to ask, and throw away, before this question; undefined when its answer cannot be mistaken for an older one. */
  fenceFor(question: Question, now: number): Fence {
    const open = this.openOf(question.unit, now).filter((other) => other.table === question.table);
    const isOpen = (count: number): boolean => open.some((other) => other.bytes === bytesOf(question.table, count));
    if (!isOpen(question.count)) return undefined;
    const most = Math.min(isBitTable(question.table) ? MOST_BITS : MOST_REGISTERS, 65_536 - question.start);
    for (let count = 1; count <= most; count++) if (!isOpen(count)) return { ...question, count };
    return 'none';
  }

  private openOf(unit: number, now: number): readonly Open[] {
    const open = this.byUnit.get(unit) ?? [];
    return open.filter((other) => now - other.askedAt < LATEST_ANSWER_MS);
  }
}

function openFrom({ table, count }: Question, askedAt: number): Open {
  return { table, bytes: bytesOf(table, count), askedAt };
}

const bytesOf = (table: Question['table'], count: number): number =>
  isBitTable(table) ? Math.ceil(count / 8) : count * 2;
