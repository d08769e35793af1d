import { basename, dirname, resolve } from 'node:path';
import { differencesOf } from '../../config/edit/differences.ts';
import { editFiles, type Texts } from '../../config/edit/edit-files.ts';
import type { EditRefusal } from '../../config/edit/site-steps.ts';
import { placesOf } from '../../config/edit/yaml-place.ts';
import { type LoadOptions, type LoadResult, loadSite } from '../../config/load.ts';
import type { Mistake } from '../../config/mistakes.ts';
import type { SiteEdit } from '../../domain/site-edit.ts';
import type { SiteChange, SiteMistake } from '../../ports/site-desk.ts';

/** How the site file is read; the same as at the start. */
export interface SiteSource {
  readonly options: LoadOptions;
  /** What a start puts in place of what the file says, such as the port. */
  readonly adapt: (result: LoadResult) => LoadResult;
}

/** A secret that an edit brings, and the file it goes into. */
export interface NewSecret {
  readonly file: string;
  readonly text: string;
}

/** What edits make of the site, tried and not written. */
export interface Candidate {
  readonly texts: Texts;
  /** Files whose text would be another one. */
  readonly changed: readonly string[];
  readonly secrets: readonly NewSecret[];
  readonly changes: readonly SiteChange[];
  readonly result: LoadResult;
}

export type CandidateResult =
  | { readonly ok: true; readonly candidate: Candidate }
  | { readonly ok: false; readonly mistake: SiteMistake };

/** Where secrets typed on a screen go, beside the site file. */
const SECRETS_FOLDER = 'secrets';

/** Makes edits and loads what comes out, by the loader that a start uses. */
export function tryEdits(source: SiteSource, texts: Texts, edits: readonly SiteEdit[]): CandidateResult {
  const { file } = source.options;
  const named = edits.map((edit) => secretsOf(edit));
  const paths = named.map((secrets) => Object.fromEntries(secrets.map(({ name, path }) => [name, path])));
  const edited = editFiles(texts, file, edits, (index) => paths[index] ?? {});
  if (!edited.ok) return { ok: false, mistake: refusalAsMistake(file, edited.refusal) };
  const secrets = named.flat().map(({ path, text }) => ({ file: resolve(dirname(file), path), text }));
  const changes = edited.changed.flatMap((one) =>
    differencesOf(placesOf(texts.get(one) ?? '')?.value, placesOf(edited.texts.get(one) ?? '')?.value),
  );
  const result = loadTexts(source, edited.texts, secrets);
  return { ok: true, candidate: { texts: edited.texts, changed: edited.changed, secrets, changes, result } };
}

/** Loads the site from these texts, and everything else from the disk. */
export function loadTexts(
  { options, adapt }: SiteSource,
  texts: Texts,
  secrets: readonly NewSecret[] = [],
): LoadResult {
  const given = new Map([...texts, ...secrets.map(({ file, text }) => [file, text] as const)]);
  return adapt(loadSite({ ...options, readText: (path) => given.get(path) ?? options.readText(path) }));
}

interface NamedSecret {
  readonly name: string;
  /** From the folder of the site file. */
  readonly path: string;
  readonly text: string;
}

function secretsOf(edit: SiteEdit): NamedSecret[] {
  if (edit.kind !== 'put-channel') return [];
  return Object.entries(edit.secrets).map(([name, text]) => {
    return { name, path: `${SECRETS_FOLDER}/${safe(edit.id)}.${safe(name)}`, text };
  });
}

const safe = (name: string): string => name.replaceAll(/[^\w-]/g, '_');

/** As people may see it: the name of the file, not where it lies. */
export function shownMistake({ file, line, path, message, allowed, suggestion }: Mistake): SiteMistake {
  return { file: basename(file), line, path, message, allowed: allowed ?? null, suggestion: suggestion ?? null };
}

const REFUSALS: Readonly<Record<EditRefusal['why'], string>> = {
  'not-found': 'there is no such entry any more',
  exists: 'there is another entry with this id already',
  'by-hand': 'the file is written here in a way that only a person can change',
};

const refusalAsMistake = (file: string, { why, path }: EditRefusal): SiteMistake => ({
  ...{ file: basename(file), line: 1, path, message: REFUSALS[why], allowed: null, suggestion: null },
});
