/** Without what is mistaken for something else: 0 O o, 1 l I. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP = 4;

/** A password to be handed over once, easy to read aloud: four groups of four, 80 bits. `random` fills bytes. */
export function oneTimePassword(random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>): string {
  const letters = Array.from(random(new Uint8Array(GROUPS * GROUP)), (byte) => LETTERS[byte % LETTERS.length]);
  const groups = Array.from({ length: GROUPS }, (_, group) =>
    letters.slice(group * GROUP, (group + 1) * GROUP).join(''),
  );
  return groups.join('-');
}
