import { done } from '../../domain/errors.ts';
import type { HistoryLoss } from '../../domain/history-loss.ts';
import type { Historian } from '../../ports/historian.ts';
import type { Handlers } from '../handler.ts';

/** The end of time as dates know it (ECMA-262 21.4.1.1). */
const LATEST_MS = 8.64e15;

/** What the historian misses. */
export function lossRoutes({ historian }: { readonly historian: Historian }): Handlers<'listLosses'> {
  return {
    listLosses: async ({ query: { from = 0, to = LATEST_MS } }) => {
      const losses = await historian.reader.losses(from, to);
      return done(losses.map(toLoss));
    },
  };
}

const toLoss = ({ from, to, ...rest }: HistoryLoss) => ({
  ...rest,
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
});
