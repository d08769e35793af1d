import type { Point, ValueKind } from '../domain/point.ts';

/** What a name in an expression stands for. */
export interface NamedPoint {
  /** Point index. */
  readonly index: number;
  readonly kind: ValueKind;
}

export interface ExpressionScope {
  /** Points of the same equipment, by name. */
  readonly own: ReadonlyMap<string, NamedPoint>;
  readonly byTag: ReadonlyMap<string, NamedPoint>;
}

/** The names an expression of each equipment may use. */
export function scopesOf(points: readonly Point[]): (equipment: string) => ExpressionScope {
  const byTag = new Map(points.map((point) => [point.tag, point]));
  const byEquipment = Map.groupBy(points, (point) => point.equipment);
  return (equipment) => {
    const own = byEquipment.get(equipment) ?? [];
    return { own: new Map(own.map((point) => [point.name, point])), byTag };
  };
}

/**
 * What of a window is asked for: the time-weighted mean, the extremes, the rise, how often the value became something
 * other than zero, its slope per minute; of the means of its 120 steps the median, and their median distance from it.
 */
export type WindowFigure = 'avg' | 'min' | 'max' | 'delta' | 'count' | 'slope' | 'median' | 'mad';

/** A stretch of a point's past that an expression looks at; it ends now. */
export interface PastWindow {
  readonly point: number;
  readonly windowMs: number;
}

/** Where an expression gets its numbers; a boolean is 0 or 1. Undefined means that the value is not known. */
export interface ValueSource {
  value(point: number): number | undefined;
  figure(figure: WindowFigure, window: PastWindow): number | undefined;
}

export interface Expression {
  /** Every point it may look at. */
  readonly inputs: readonly number[];
  readonly windows: readonly PastWindow[];
  readonly result: 'number' | 'boolean';
  /**
   * The value; a boolean is 0 or 1. Undefined when it depends on something unknown: `a || b` is known as soon as one side
   * is true, a branch that is not taken does not matter. Not finite when the arithmetic has no answer.
   */
  evaluate(source: ValueSource): number | undefined;
}

export type CompileResult =
  | { readonly ok: true; readonly expression: Expression }
  /** `found` is the piece of the text that is wrong. */
  | {
      readonly ok: false;
      readonly reason: string;
      readonly found: string;
      readonly name?: { readonly kind: string; readonly known: readonly string[] };
    };

/** The language of computed points. Compiling checks every name and type; evaluating always ends, after as many steps as the text has parts. */
export interface ExpressionLanguage {
  compile(text: string, scope: ExpressionScope): CompileResult;
}
