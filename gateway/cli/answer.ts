import type { LoadedSite } from '../config/load.ts';
import { formatMistake, type Mistake } from '../config/mistakes.ts';
import type { CommandContext } from './command.ts';
import { countMistakes, loadSiteFile, NO_SITE_FILE, type SiteArguments, siteFile } from './site.ts';

/** The options every command with an answer has. */
export interface AnswerOptions {
  readonly json: boolean;
}

/** The answer of a command: one JSON document, or lines for a person. */
export function answer(
  { json }: AnswerOptions,
  context: CommandContext,
  document: object,
  lines: () => readonly string[],
): void {
  if (json) context.print(JSON.stringify(document, null, 2));
  else for (const line of lines()) context.print(line);
}

/** Says no, and gives the exit code for it: 1 refused, 2 not understood. */
export function refuse({ json }: AnswerOptions, context: CommandContext, message: string, code: 1 | 2 = 1): number {
  if (json) context.print(JSON.stringify({ ok: false, error: { message } }, null, 2));
  else context.warn(message);
  return code;
}

/** The site that was asked for; otherwise the exit code, after every mistake has been told with its place. */
export function readSiteFor(given: AnswerOptions & SiteArguments, context: CommandContext): LoadedSite | number {
  const file = siteFile(given, context.env);
  if (file === undefined) return refuse(given, context, NO_SITE_FILE, 2);
  const loaded = loadSiteFile(file, context.env);
  if (loaded.ok) {
    for (const warning of loaded.warnings) context.warn(formatMistake(warning));
    return loaded.value;
  }
  tellMistakes(given, context, loaded.mistakes);
  return 1;
}

/** Every mistake with its place: lines on standard error, or one JSON document. */
export function tellMistakes({ json }: AnswerOptions, context: CommandContext, mistakes: readonly Mistake[]): void {
  if (json) {
    context.print(JSON.stringify({ ok: false, mistakes }, null, 2));
    return;
  }
  for (const mistake of mistakes) context.warn(formatMistake(mistake));
  context.warn(`${countMistakes(mistakes.length)}.`);
}
