/** How much room a text takes where it is going. */
export type Measure = (text: string) => number;

export const utf8Bytes: Measure = (text) => Buffer.byteLength(text);
/** Inside of a JSON string, without its quotation marks. */
export const jsonBytes: Measure = (text) => Buffer.byteLength(JSON.stringify(text)) - 2;

const CUT = '…';

/**
 * The text as far as there is room for it, whole lines first, ending in a line that says how many are left out; one line
 * too long by itself ends in `…`. Never in the middle of a character. Empty when there is no room for anything.
 */
export function fitText(text: string, room: number, measure: Measure = utf8Bytes): string {
  const whole = text.toWellFormed();
  if (measure(whole) <= room) return whole;
  const lines = whole.split('\n');
  const kept = longest(lines.length - 1, (count) => measure(firstLines(lines, count)) <= room);
  return kept > 0 ? firstLines(lines, kept) : fitLine(lines[0] ?? '', room, measure);
}

/** Cut at a character, marked. */
export function fitLine(line: string, room: number, measure: Measure = utf8Bytes): string {
  const whole = line.toWellFormed();
  if (measure(whole) <= room) return whole;
  const characters = [...whole];
  const first = (count: number): string => `${characters.slice(0, count).join('')}${CUT}`;
  if (measure(CUT) > room) return '';
  return first(longest(characters.length - 1, (count) => measure(first(count)) <= room));
}

const firstLines = (lines: readonly string[], count: number): string => {
  const left = lines.length - count;
  return [...lines.slice(0, count), `${CUT} 另有 ${left} 行未显示 / ${left} more lines left out`].join('\n');
};

/** The greatest count up to `most` for which it holds, 0 if for none; what holds for a count holds for the smaller ones. */
function longest(most: number, holds: (count: number) => boolean): number {
  let [low, high] = [0, most];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
