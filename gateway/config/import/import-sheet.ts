import { basename, dirname, relative, resolve } from 'node:path';
import { type LoadedSite, type LoadOptions, loadSite } from '../load.ts';
import { type Mistake, MistakeList } from '../mistakes.ts';
import { readSite, type SiteDraft } from '../read-site.ts';
import { deviceId, resolveConnections } from '../resolve-connections.ts';
import { addInclude } from './add-include.ts';
import { readHead } from './sheet-columns.ts';
import { makeMeters, type SheetPart, type SheetSurroundings } from './sheet-meters.ts';
import { cellOf, partText } from './sheet-part.ts';
import { readRows, sheetPlace } from './sheet-rows.ts';
import { readSpreadsheet } from './spreadsheet.ts';

/** A sheet and the site it belongs to. `file` is the site file; nothing is written here. */
export interface SheetImportOptions extends LoadOptions {
  /** Name of the sheet's file, for messages. */
  readonly sheetFile: string;
  readonly bytes: Uint8Array;
  /** Sheet of a workbook; the first visible one when absent. */
  readonly sheet: string | undefined;
  /** The part of the site file that will be written. What stands there now is replaced. */
  readonly out: string;
  readonly defaults: SheetSurroundings['defaults'];
  /** Comment lines for the top of the part. */
  readonly head: readonly string[];
}

/** Every mistake at once, or a part that loads together with its site. */
export type SheetImportResult =
  | {
      readonly ok: true;
      readonly part: SheetPart;
      readonly text: string;
      /** The site file's text with the part included; undefined when it includes it already. */
      readonly siteText: string | undefined;
      /** How the site file has to name the part. */
      readonly includePath: string;
      readonly loaded: LoadedSite;
      readonly warnings: readonly Mistake[];
    }
  | { readonly ok: false; readonly mistakes: readonly Mistake[] };

/** Turns a sheet of many like machines into a part of a site file. Never throws for what stands in a file. */
export async function importSheet(options: SheetImportOptions): Promise<SheetImportResult> {
  const mistakes = new MistakeList();
  const ofSite = new MistakeList();
  const draft = readDraft(withFile(options, options.out, '{}\n'), ofSite);
  // If it can be read at all, its mistakes are found again when it is loaded with the part.
  if (draft === undefined) return { ok: false, mistakes: ofSite.all() };
  const part = await readPart(options, surroundings(draft, options), mistakes);
  if (part === undefined) return { ok: false, mistakes: mistakes.all() };
  const text = partText(part, options.head);
  const includePath = relative(dirname(resolve(options.file)), resolve(options.out)).replaceAll('\\', '/');
  const isIncluded = draft.included.some((path) => resolve(path) === resolve(options.out));
  const siteText = isIncluded ? undefined : addInclude(options.readText(options.file), includePath);
  if (!isIncluded && siteText === undefined) {
    const message = 'its include cannot be extended';
    mistakes.add(draft.origin.locate(['include'], 'value'), message, { allowed: `a list with ${includePath}` });
    return { ok: false, mistakes: mistakes.all() };
  }
  const withPart = withFile(options, options.out, text);
  const result = loadSite(siteText === undefined ? withPart : withFile(withPart, options.file, siteText));
  if (!result.ok) addFromLoading(result.mistakes, part, options, mistakes);
  if (mistakes.count > 0 || !result.ok) return { ok: false, mistakes: mistakes.all() };
  return { ok: true, part, text, siteText, includePath, loaded: result.value, warnings: result.warnings };
}

function readDraft(options: LoadOptions, mistakes: MistakeList): SiteDraft | undefined {
  try {
    return readSite(options.file, options.readText(options.file), options, mistakes);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    mistakes.add({ file: options.file, line: 1, column: 1, path: '' }, `cannot be read: ${reason}`);
    return undefined;
  }
}

async function readPart(
  { bytes, sheet, sheetFile }: SheetImportOptions,
  around: SheetSurroundings,
  mistakes: MistakeList,
): Promise<SheetPart | undefined> {
  const read = await readSpreadsheet(bytes, sheet);
  const top = { file: sheetFile, line: 1, column: 1, path: '' };
  if (!read.ok) {
    mistakes.add(top, read.message, read.allowed === undefined ? {} : { allowed: read.allowed });
    return undefined;
  }
  const placeOf = (row: number, column: number) => {
    return sheetPlace(sheetFile, row, column, read.rows[row]?.[column]?.text ?? '');
  };
  const head = readHead(read.rows, placeOf, mistakes);
  if (head === undefined) return undefined;
  const rows = readRows(sheetFile, read.rows, head, mistakes);
  if (rows.length === 0) mistakes.add(placeOf(head.row, 0), 'no row stands under the header');
  return makeMeters(rows, around, mistakes);
}

function surroundings(draft: SiteDraft, { drivers, defaults }: SheetImportOptions): SheetSurroundings {
  const known = resolveConnections(draft, drivers, new MistakeList());
  const devices = draft.equipment.map(({ value }) => [deviceId(value.connection, value.device), value.id] as const);
  return {
    areas: draft.areas.map(({ value }) => value),
    connections: [...known.values()].map(({ id, config }) => ({ id, config })),
    ...{ devices: new Map(devices), defaults },
  };
}

/** What only the whole site could tell, at the cells it comes from. */
function addFromLoading(
  found: readonly Mistake[],
  part: SheetPart,
  { out, file }: SheetImportOptions,
  mistakes: MistakeList,
): void {
  const isFirst = mistakes.count === 0;
  for (const mistake of found) {
    const { message, value, allowed, suggestion } = mistake;
    const isOfPart = resolve(mistake.file) === resolve(out);
    // Rows with a mistake are not in the part, so that others may miss them.
    const isMissedOnly = message.startsWith('unknown equipment') && part.ids.has(JSON.parse(value ?? 'null'));
    if (!isFirst && (resolve(mistake.file) === resolve(file) || isMissedOnly)) continue;
    const place = isOfPart ? (cellOf(mistake.path, part) ?? mistake) : mistake;
    if (mistakes.hasAt(place)) continue;
    mistakes.add(place, message, {
      ...(value === undefined ? {} : { value }),
      ...(allowed === undefined ? {} : { allowed }),
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  }
}

/** The same files with one of them replaced, or added where there is none yet. */
function withFile<Options extends LoadOptions>(options: Options, path: string, text: string): Options {
  const place = resolve(path);
  return {
    ...options,
    readText: (wanted) => (resolve(wanted) === place ? text : options.readText(wanted)),
    listFiles(folder) {
      const names = options.listFiles(folder);
      const isHere = resolve(folder) === dirname(place) && !names.includes(basename(place));
      return isHere ? [...names, basename(place)] : names;
    },
  };
}
