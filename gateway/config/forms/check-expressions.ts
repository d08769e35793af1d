import type { CompileResult, ExpressionLanguage, NamedPoint } from '../../ports/expression.ts';
import type { MistakeList } from '../mistakes.ts';
import type { Origin } from '../origin.ts';
import { columnNames } from './column-names.ts';
import { FIGURE, type FormBlock, type FormFile } from './form-schema.ts';

/** Checks every derived column: its arithmetic can be compiled and names columns that there are. */
export function checkExpressions(
  form: FormFile,
  origin: Origin,
  language: ExpressionLanguage,
  mistakes: MistakeList,
): void {
  for (const [at, block] of form.blocks.entries()) {
    for (const [n, { fill, expr }] of block.columns.entries()) {
      if (fill !== 'derived' || expr === undefined || FIGURE.test(expr)) continue;
      const place = origin.locate(['blocks', at, 'columns', n, 'expr'], 'value');
      const result = compileIn(form, block, expr, language);
      if (result.ok) continue;
      if (result.name) mistakes.addUnknown(place, 'column', result.found, result.name.known);
      else mistakes.add(place, `${JSON.stringify(expr)}: ${result.reason}`);
    }
  }
}

/** As the program will read it: columns of the same block by their id, others as `block.column`, ratings as `subject.name`. */
function compileIn(form: FormFile, block: FormBlock, expr: string, language: ExpressionLanguage): CompileResult {
  const own = block.columns.map(({ id }) => id);
  const others = form.blocks
    .filter(({ each }) => each === undefined)
    .flatMap(({ id, columns }) => columns.map((one) => `${id}.${one.id}`));
  const ratings = [...expr.matchAll(/\bsubject\.([a-z][a-z0-9_]*)/g)].map(([name]) => name);
  const names = [...own, ...others, ...ratings];
  const known = new Map(names.map((name, index): [string, NamedPoint] => [name, { index, kind: 'number' }]));
  const text = columnNames(expr, (name) => (name.includes('.') || own.includes(name) ? `at('${name}')` : name));
  return language.compile(text, { own: new Map(), byTag: known });
}
