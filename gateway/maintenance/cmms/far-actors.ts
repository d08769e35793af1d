/** Who takes steps here that were taken there. */
export const CMMS_ACTOR = 'cmms';
/** Who does the work there; another than who closes it, so that the rule of the second person can hold. */
export const FAR_HAND = `${CMMS_ACTOR}:hand`;

/** Steps of the far side are not told back to it. */
export const isFar = (actor: string): boolean => actor === CMMS_ACTOR || actor === FAR_HAND;
