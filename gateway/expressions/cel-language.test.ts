import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expression, ExpressionScope, NamedPoint, ValueSource } from '../ports/expression.ts';
import { createExpressionLanguage } from './cel-language.ts';

const point = (index: number, kind: NamedPoint['kind']): NamedPoint => ({ index, kind });
const SCOPE: ExpressionScope = {
  own: new Map([
    ['flow', point(0, 'number')],
    ['t_return', point(1, 'number')],
    ['running', point(2, 'boolean')],
    ['energy', point(3, 'counter')],
    ['words', point(4, 'text')],
    ['return', point(7, 'number')],
  ]),
  byTag: new Map([
    ['CH-2.power', point(5, 'number')],
    ['CH-2.running', point(6, 'boolean')],
  ]),
};
const language = createExpressionLanguage();

function compile(text: string): Expression {
  const compiled = language.compile(text, SCOPE);
  if (!compiled.ok) throw new Error(`${compiled.found}: ${compiled.reason}`);
  return compiled.expression;
}

/** Values by point index; what is missing is unknown. */
function sourceOf(values: Readonly<Record<number, number>>, figure?: number): ValueSource {
  return { value: (index) => values[index], figure: () => figure };
}

describe('an expression', () => {
  it.each([
    { text: '4.186 * flow * (t_return - 7)', values: { 0: 10, 1: 12 }, result: 4.186 * 50 },
    { text: '5 / 9 * (t_return - 32)', values: { 1: 212 }, result: 100 },
    { text: 'running ? flow : 0', values: { 0: 3, 2: 1 }, result: 3 },
    { text: 'running && flow > 2', values: { 0: 3, 2: 1 }, result: 1 },
    { text: "at('CH-2.power') + flow", values: { 0: 3, 5: 40 }, result: 43 },
    { text: "on('CH-2.running') || running", values: { 2: 0, 6: 1 }, result: 1 },
    { text: 'max(flow, 5) - min(flow, 5)', values: { 0: 3 }, result: 2 },
    { text: 'flow == 3', values: { 0: 3 }, result: 1 },
    { text: 'unbalance(flow, t_return, 110)', values: { 0: 100, 1: 90 }, result: 10 },
    { text: 'max(flow, t_return, 5) - min(flow, t_return, 5)', values: { 0: 3, 1: 9 }, result: 6 },
    { text: "at('return') + 1", values: { 7: 2 }, result: 3 },
    { text: '-abs(flow)', values: { 0: -3 }, result: -3 },
  ])('$text', ({ text, values, result }) => {
    expect(compile(text).evaluate(sourceOf(values))).toBeCloseTo(result, 9);
  });

  it('names every point and window it may look at', () => {
    const { inputs, windows, result } = compile("running ? avg('CH-2.power', '15m') : delta('energy', '1h') / 2");
    expect([...inputs].sort()).toEqual([2, 3, 5]);
    expect(windows).toEqual([
      { point: 5, windowMs: 900_000 },
      { point: 3, windowMs: 3_600_000 },
    ]);
    expect(result).toBe('number');
  });

  it('asks for a figure of the past by its point and window', () => {
    const asked: unknown[] = [];
    const source: ValueSource = { value: () => 1, figure: (figure, window) => asked.push([figure, window]) };
    expect(compile("count('running', '1h') + avg('flow', '90s')").evaluate(source)).toBe(3);
    expect(asked).toEqual([
      ['count', { point: 2, windowMs: 3_600_000 }],
      ['avg', { point: 0, windowMs: 90_000 }],
    ]);
  });
});

describe('what is unknown', () => {
  it.each([
    { text: 'flow + t_return', values: { 0: 3 }, result: undefined },
    { text: 'running || flow > 2', values: { 2: 1 }, result: 1 },
    { text: 'flow > 2 || running', values: { 2: 1 }, result: 1 },
    { text: 'flow > 2 || running', values: { 2: 0 }, result: undefined },
    { text: 'flow > 2 && running', values: { 2: 0 }, result: 0 },
    { text: 'running ? t_return : flow', values: { 0: 3, 2: 0 }, result: 3 },
    { text: 'running ? t_return : flow', values: { 0: 3, 2: 1 }, result: undefined },
    { text: "avg('flow', '5m') > 1", values: { 0: 3 }, result: undefined },
    { text: 'flow * 0', values: {}, result: undefined },
    { text: 'running ? flow : unknown()', values: { 0: 3, 2: 0 }, result: undefined },
  ])('$text of $values', ({ text, values, result }) => {
    expect(compile(text).evaluate(sourceOf(values))).toBe(result);
  });

  it('is settled as three-valued logic settles it, whatever the operands', () => {
    const value = fc.constantFrom(undefined, 0, 1);
    fc.assert(
      fc.property(value, value, (a, b) => {
        const values = { ...(a === undefined ? {} : { 2: a }), ...(b === undefined ? {} : { 6: b }) };
        const or = a === 1 || b === 1 ? 1 : a === undefined || b === undefined ? undefined : 0;
        const and = a === 0 || b === 0 ? 0 : a === undefined || b === undefined ? undefined : 1;
        expect(compile("running || on('CH-2.running')").evaluate(sourceOf(values))).toBe(or);
        expect(compile("running && on('CH-2.running')").evaluate(sourceOf(values))).toBe(and);
      }),
    );
  });
});

describe('what is refused', () => {
  it.each([
    { text: 'flov + 1', found: 'flov', name: 'point of this equipment' },
    { text: "at('CH-3.power')", found: 'CH-3.power', name: 'tag' },
    { text: 'sum(flow)', found: 'sum', name: 'function' },
  ])('$text: a name that does not exist', ({ text, found, name }) => {
    expect(language.compile(text, SCOPE)).toMatchObject({ ok: false, found, name: { kind: name } });
  });

  it.each([
    { text: 'flow +', reason: 'EOF' },
    { text: 'flow + running', reason: 'double + bool' },
    { text: 'words', reason: 'kind text' },
    { text: "at('CH-2.running')", reason: "on('…')" },
    { text: "avg('flow', '3x')", reason: 'from 1s to 35d' },
    { text: "avg('flow', '40d')", reason: 'from 1s to 35d' },
    { text: "count('energy', '1h')", reason: 'use delta' },
    { text: "at('CH-2.' + 'power')", reason: 'in quotes' },
    { text: '[1, 2].map(x, x * 2)', reason: 'not understood' },
    { text: "'aaaaaaaaaaaaaaaa'.matches('(a+)+$')", reason: 'not understood' },
    { text: '{1: 2}', reason: 'not understood' },
    { text: "'text'", reason: 'not understood' },
    { text: `flow${' + flow'.repeat(300)}`, reason: 'Exceeded' },
    { text: `${'('.repeat(60)}flow${')'.repeat(60)}`, reason: 'Exceeded' },
    { text: Array.from({ length: 20 }, (_, i) => `avg('flow', '${i + 1}m')`).join('+'), reason: '16 windows' },
  ])('$text', ({ text, reason }) => {
    const compiled = language.compile(text, SCOPE);
    expect(compiled.ok).toBe(false);
    expect(JSON.stringify(compiled)).toMatch(new RegExp(reason.replace(/[()'+]/g, '.'), 'i'));
  });

  it('is told, never thrown, whatever the text is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'flow t_return+-*/()?:&|<>=!\'".,0123456789[]{}') }), (text) => {
        const compiled = language.compile(text, SCOPE);
        if (compiled.ok) compiled.expression.evaluate(sourceOf({ 0: 1, 1: 2, 2: 1, 3: 4, 5: 5, 6: 0 }));
      }),
      { numRuns: 2_000 },
    );
  });
});
