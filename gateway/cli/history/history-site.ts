import { z } from 'zod';
import { nearest } from '../../config/nearest.ts';
import { lastSample, pointState, site as siteResource } from '../../contract/resources.ts';
import type { RestClient } from '../rest-client.ts';

/** What moving history in or out must know of the site. */
export interface HistorySite {
  readonly timeZone: string;
  /** Of every point that is recorded. */
  readonly tags: readonly string[];
  /** Why a tag is none of this site, with the nearest one; undefined when it is. */
  readonly tagProblem: (tag: string) => string | undefined;
  /** The last value recorded until `atMs`. */
  readonly lastValue: (tag: string, atMs: number) => Promise<number | undefined>;
}

export async function readHistorySite(client: Pick<RestClient, 'get'>): Promise<HistorySite> {
  const { timeZone } = await client.get('/site', siteResource);
  const points = await client.get('/points?limit=5000', z.array(pointState));
  const tags = points.filter(({ kind }) => kind !== 'text').map(({ tag }) => tag);
  const known = new Set(tags);
  return {
    timeZone,
    tags,
    tagProblem: (tag) => (known.has(tag) ? undefined : unknownTag(tag, tags)),
    lastValue: (tag, atMs) => lastValue(client, tag, atMs),
  };
}

function unknownTag(tag: string, tags: readonly string[]): string {
  const suggestion = nearest(tag, tags);
  return `no point has the tag "${tag}"${suggestion === undefined ? '' : `; did you mean "${suggestion}"?`}`;
}

async function lastValue(client: Pick<RestClient, 'get'>, tag: string, atMs: number): Promise<number | undefined> {
  const query = new URLSearchParams({ tags: tag, at: String(Math.max(0, atMs)) });
  const [found] = await client.get(`/history/last?${query}`, z.array(lastSample));
  return found?.value;
}
