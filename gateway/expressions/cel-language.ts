import { type ASTNode, Environment, type ParseResult } from '@marcbachmann/cel-js';
import { durationMs } from '../domain/duration.ts';
import type {
  CompileResult,
  Expression,
  ExpressionLanguage,
  ExpressionScope,
  ValueSource,
} from '../ports/expression.ts';
import { type Lookups, registerFunctions } from './functions.ts';
import { ExpressionMistake, type References, referencesOf } from './references.ts';
import { withDecimals } from './whole-numbers.ts';

const LIMITS = { maxAstNodes: 200, maxDepth: 30, maxCallArguments: 4 };

/** Words of the language (cel-spec, langdef, "Reserved"); a point of such a name is read as at('return'). */
const RESERVED: ReadonlySet<string> = new Set([
  ...['as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import', 'let', 'loop', 'package'],
  ...['namespace', 'return', 'var', 'void', 'while', 'in', 'true', 'false', 'null'],
]);

/** One object for every unknown value: the language lets an error pass where the other side of `||` decides. */
const UNKNOWN = new Error('unknown');

/**
 * CEL, the Common Expression Language (github.com/google/cel-spec), of which arithmetic, comparison, logic, `? :` and
 * the functions of functions.ts are taken. All numbers are doubles.
 */
export function createExpressionLanguage(): ExpressionLanguage {
  return new CelLanguage();
}

class CelLanguage implements ExpressionLanguage {
  private readonly environment = new Environment({ limits: LIMITS });
  /** Environments differ in the names they declare only; equipment of one template shares one. */
  private readonly byNames = new Map<string, Environment>();
  /** What is being evaluated. Evaluating is synchronous and never nests. */
  private source: ValueSource | undefined;
  private scope: ExpressionScope | undefined;

  constructor() {
    const lookups: Lookups = {
      number: (name) => this.read(name),
      boolean: (name) => this.read(name) !== 0,
      unknown: noValue,
      figure: (figure, name, window) =>
        known(this.source?.figure(figure, { point: this.indexOf(name), windowMs: durationMs(window) })),
    };
    registerFunctions(this.environment, lookups);
  }

  compile(text: string, scope: ExpressionScope): CompileResult {
    try {
      const environment = this.environmentFor(scope);
      const references = referencesOf(environment.parse(text).ast, scope);
      const parsed = environment.parse(withDecimals(text, environment.parse(text).ast));
      const { valid, type, error } = parsed.check();
      if (!valid) return { ok: false, reason: summaryOf(error), found: text };
      if (type !== 'double' && type !== 'bool')
        return { ok: false, reason: 'is neither a number nor yes or no', found: text };
      return { ok: true, expression: this.expressionOf(parsed, scope, references, type === 'bool') };
    } catch (error) {
      return failureOf(error, text);
    }
  }

  private expressionOf(parsed: ParseResult, scope: ExpressionScope, used: References, isBoolean: boolean): Expression {
    const context = this.contextFor(scope);
    return {
      inputs: [...used.points],
      windows: used.windows,
      result: isBoolean ? 'boolean' : 'number',
      evaluate: (source) => this.evaluate(() => Number(parsed(context)), scope, source),
    };
  }

  private evaluate(run: () => number, scope: ExpressionScope, source: ValueSource): number | undefined {
    this.source = source;
    this.scope = scope;
    try {
      return run();
    } catch (error) {
      // Anything else has no number as its answer; the plant goes on being watched.
      return error === UNKNOWN ? undefined : Number.NaN;
    } finally {
      this.source = undefined;
      this.scope = undefined;
    }
  }

  private environmentFor({ own }: ExpressionScope): Environment {
    const names = [...own].filter(([name, { kind }]) => kind !== 'text' && !RESERVED.has(name));
    const key = names.map(([name, { kind }]) => `${name} ${kind === 'boolean'}`).join();
    const former = this.byNames.get(key);
    if (former) return former;
    const environment = this.environment.clone();
    for (const [name, { kind }] of names) environment.registerVariable(name, kind === 'boolean' ? 'bool' : 'double');
    this.byNames.set(key, environment);
    return environment;
  }

  /** An object whose properties are looked up at the moment of evaluation. */
  private contextFor({ own }: ExpressionScope): object {
    const context: object = Object.create(null);
    for (const [name, { index, kind }] of own) {
      const get = kind === 'boolean' ? () => this.valueOf(index) !== 0 : () => this.valueOf(index);
      Object.defineProperty(context, name, { get });
    }
    return context;
  }

  private read(name: string): number {
    return this.valueOf(this.indexOf(name));
  }

  private valueOf(index: number): number {
    return known(this.source?.value(index));
  }

  private indexOf(name: string): number {
    const point = this.scope?.byTag.get(name) ?? this.scope?.own.get(name);
    if (!point) throw UNKNOWN;
    return point.index;
  }
}

function known(value: number | undefined): number {
  return value ?? noValue();
}

function noValue(): never {
  throw UNKNOWN;
}

function failureOf(error: unknown, text: string): CompileResult {
  if (error instanceof ExpressionMistake) {
    const { node, message: reason, unknown: name } = error;
    return { ok: false, reason, found: nameIn(node, text), ...(name ? { name } : {}) };
  }
  if (error instanceof Error && 'summary' in error) return { ok: false, reason: summaryOf(error), found: text };
  throw error;
}

/** The word people look for: a function's or point's name alone, else the piece of text. */
function nameIn(node: ASTNode, text: string): string {
  if (node.op === 'call') return node.args[0];
  if (node.op === 'value' && typeof node.args === 'string') return node.args;
  return text.slice(node.start, node.end);
}

function summaryOf(error: unknown): string {
  return error instanceof Error && 'summary' in error ? String(error.summary) : String(error);
}
