import type { ComputedPoint } from '../../domain/computed-point.ts';
import type { Point } from '../../domain/point.ts';
import { isBad, QUALITY } from '../../domain/quality.ts';
import { BatchBuilder, type SampleBatch } from '../../domain/sample.ts';
import { type Expression, type ExpressionLanguage, type PastWindow as Past, scopesOf } from '../../ports/expression.ts';
import { inOrder, type Link } from './order.ts';
import { type PastColumn, PastWindow } from './past-window.ts';
import { PointMemory } from './point-memory.ts';

interface Computation extends Link {
  readonly expression: Expression;
}

/**
 * Works out the computed points. Each batch of samples brings those that depend on it, once; a value is as uncertain as the
 * worst it was made from, and unknown stays unknown, with the reason.
 */
export class ComputedPoints {
  private readonly points: readonly Point[];
  private readonly memory: PointMemory;
  private readonly computations: readonly Computation[];
  /** Places in `computations` by the point they look at. */
  private readonly dependents = new Map<number, number[]>();
  private readonly isDue: Uint8Array;
  private readonly results = new BatchBuilder(64);

  /** The configuration has checked the expressions; one that does not compile is a fault of the program and throws. */
  constructor(points: readonly Point[], computed: readonly ComputedPoint[], language: ExpressionLanguage) {
    this.points = points;
    this.memory = new PointMemory(points.length);
    this.computations = inOrder(compileAll(points, computed, language));
    this.isDue = new Uint8Array(this.computations.length);
    for (const [position, { inputs, expression }] of this.computations.entries()) {
      for (const input of inputs) this.dependents.set(input, [...(this.dependents.get(input) ?? []), position]);
      for (const window of expression.windows) this.memory.keep(window, () => this.windowFor(window));
    }
  }

  /** Every past that some expression looks at. */
  get windows(): readonly Past[] {
    return this.computations.flatMap(({ expression }) => expression.windows);
  }

  /** Fills a past with what the history tells of it, so that it need not be waited for after every start. */
  recall(window: Past, columns: readonly PastColumn[]): void {
    this.memory.recall(window, columns);
  }

  /** The samples that follow from these; valid until the next call, empty when nothing depends on them. */
  take(batch: SampleBatch): SampleBatch {
    this.results.clear();
    for (let i = 0; i < batch.length; i++) {
      this.note(batch.point[i]!, batch.value[i]!, batch.quality[i]!, batch.sourceTime[i]!);
    }
    for (let position = 0; position < this.isDue.length; position++) {
      if (this.isDue[position] === 1) this.compute(position);
    }
    return this.results;
  }

  private note(point: number, value: number, quality: number, time: number): void {
    const dependents = this.dependents.get(point);
    if (!dependents) return;
    this.memory.note(point, value, quality, time);
    for (const position of dependents) this.isDue[position] = 1;
  }

  private compute(position: number): void {
    const { point, expression } = this.computations[position]!;
    const { memory } = this;
    this.isDue[position] = 0;
    memory.forgetSeen();
    const result = expression.evaluate(memory);
    const { usable, unusable, time } = memory.seen;
    const quality =
      result === undefined ? unusable || QUALITY['bad-not-a-number'] : Math.max(usable, this.judge(point, result));
    const value = result === undefined || isBad(quality) ? Number.NaN : result + 0;
    this.results.add(point, value, quality, time);
    this.note(point, value, quality, time);
  }

  private judge(point: number, value: number): number {
    const { range } = this.points[point]!;
    if (!Number.isFinite(value)) return QUALITY['bad-not-a-number'];
    return range && (value < range[0] || value > range[1]) ? QUALITY['bad-out-of-range'] : QUALITY.good;
  }

  private windowFor({ point, windowMs }: Past): PastWindow {
    const { kind, rollover, staleAfterMs } = this.points[point]!;
    return new PastWindow({ windowMs, holdMs: staleAfterMs, rollover, isCounter: kind === 'counter' });
  }
}

function compileAll(
  points: readonly Point[],
  computed: readonly ComputedPoint[],
  language: ExpressionLanguage,
): Computation[] {
  const scopes = scopesOf(points);
  return computed.map(({ point, expression: text }) => {
    const compiled = language.compile(text, scopes(points[point]!.equipment));
    if (!compiled.ok) throw new TypeError(`${points[point]!.tag}: ${compiled.reason} ${compiled.found}`);
    return { point, expression: compiled.expression, inputs: compiled.expression.inputs };
  });
}
