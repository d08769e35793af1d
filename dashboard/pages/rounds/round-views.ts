/** What the page of the rounds shows. */
export const ROUND_VIEWS = ['now', 'past', 'findings', 'figures'] as const;
export type RoundView = (typeof ROUND_VIEWS)[number];
