/** Telephones of one country are written with and without its code; so many digits are enough to tell people apart. */
const TELLING_DIGITS = 11;

/**
 * The code in what somebody wrote back: `A 4821`, `a4821`, `确认4821`, `ACK 4821` or the digits alone, also in full-width characters;
 * what follows (a signature, the message quoted) does not matter. Undefined when there is none.
 */
export function codeIn(text: string): string | undefined {
  const plain = text.normalize('NFKC').slice(0, 200);
  return /^(?:[\s"'“”「:]|回复|确认|ack|a){0,20}(\d{4})(?!\d)/i.exec(plain)?.[1];
}

/** Whether two addresses are the same: mail and names without regard to case, telephones by their last digits. */
export function isSameAddress(a: string, b: string): boolean {
  if (a === '' || b === '') return false;
  const [x, y] = [digitsOf(a), digitsOf(b)];
  if (x === undefined || y === undefined) return a.trim().toLowerCase() === b.trim().toLowerCase();
  return x.slice(-TELLING_DIGITS) === y.slice(-TELLING_DIGITS);
}

function digitsOf(address: string): string | undefined {
  const isTelephone = /^[+\d][\d\s()-]{5,30}$/.test(address.trim());
  return isTelephone ? address.replace(/\D/g, '') : undefined;
}
