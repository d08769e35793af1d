import type { Place } from '../display/next-along.ts';

/** What an item is drawn as. */
export type ItemRole = 'head' | 'owner' | 'feeder' | 'tie' | 'apart';
export type Spot = readonly [number, number];

export interface DrawnItem extends Place {
  readonly role: ItemRole;
  /** Middle of its symbol. */
  readonly symbol: Spot;
  /** Where its words stand. */
  readonly words: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** Shown with it: its second meter, its temperatures. */
  readonly parts: readonly string[];
}

export interface DrawnLine {
  readonly spots: readonly Spot[];
  /** The place of the topology whose state it shows. */
  readonly place: string;
  /** It leaves the drawing here. */
  readonly isEnd?: boolean;
}

/** The end of a line that goes on elsewhere: the name of what is there stands here. */
export interface DrawnStub {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly toward: string;
}

/** A single-line diagram: where everything stands, in pixels of a desk screen. */
export interface SingleLine {
  readonly width: number;
  readonly height: number;
  readonly items: readonly DrawnItem[];
  readonly lines: readonly DrawnLine[];
  readonly stubs: readonly DrawnStub[];
  /** Left upper corner of what is not connected; null when all is. */
  readonly apart: Spot | null;
}
