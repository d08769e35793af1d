import type { ASTNode } from '@marcbachmann/cel-js';
import { duration, durationMs } from '../domain/duration.ts';
import type { ExpressionScope, NamedPoint, PastWindow, WindowFigure } from '../ports/expression.ts';
import { CALLABLE, FIGURES } from './functions.ts';

/** Five weeks. Longer pasts are the historian's to tell, not a live value's. */
const LONGEST_WINDOW_MS = 35 * 86_400_000;
const SHORTEST_WINDOW_MS = 1_000;
/** Windows of one expression; each keeps its own past in memory. */
const MOST_WINDOWS = 16;

const OPERATORS: ReadonlySet<string> = new Set([
  ...['+', '-', '*', '/', '<', '<=', '>', '>=', '==', '!=', '&&', '||', '!_', '-_', '?:'],
]);

/** Something in the text that cannot be; `node` is where. */
export class ExpressionMistake extends Error {
  readonly node: ASTNode;
  readonly unknown: { readonly kind: string; readonly known: readonly string[] } | undefined;

  constructor(reason: string, node: ASTNode, unknown?: { kind: string; known: readonly string[] }) {
    super(reason);
    this.node = node;
    this.unknown = unknown;
  }
}

export interface References {
  readonly points: ReadonlySet<number>;
  readonly windows: readonly PastWindow[];
}

/**
 * The points a parsed expression looks at. Throws ExpressionMistake for a name that does not exist and for everything that
 * is not arithmetic, comparison, logic, a choice or a known call: what is left takes one step for each part of the text.
 */
export function referencesOf(root: ASTNode, scope: ExpressionScope): References {
  const found = new ReferenceFinder(scope);
  found.visit(root);
  const windows = [...found.windows.values()];
  if (windows.length > MOST_WINDOWS) throw new ExpressionMistake(`looks at more than ${MOST_WINDOWS} windows`, root);
  return { points: found.points, windows };
}

class ReferenceFinder {
  readonly points = new Set<number>();
  readonly windows = new Map<string, PastWindow>();
  private readonly scope: ExpressionScope;

  constructor(scope: ExpressionScope) {
    this.scope = scope;
  }

  visit(node: ASTNode): void {
    if (node.op === 'id') this.points.add(ownPoint(node.args, node, this.scope).index);
    else if (node.op === 'call') this.visitCall(node, node.args[0], node.args[1]);
    else if (OPERATORS.has(node.op)) for (const part of partsOf(node)) this.visit(part);
    else if (node.op !== 'value' || typeof node.args === 'string') {
      throw new ExpressionMistake('is not understood here', node);
    }
  }

  private visitCall(node: ASTNode, name: string, given: readonly ASTNode[]): void {
    if (!CALLABLE.has(name)) throw new ExpressionMistake('', node, { kind: 'function', known: [...CALLABLE] });
    const figure = FIGURES.find((one) => one === name);
    if (figure && isText(given[0])) this.addWindow(figure, given, node);
    else if (name === 'at' || name === 'on') this.addValue(name, given, node);
    else for (const part of given) this.visit(part);
  }

  private addWindow(figure: WindowFigure, given: readonly ASTNode[], call: ASTNode): void {
    const point = namedPoint(given[0], call, this.scope);
    const window = { point: point.index, windowMs: windowOf(figure, given[1], point, call) };
    this.points.add(point.index);
    this.windows.set(`${window.point} ${window.windowMs}`, window);
  }

  private addValue(reader: 'at' | 'on', given: readonly ASTNode[], call: ASTNode): void {
    const { index, kind } = namedPoint(given[0], call, this.scope);
    const right = kind === 'boolean' ? 'on' : 'at';
    if (right !== reader)
      throw new ExpressionMistake(`the point is of kind ${kind}: it is read with ${right}('…')`, call);
    this.points.add(index);
  }
}

const isText = (node: ASTNode | undefined): boolean => node?.op === 'value' && typeof node.args === 'string';

function ownPoint(name: string, node: ASTNode, { own }: ExpressionScope): NamedPoint {
  const point = own.get(name);
  if (!point) throw new ExpressionMistake('', node, { kind: 'point of this equipment', known: [...own.keys()] });
  return numeric(point, node);
}

/** A name in quotes: a tag, or a point of the same equipment. */
function namedPoint(given: ASTNode | undefined, call: ASTNode, { own, byTag }: ExpressionScope): NamedPoint {
  if (given?.op !== 'value' || typeof given.args !== 'string') {
    throw new ExpressionMistake("names its point in quotes, such as 'CH-1.power'", call);
  }
  const point = byTag.get(given.args) ?? own.get(given.args);
  if (!point) throw new ExpressionMistake('', given, { kind: 'tag', known: [...own.keys(), ...byTag.keys()] });
  return numeric(point, given);
}

function numeric(point: NamedPoint, node: ASTNode): NamedPoint {
  if (point.kind === 'text') throw new ExpressionMistake('is of kind text and has no number', node);
  return point;
}

function windowOf(figure: WindowFigure, given: ASTNode | undefined, point: NamedPoint, call: ASTNode): number {
  const text = given?.op === 'value' ? given.args : undefined;
  const windowMs = duration.safeParse(text).success ? durationMs(String(text)) : 0;
  if (windowMs < SHORTEST_WINDOW_MS || windowMs > LONGEST_WINDOW_MS) {
    throw new ExpressionMistake('the second part is a window in quotes, from 1s to 35d', given ?? call);
  }
  if (figure === 'count' && point.kind === 'counter') {
    throw new ExpressionMistake('a counter does not become zero; use delta', call);
  }
  return windowMs;
}

/** The operands of an operator. */
function partsOf(node: ASTNode): readonly ASTNode[] {
  const parts: unknown = node.args;
  return (Array.isArray(parts) ? parts : [parts]).filter(isNode);
}

const isNode = (part: unknown): part is ASTNode => typeof part === 'object' && part !== null && 'op' in part;
