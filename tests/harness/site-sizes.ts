import { parse, stringify } from 'yaml';

interface Machine {
  readonly id: string;
  readonly name: { readonly en: string; readonly zh: string };
  readonly connection: string;
  readonly poweredBy?: readonly string[];
  readonly cooledBy?: readonly string[];
  readonly communicatesVia?: readonly string[];
  readonly writable?: readonly string[];
}

interface SiteText {
  readonly version: number;
  readonly site: object;
  readonly http: object;
  readonly areas: readonly object[];
  readonly connections: readonly { readonly id: string }[];
  readonly equipment: readonly Machine[];
}

/** Of a second transformer, switch or heat meter for the whole there is no sensible copy. */
const SINGLE = /^(T|TT-|Q|INC|TIE|ATS|HM|G)\d*$/;

/** The same building with so many copies of nearly every machine. A copy shares the device it is read from, so that its values are live. */
export function grown(siteFile: string, copies: number): string {
  const site = parse(siteFile) as SiteText;
  const more = site.equipment.flatMap((one) =>
    SINGLE.test(one.id) ? [] : Array.from({ length: copies }, (_, at) => copyOf(one, at + 2)),
  );
  return stringify({ ...site, equipment: [...site.equipment, ...more] });
}

/** Nothing may be set twice. */
function copyOf({ writable: _, ...machine }: Machine, number: number): Machine {
  const { id, name } = machine;
  return { ...machine, id: `${id}-${number}`, name: { en: `${name.en} (${number})`, zh: `${name.zh}（${number}）` } };
}

/** A building of these machines and nothing else: no duty room, no rosters, no energy page. */
export function shrunk(siteFile: string, ids: readonly string[]): string {
  const { version, site, http, areas, connections, equipment } = parse(siteFile) as SiteText;
  const kept = equipment.filter(({ id }) => ids.includes(id));
  const known = (list: readonly string[] = []): string[] => list.filter((id) => ids.includes(id));
  const alone = kept.map((one) => ({
    ...one,
    poweredBy: known(one.poweredBy),
    cooledBy: known(one.cooledBy),
    communicatesVia: [],
    writable: [],
  }));
  const used = connections.filter(({ id }) => kept.some(({ connection }) => connection === id));
  return stringify({ version, site, http, areas, connections: used, equipment: alone });
}
