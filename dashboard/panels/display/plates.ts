import { createContext, use } from 'react';

/** Faceplates beside a drawing: which machines they show, oldest first. */
export interface Plates {
  readonly open: readonly string[];
  /** Shows a machine; of three the oldest gives way. */
  readonly show: (id: string) => void;
}

const NO_PLATES: Plates = { open: [], show: () => undefined };

/** Given by the page that holds the drawing. */
export const PlatesContext = createContext<Plates>(NO_PLATES);

export const usePlates = (): Plates => use(PlatesContext);

/** More than two would cover the drawing they explain. */
export const MOST_PLATES = 2;

/** What is open after one more machine was pressed: a second press on an open one changes nothing. */
export function withPlate(open: readonly string[], id: string): readonly string[] {
  return open.includes(id) ? open : [...open, id].slice(-MOST_PLATES);
}
