/** Full-width twins: chat programs differ in what a backslash does, so that what could be markup is replaced. */
const TWINS: Readonly<Record<string, string>> = {
  ...{ '*': '＊', _: '＿', '`': '｀', '~': '～', '[': '［', ']': '］', '<': '＜', '>': '＞', '|': '｜', '\\': '＼' },
  '@': '＠',
};
const MARKUP = /[*_`~[\]<>|\\@]/g;
/** A heading, a list or a quotation begins at the beginning of a line only. */
const LINE_START = /^\s*(?:[#+-]|\d+\.)/;
/** An address stays whole; nothing that could end a link or mention somebody belongs to it. */
const ADDRESS = /(https?:\/\/[\w\-.~:/?#!$&',;=%]+)/;

/** One line that a chat program shows as it is: no link but its own address, no heading, nobody mentioned. */
export function plainMarkup(line: string): string {
  const parts = line.split(ADDRESS);
  const text = parts.map((part, index) => (index % 2 === 1 ? part : part.replace(MARKUP, twinOf))).join('');
  // A blank without width in front keeps the line from being anything but a line.
  return LINE_START.test(text) ? `\u200b${text}` : text;
}

const twinOf = (sign: string): string => TWINS[sign] ?? sign;
