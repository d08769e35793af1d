/** The kinds of file that may be kept, by what they begin with: the name and the type somebody says it has count for nothing. */
const SIGNATURES: readonly { readonly mediaType: string; readonly begins: readonly (readonly [number, string])[] }[] = [
  { mediaType: 'image/jpeg', begins: [[0, 'ffd8ff']] },
  { mediaType: 'image/png', begins: [[0, '89504e470d0a1a0a']] },
  // RIFF, four bytes of length, WEBP (developers.google.com/speed/webp/docs/riff_container).
  {
    mediaType: 'image/webp',
    begins: [
      [0, '52494646'],
      [8, '57454250'],
    ],
  },
  { mediaType: 'application/pdf', begins: [[0, '255044462d']] },
];

/** As many bytes as are needed to know. */
export const SNIFFED_BYTES = 12;

/** What a file that begins like this is; undefined when it may not be kept. */
export function sniffMediaType(beginning: Uint8Array): string | undefined {
  const hex = Buffer.from(beginning.subarray(0, SNIFFED_BYTES)).toString('hex');
  return SIGNATURES.find(({ begins }) => begins.every(([at, bytes]) => hex.startsWith(bytes, at * 2)))?.mediaType;
}
