/** Scores of one letter found: at the beginning of a word, right after the letter before, or anywhere. */
const AT_WORD = 8;
const IN_ROW = 6;
const ANYWHERE = 1;
/** A gap costs a little, so that the tighter of two finds stands first. */
const GAP = 0.1;

const isWordStart = (text: string, at: number): boolean => at === 0 || /[\s.\-_#/·(]/.test(text[at - 1] ?? '');

/**
 * How well a query fits a text, or undefined when its letters do not stand in it in this order. Every word of the query is looked
 * for by itself, so that `chiller supply` finds `Supply temperature of chiller 1`. Upper and lower case are the same.
 */
export function fuzzyScore(query: string, text: string): number | undefined {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return 0;
  const low = text.toLowerCase();
  let total = 0;
  for (const word of words) {
    const score = wordScore(word, low);
    if (score === undefined) return undefined;
    total += score;
  }
  // Of two that fit alike the shorter is meant.
  return total - low.length * 0.01;
}

/** The best of the places at which the word may begin. */
function wordScore(word: string, text: string): number | undefined {
  let best: number | undefined;
  for (let from = text.indexOf(word[0] ?? ''); from >= 0; from = text.indexOf(word[0] ?? '', from + 1)) {
    const score = scoreFrom(word, text, from);
    if (score !== undefined && (best === undefined || score > best)) best = score;
  }
  return best;
}

function scoreFrom(word: string, text: string, from: number): number | undefined {
  let score = 0;
  let before = -1;
  for (const letter of word) {
    const at = text.indexOf(letter, before < 0 ? from : before + 1);
    if (at < 0) return undefined;
    if (isWordStart(text, at)) score += AT_WORD;
    else if (before >= 0 && at === before + 1) score += IN_ROW;
    else score += ANYWHERE;
    if (before >= 0) score -= GAP * (at - before - 1);
    before = at;
  }
  return score;
}
