import type { ASTNode } from '@marcbachmann/cel-js';

/**
 * The text with every whole number written as a decimal one. In the language 5 / 9 is 0, because both are integers, and
 * an integer cannot be compared with a decimal; in a plant room every number is a quantity.
 */
export function withDecimals(text: string, root: ASTNode): string {
  const literals = integersIn(root).sort((a, b) => b.start - a.start);
  return literals.reduce(
    (changed, { start, end, value }) => `${changed.slice(0, start)}${value}.0${changed.slice(end)}`,
    text,
  );
}

interface Literal {
  readonly start: number;
  readonly end: number;
  readonly value: bigint;
}

function integersIn(part: unknown): Literal[] {
  if (Array.isArray(part)) return part.flatMap(integersIn);
  if (!isNode(part)) return [];
  if (part.op !== 'value') return integersIn(part.args);
  return typeof part.args === 'bigint' ? [{ start: part.start, end: part.end, value: part.args }] : [];
}

const isNode = (part: unknown): part is ASTNode => typeof part === 'object' && part !== null && 'op' in part;
