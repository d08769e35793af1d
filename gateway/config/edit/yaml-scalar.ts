/** What people write without quotes: words, names of things, dates, times spans. */
const PLAIN_WORDS = /^[A-Za-z\u4e00-\u9fff][\w\u4e00-\u9fff]*(?:[ ./-][\w\u4e00-\u9fff]+)*$/;
const PLAIN_DATE = /^\d{4}-\d{2}-\d{2}$/;
const PLAIN_SPAN = /^\d+(?:ms|s|m|h|d)$/;
/** Words that YAML, or one of its older versions, reads as something else. */
const READ_OTHERWISE = /^(?:true|false|null|yes|no|on|off|y|n|inf|nan)$/i;
/** What an editor or a terminal shows as nothing, or breaks a line at. */
const UNSEEN = /[\u007f-\u00a0\u2028\u2029\ufeff]/g;

/** A text as it stands in a YAML file: without quotes where nobody can read it otherwise, else in double ones. */
export function quoteText(text: string): string {
  const isPlain = PLAIN_WORDS.test(text) || PLAIN_DATE.test(text) || PLAIN_SPAN.test(text);
  if (isPlain && !READ_OTHERWISE.test(text)) return text;
  return JSON.stringify(text).replaceAll(
    UNSEEN,
    (unseen) => `\\u${unseen.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A text that was typed, as the file has to have it: nothing in it is a reference. */
export const plainText = (text: string): string => text.replaceAll('${', () => '$${');

/** A reference to a secret file. */
export const secretReference = (path: string): string => `\${file:${path}}`;
